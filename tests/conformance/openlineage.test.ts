import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canonicalHash } from '../../lineage/domain/canonical-hash.ts';
import type { LoggedEvent } from '../../lineage/domain/events.ts';
import { checkFacets, type FacetPlace } from '../../lineage/domain/openlineage/check-facets.ts';
import { Notes } from '../../lineage/domain/openlineage/notes.ts';
import { prepareEvent } from '../../lineage/ingestion/openlineage/prepare-event.ts';
import { conformanceFolder, jsonFiles } from '../support/conformance.ts';
import { emptyInstance } from '../support/instance.ts';
import { lineageClient } from '../support/lineage-client.ts';
import { disturbed, foldAll, openEdges } from '../support/openlineage-events.ts';
import { Random } from '../support/random.ts';

const folder = conformanceFolder('openlineage');

type Json = Record<string, unknown>;
interface DatasetName {
  readonly namespace: string;
  readonly name: string;
}

/** Events of a folder below `events`. */
const eventsOf = (name: string) => jsonFiles(join(folder ?? '', 'events', name));

/** The events that real producers sent: 32 of Airflow, 4 and 16 of Spark. */
const recorded = () =>
  [
    'airflow/events',
    'spark_dataproc_simple_producer_test/events',
    'spark_dataproc_simple_producer_test_complete/events',
  ].flatMap((name) => eventsOf(name).map((file) => ({ ...file, name: `${name}/${file.name}` })));

/** The food delivery example, its times filled in. */
function foodDelivery(): unknown[] {
  const template = readFileSync(join(folder ?? '', 'events/food_delivery/metadata.template.json'), 'utf8');
  const filled = template.replace(/\{\{RUN_(START|END)_TIME(?:_AFTER_(\d+)_MINUTES)?\}\}/g, (_all, _what, minutes) =>
    new Date(Date.UTC(2026, 1, 1) + Number(minutes ?? 0) * 60_000).toISOString(),
  );
  expect(filled).not.toContain('{{');
  return JSON.parse(filled) as unknown[];
}

const prepared = (values: readonly unknown[]): Pick<LoggedEvent, 'kind' | 'body'>[] =>
  values.map((value) => prepareEvent(value, 'test').event);

const hashOf = (events: readonly Pick<LoggedEvent, 'kind' | 'body'>[]): string =>
  canonicalHash(foldAll(events).records(), { history: false });

/** What columnLineage facets say, read straight from the text: source and target column. */
function columnPairs(events: readonly unknown[]): Set<string> {
  const pairs = new Set<string>();
  for (const event of events as { outputs?: (DatasetName & { facets?: { columnLineage?: { fields?: Json } } })[] }[]) {
    for (const output of event.outputs ?? []) {
      for (const [column, field] of Object.entries(output.facets?.columnLineage?.fields ?? {})) {
        for (const input of (field as { inputFields: (DatasetName & { field: string })[] }).inputFields) {
          pairs.add(`${input.namespace}|${input.name}#${input.field} > ${output.namespace}|${output.name}#${column}`);
        }
      }
    }
  }
  return pairs;
}

describe.skipIf(folder === undefined)('OpenLineage events that others recorded', () => {
  const instance = emptyInstance();
  const client = lineageClient(instance);

  test('are all taken, 52 of 52, and appear as lineage', async () => {
    const files = recorded();
    expect(files).toHaveLength(52);
    for (const { name, value } of files) {
      const { status, body } = await client.send(value);
      expect({ name, status, body }).toMatchObject({ name, status: 201, body: { status: 'accepted' } });
    }
    await instance().instance.settle();
    const { data, errors } = await instance().ask(
      `query ($of: NodeRef!) { lineage(of: $of, direction: BOTH, depth: 10) {
         nodes { ref kind distance dataset { code } } edges { from to job } } }`,
      { of: 'bigquery|mock-project.test.upload' },
    );
    expect(errors).toEqual([]);
    expect(data.lineage.edges).toContainEqual({
      from: 'gs://mock-bucket|copied.csv',
      to: 'bigquery|mock-project.test.upload',
      job: 'job:airflow|BQ.upload',
    });
    expect(data.lineage.nodes).toContainEqual({
      ref: 'gs://mock-bucket|result.csv',
      kind: 'DATASET',
      distance: 2,
      dataset: null,
    });
  });

  test('change nothing when they are sent again, doubled and in another order', async () => {
    const before = await instance().instance.lineage.inspect();
    const files = disturbed(new Random(52), recorded());
    for (const { value } of files) {
      const { status, body } = await client.send(value);
      expect({ status, duplicate: body.duplicate }).toEqual({ status: 201, duplicate: true });
    }
    await instance().instance.settle();
    const after = await instance().instance.lineage.inspect();
    expect(after).toEqual(before);
    expect(after.storeHash).toBe(after.logHash);
    expect(after.projectionHash).toBe(after.storeHash);
    expect(after.deadLetters).toBe(0);
  });

  test('fold to one graph in any order and number', () => {
    const events = prepared([...recorded().map(({ value }) => value), ...foodDelivery()]);
    const expected = hashOf(events);
    for (let seed = 1; seed <= 20; seed++)
      expect(hashOf(disturbed(new Random(seed), events)), `seed ${seed}`).toBe(expected);
  });

  test('give the links that another consumer derived from them', () => {
    const expected = jsonFiles(join(folder ?? '', 'expected-links/airflow/validation/links'))
      .concat(jsonFiles(join(folder ?? '', 'expected-links/spark_dataproc_simple_producer_test/validation/links')))
      .flatMap(
        ({ value }) =>
          value as { source: { fully_qualified_name: string }; target: { fully_qualified_name: string } }[],
      )
      .map(({ source, target }) => `${source.fully_qualified_name} > ${target.fully_qualified_name}`);
    const events = prepared(recorded().map(({ value }) => value));
    const links = openEdges(foldAll(events))
      .filter(({ transformation }) => transformation === null)
      .map(({ from, to }) => `${qualified(from)} > ${qualified(to)}`);
    expect([...new Set(links)].sort()).toEqual([...new Set(expected)].sort());
  });

  test('of the food delivery example give exactly its 39 column edges', () => {
    const values = foodDelivery();
    const expected = columnPairs(values);
    expect(expected.size).toBe(39);
    const edges = openEdges(foldAll(prepared(values))).filter(({ transformation }) => transformation !== null);
    expect(edges.map(({ from, to }) => `${from} > ${to}`).sort()).toEqual([...expected].sort());
  });

  test('without schemaURL are taken with a warning', async () => {
    const files = eventsOf('apples');
    expect(files).toHaveLength(8);
    for (const { value } of files) {
      const { status, body } = await client.send(value);
      expect(status).toBe(201);
      expect(body.warnings).toContainEqual(expect.objectContaining({ path: '$.schemaURL' }));
    }
  });

  test('with a wrong facet are taken and flagged, without a run id refused with the path', async () => {
    const answers: Record<string, unknown> = {};
    for (const { name, value } of eventsOf('fluentd')) {
      const { status, body } = await client.send(value);
      answers[name] =
        status === 201
          ? body.warnings.map(({ path }: { path: string }) => path)
          : [status, body.errors[0].extensions.path];
    }
    expect(answers).toMatchObject({
      'event_invalid_dataset_facet.json': expect.arrayContaining(['$.outputs[0].facets.ownership.owners[0].name']),
      'event_invalid_input_dataset_facet.json': expect.arrayContaining([
        '$.inputs[0].inputFacets.dataQualityMetrics.columnMetrics',
      ]),
      'event_invalid_job_facet.json': expect.arrayContaining(['$.job.facets.ownership.owners[0].name']),
      'event_invalid_output_dataset_facet.json': expect.arrayContaining([
        '$.outputs[0].outputFacets.outputStatistics.rowCount',
      ]),
      'event_invalid_run_facet.json': expect.arrayContaining(['$.run.facets.parent']),
      'event_no_run_id.json': [400, '$.run.runId'],
    });
  });

  test('carry every facet example of the specification without harm', async () => {
    const spec = join(folder ?? '', 'spec/tests');
    const facets = readdirSync(spec, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => jsonFiles(join(spec, name)).map(({ value }) => value as Json));
    expect(facets.length).toBeGreaterThan(38);
    const example = (place: 'dataset' | 'job' | 'run' | 'inputFacets' | 'outputFacets', given: Json, n: number) => ({
      eventTime: '2026-03-01T08:00:00Z',
      eventType: 'COMPLETE',
      producer: 'urn:test',
      schemaURL: 'urn:test',
      run: { runId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, facets: place === 'run' ? given : {} },
      job: { namespace: 'spec', name: `job-${n}`, facets: place === 'job' ? given : {} },
      inputs: [{ namespace: 'spec', name: `in-${n}`, ...(place === 'inputFacets' ? { inputFacets: given } : {}) }],
      outputs: [
        {
          namespace: 'spec',
          name: `out-${n}`,
          facets: place === 'dataset' ? given : {},
          ...(place === 'outputFacets' ? { outputFacets: given } : {}),
        },
      ],
    });
    const places = ['dataset', 'job', 'run', 'inputFacets', 'outputFacets'] as const;
    const events = places.flatMap((place, p) => facets.map((facet, i) => example(place, facet, p * 1_000 + i)));
    const { status, body } = await client.send(events, '/api/v1/lineage/batch');
    expect({ status, ...body.summary, failed_events: body.failed_events }).toMatchObject({
      status: 200,
      received: events.length,
      failed: 0,
      failed_events: [],
    });
    await instance().instance.settle();
    const readBack = await Promise.all(
      facets.map(async (_facet, i) => {
        const { data, errors } = await instance().ask(FACETS_READ, {
          ...Object.fromEntries(places.slice(1).map((place, p) => [place, `job:spec|job-${(p + 1) * 1_000 + i}`])),
          out: `spec|out-${i}`,
        });
        expect(errors).toEqual([]);
        return [
          data.name.facets,
          data.job.observed.facets,
          data.run.latestRun.facets,
          data.input.latestRun.inputs[0].facets,
          data.output.latestRun.outputs[0].facets,
        ];
      }),
    );
    for (const [i, read] of readBack.entries()) for (const given of read) expect(given).toEqual(facets[i]);
  });

  test('find nothing wrong in the facet examples of the specification, where each belongs', () => {
    const spec = join(folder ?? '', 'spec/tests');
    const found = readdirSync(spec, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) =>
        jsonFiles(join(spec, name)).flatMap(({ value }) => {
          const notes = new Notes();
          checkFacets(value as Json, placeOf(name, value as Json), name, notes);
          return notes.list().map(({ path, problem }) => `${path} ${problem}`);
        }),
      );
    expect(found).toEqual([]);
  });

  test('come back as they were sent, with their jobs and runs, on the paths of Marquez', async () => {
    const authorization = `Bearer ${await instance().issuer.issue('architect', [])}`;
    const read = async (path: string) => (await client.raw('', { authorization }, `/api/v1${path}`, 'GET')).body;
    const sent = recorded().map(
      ({ value }) => value as { job: DatasetName; run: { runId: string }; eventTime: string },
    );
    const times = sent.map(({ eventTime }) => Date.parse(eventTime));
    const bounds = `after=${new Date(Math.min(...times)).toISOString()}&before=${new Date(Math.max(...times) + 1_000).toISOString()}`;
    const { events } = await read(`/events/lineage?${bounds}&limit=200&sortDirection=asc`);
    for (const event of sent) expect(events).toContainEqual(event);
    for (const { job, run } of sent) {
      const path = `/namespaces/${encodeURIComponent(job.namespace)}/jobs/${encodeURIComponent(job.name)}`;
      expect((await read(path)).id).toEqual({ namespace: job.namespace, name: job.name });
      expect((await read(`/jobs/runs/${run.runId}`)).jobVersion).toMatchObject({ name: job.name });
    }
  });
});

/** Each of the places of a facet, read back. */
const FACETS_READ = `query ($out: NodeRef!, $job: NodeRef!, $run: NodeRef!, $inputFacets: NodeRef!, $outputFacets: NodeRef!) {
  name: datasetName(ref: $out) { facets }
  job: job(ref: $job) { observed { facets } }
  run: job(ref: $run) { latestRun { facets } }
  input: job(ref: $inputFacets) { latestRun { inputs { facets } } }
  output: job(ref: $outputFacets) { latestRun { outputs { facets } } }
}`;

/** Where a facet stands, by the name of its schema. */
function placeOf(name: string, facet: Json): FacetPlace {
  if (name.startsWith('BaseSubset')) return JSON.stringify(facet).includes('inputCondition') ? 'input' : 'output';
  if (name.includes('InputDataset')) return 'input';
  if (name.includes('OutputDataset')) return 'output';
  return name.endsWith('RunFacet') ? 'run' : name.endsWith('JobFacet') ? 'job' : 'dataset';
}

/** A reference as the other consumer writes it. */
function qualified(ref: string): string {
  const [namespace = '', name = ''] = ref.split('|');
  if (namespace === 'bigquery') return `bigquery:${name}`;
  if (namespace.startsWith('gs://')) return `gcs:${namespace.slice('gs://'.length)}.\`${name}\``;
  if (namespace === 'file') return `filesystem:localhost.\`${name.slice(1)}\``;
  if (namespace.startsWith('hdfs://')) return `dbfs:${namespace.slice('hdfs://'.length)}.${name.slice(1)}`;
  return ref;
}
