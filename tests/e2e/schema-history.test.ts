import { beforeAll, describe, expect, test } from 'vitest';
import { ADMINISTRATOR, ANONYMOUS, ARCHITECT, DEVELOPER, seededInstance } from '../support/instance.ts';
import { lineageClient } from '../support/lineage-client.ts';
import { named, refOf, runEvent, runId, schemaFacet } from '../support/openlineage-events.ts';

const instance = seededInstance();
const client = lineageClient(instance);
const STEWARD = { role: 'steward', agencies: ['A11'] } as const;

/** What a producer sends after a run of a day that wrote a table. */
const written = (name: string, day: number, ...columns: string[]): unknown =>
  runEvent({
    eventTime: `2026-04-0${day}T08:00:00Z`,
    run: { runId: runId(day) },
    job: { namespace: 'airflow', name: `write-${name}` },
    outputs: [named(name, schemaFacet(...columns))],
  }).body;

/** Not in their order, and some of them twice. */
const EVENTS = [
  written('own', 3, 'a:bigint', 'b:text'),
  written('own', 1, 'a:int'),
  written('own', 4, 'a:bigint'),
  written('own', 2, 'a:int'),
  written('own', 3, 'a:bigint', 'b:text'),
  written('own', 5, 'a:bigint', 'b:text'),
  written('others', 2, 'secret:int'),
  written('loose', 1, 'x:int'),
];

/** A dataset of the steward's agency. */
let own = '';

beforeAll(async () => {
  const { data } = await instance().ask('{ agency(code: "A11") { datasets(first: 1) { nodes { code } } } }');
  own = data.agency.datasets.nodes[0].code;
  for (const [name, dataset] of [
    ['own', own],
    ['others', 'S01'],
  ] as const) {
    const { errors } = await instance().ask(
      'mutation ($input: LinkNameInput!) { linkName(input: $input) { name } }',
      { input: { name: refOf(name), dataset } },
      ADMINISTRATOR,
    );
    expect(errors).toEqual([]);
  }
  for (const event of EVENTS) expect((await client.send(event)).status).toBeLessThan(300);
  await instance().instance.settle();
});

const VERSIONS = `{ totalCount truncated pageInfo { hasNextPage endCursor } nodes { name version step since lastTold columnCount
  columns { name type nullable } changes { kind column step before after } } }`;
const OF_NAME = `query ($ref: NodeRef!, $first: Int = 50, $after: String, $asOf: DateTime) { datasetName(ref: $ref) {
  schemaVersions(first: $first, after: $after, asOf: $asOf) ${VERSIONS} } }`;
const OF_DATASET = `query ($code: ID!) { dataset(code: $code) { code observedSchemaVersions ${VERSIONS} } }`;

const short = ({ version, step, since }: { version: string; step: string | null; since: string }): string =>
  `${version} ${step} ${since.slice(0, 10)}`;

const NEWEST_FIRST = [
  '2.1.0 MINOR 2026-04-05',
  '2.0.0 MAJOR 2026-04-04',
  '1.1.0 MINOR 2026-04-03',
  '1.0.0 null 2026-04-01',
];

describe('the schemas that a name had', () => {
  test('are told newest first, in the order of the times of events, each with what it changed', async () => {
    const { data, errors } = await instance().ask(OF_NAME, { ref: refOf('own') }, ARCHITECT);
    expect(errors).toEqual([]);
    const { schemaVersions } = data.datasetName;
    expect(schemaVersions.nodes.map(short)).toEqual(NEWEST_FIRST);
    expect(schemaVersions).toMatchObject({ totalCount: 4, truncated: false });
    expect(schemaVersions.nodes[2]).toEqual({
      name: refOf('own'),
      version: '1.1.0',
      step: 'MINOR',
      since: '2026-04-03T08:00:00.000Z',
      lastTold: '2026-04-03T08:00:00.000Z',
      columnCount: 2,
      columns: [
        { name: 'a', type: 'bigint', nullable: null },
        { name: 'b', type: 'text', nullable: null },
      ],
      changes: [
        { kind: 'TYPE', column: 'a', step: 'MINOR', before: 'int', after: 'bigint' },
        { kind: 'ADDED', column: 'b', step: 'MINOR', before: null, after: 'text' },
      ],
    });
    expect(schemaVersions.nodes[3]).toMatchObject({ lastTold: '2026-04-02T08:00:00.000Z', changes: [] });
  });

  test('come in pages that go on where the last one ended', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await instance().ask(OF_NAME, { ref: refOf('own'), first: 3, after }, ARCHITECT);
      expect(errors).toEqual([]);
      const { nodes, pageInfo } = data.datasetName.schemaVersions;
      seen.push(...nodes.map(short));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(NEWEST_FIRST);
  });

  test('are those until an instant, when it is asked for', async () => {
    const variables = { ref: refOf('own'), asOf: '2026-04-03T08:00:00Z' };
    const { data } = await instance().ask(OF_NAME, variables, ARCHITECT);
    expect(data.datasetName.schemaVersions.nodes.map(short)).toEqual(NEWEST_FIRST.slice(2));
    expect(data.datasetName.schemaVersions.totalCount).toBe(2);
    const { errors } = await instance().ask(OF_NAME, { ...variables, asOf: '1969-01-01' }, ARCHITECT);
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('1970') }]);
  });

  test('are those of a dataset that the name is', async () => {
    for (const viewer of [ARCHITECT, STEWARD]) {
      const { data, errors } = await instance().ask(OF_DATASET, { code: own }, viewer);
      expect(errors).toEqual([]);
      expect(data.dataset.observedSchemaVersions.nodes.map(short)).toEqual(NEWEST_FIRST);
    }
  });

  test('are told with the dataset only', async () => {
    const whole = await instance().ask(OF_DATASET, { code: 'S01' }, ARCHITECT);
    expect(whole.data.dataset.observedSchemaVersions.totalCount).toBe(1);
    for (const viewer of [STEWARD, DEVELOPER, ANONYMOUS]) {
      const { data } = await instance().ask(OF_NAME, { ref: refOf('others') }, viewer);
      expect(data.datasetName).toBeNull();
      const dataset = await instance().ask(OF_DATASET, { code: 'S01' }, viewer);
      expect(JSON.stringify(dataset.data)).not.toContain('secret');
    }
    const loose = await instance().ask(OF_NAME, { ref: refOf('loose') }, STEWARD);
    expect(loose.data.datasetName.schemaVersions.totalCount).toBe(1);
  });

  test('are nothing to whoever is not told what producers say, though the dataset is open', async () => {
    const { data } = await instance().ask(
      '{ datasets(filter: { tier: OPEN }, first: 1) { nodes { code } } }',
      {},
      ARCHITECT,
    );
    const { code } = data.datasets.nodes[0];
    const input = { name: refOf('loose'), dataset: code };
    await instance().ask(
      'mutation ($input: LinkNameInput!) { linkName(input: $input) { name } }',
      { input },
      ADMINISTRATOR,
    );
    const asked = await instance().ask(OF_DATASET, { code }, ANONYMOUS);
    expect(asked.errors).toEqual([]);
    expect(asked.data.dataset).toMatchObject({ code, observedSchemaVersions: { totalCount: 0, truncated: false } });
    const told = await instance().ask(OF_DATASET, { code }, ARCHITECT);
    expect(told.data.dataset.observedSchemaVersions).toMatchObject({ totalCount: 1 });
  });
});
