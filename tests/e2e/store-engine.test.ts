import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAVED_QUERIES } from '../../cli/neo4j/saved-queries.ts';
import { readiness } from '../../kernel/health.ts';
import { freePort } from '../../kernel/postgres/free-port.ts';
import { neo4jDriver } from '../../lineage/store/neo4j/connection.ts';
import { ADMINISTRATOR, type TestInstance, testInstance } from '../support/instance.ts';
import { lineageClient } from '../support/lineage-client.ts';
import { startTestNeo4j, type TestNeo4j } from '../support/neo4j.ts';
import { named, refOf, runEvent } from '../support/openlineage-events.ts';

const home = await mkdtemp(join(tmpdir(), 'nguon-store-engine-'));
const port = await freePort();
let neo4j: TestNeo4j | undefined = await startTestNeo4j(join(home, 'neo4j'), port);

afterAll(async () => {
  await neo4j?.stop();
  await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/** Everything that is computed from the graph of lineage, beside what is not. */
const EVERYTHING = `{
  impact(of: "N01") { complete reasons { code } totals { datasets } }
  lineage(of: "N01") { nodes { ref } }
  paths(from: "N01", to: "O14") { distance shortest { ref } }
  dataset(code: "N01") { title(lang: EN) upstream { totalCount } downstream { totalCount } }
  catalogTotals { datasets }
}`;
const DECLARE = 'mutation ($input: DeclareFlowInput!) { declareFlow(input: $input) { code } }';

describe.skipIf(neo4j === undefined)('with LINEAGE_ENGINE=store and the graph in Neo4j', () => {
  let test: TestInstance;
  beforeAll(async () => {
    test = await testInstance(join(home, 'data'), {
      LINEAGE_ENGINE: 'store',
      NEO4J_URI: neo4j?.uri,
      NEO4J_USER: neo4j?.user,
      NEO4J_PASSWORD: neo4j?.password,
    });
    await test.seed();
  });
  afterAll(async () => {
    await test.close();
    expect(test.unexpected).toEqual([]);
  });

  const declare = (code: string, from: string, to: string) =>
    test.ask(
      DECLARE,
      { input: { code, type: 'MANUAL', from, to, channel: 'MANUAL', validFrom: '2026-01-01', columns: [] } },
      ADMINISTRATOR,
    );
  const downstream = async (code: string): Promise<string[]> => {
    const { data } = await test.ask(
      'query ($code: ID!) { dataset(code: $code) { downstream { complete nodes { ref } } } }',
      {
        code,
      },
    );
    const told = data.dataset.downstream;
    return told?.complete === true ? told.nodes.map(({ ref }: { ref: string }) => ref) : ['not known'];
  };

  it('the saved questions in Cypher are answered as GraphQL answers them', async () => {
    const driver = neo4jDriver({ uri: neo4j?.uri ?? '', user: 'neo4j', password: neo4j?.password ?? '' });
    try {
      const rows = await Promise.all(
        SAVED_QUERIES.map(async ({ cypher }) =>
          (await driver.executeQuery(cypher)).records.map((record) => record.toObject()),
        ),
      );
      const { data } = await test.ask(`{
        partner(code: "VNPT") { assignments(first: 20) { nodes { agency { code datasets(first: 100) { nodes { code } } } } } }
        paths(from: "N01", to: "O14") { distance shortest { ref } }
      }`);
      const touched = data.partner.assignments.nodes.flatMap(
        ({ agency }: { agency: { datasets: { nodes: { code: string }[] } } }) =>
          agency.datasets.nodes.map(({ code }) => code),
      );
      expect([...new Set(rows[0]?.flatMap(({ datasets }) => datasets))].sort()).toEqual([...new Set(touched)].sort());
      expect(rows[1]?.[0]?.['distance']).toBe(data.paths.distance);
      for (const answer of rows) expect(answer.length).toBeGreaterThan(0);
    } finally {
      await driver.close();
    }
  });

  it('a flow that was declared is in the next answer, or the answer says that it lacks something', async () => {
    await expect.poll(() => downstream('S20'), { timeout: 30_000 }).toEqual([]);
    expect((await declare('TS1', 'S20', 'S31')).errors).toEqual([]);
    // On a machine that is busy it may be told that the store is behind; never the list without it.
    expect(['S31', 'not known']).toContain((await downstream('S20')).join());
    await expect.poll(() => downstream('S20'), { timeout: 30_000 }).toEqual(['S31']);
  });

  it('a job that only reads has lineage, where its names stand', async () => {
    const event = runEvent({ job: { namespace: 'superset', name: 'report' }, inputs: [named('page')] });
    expect((await lineageClient(() => test).send(event.body)).status).toBe(201);
    const nodes = async () => {
      const { data } = await test.ask(
        '{ lineage(of: "job:superset|report", direction: UPSTREAM, depth: 5, level: DATASET) { nodes { ref } } }',
      );
      return data.lineage?.nodes.map(({ ref }: { ref: string }) => ref);
    };
    await expect.poll(nodes, { timeout: 30_000 }).toEqual(['job:superset|report', refOf('page')]);
    const link = 'mutation ($input: LinkNameInput!) { linkName(input: $input) { name } }';
    const { errors } = await test.ask(link, { input: { name: refOf('page'), dataset: 'S20' } }, ADMINISTRATOR);
    expect(errors).toEqual([]);
    await expect.poll(nodes, { timeout: 30_000 }).toEqual(['job:superset|report', 'S20']);
  });

  it('without Neo4j what lineage computes is null with SERVICE_UNAVAILABLE, all else is answered and taken', async () => {
    await neo4j?.own?.kill();
    const { data, errors } = await test.ask(EVERYTHING);
    expect(data).toMatchObject({ impact: null, lineage: null, paths: null, catalogTotals: { datasets: 75 } });
    expect(data.dataset).toEqual({ title: expect.any(String), upstream: null, downstream: null });
    expect(errors.map(({ code }) => code)).toEqual(Array(5).fill('SERVICE_UNAVAILABLE'));
    expect((await declare('TS2', 'S20', 'S32')).errors).toEqual([]);
    await expect
      .poll(() => readiness(test.instance.checks), { timeout: 10_000 })
      .toMatchObject({ ready: true, degraded: true });

    neo4j = await startTestNeo4j(join(home, 'neo4j'), port);
    await expect
      .poll(async () => (await test.ask(EVERYTHING)).errors.map(({ code }) => code), { timeout: 90_000 })
      .toEqual([]);
    await expect.poll(() => downstream('S20'), { timeout: 30_000 }).toEqual(['S31', 'S32']);
  });

  it('an unknown node, a bad depth and a name that is no node are refused as ever', async () => {
    const codes = async (query: string): Promise<string[]> => (await test.ask(query)).errors.map(({ code }) => code);
    expect(await codes('{ impact(of: "N99") { complete } }')).toEqual(['NOT_FOUND']);
    expect(await codes('{ impact(of: "N01.nothing") { complete } }')).toEqual(['NOT_FOUND']);
    expect(await codes('{ impact(of: "job:F999") { complete } }')).toEqual(['NOT_FOUND']);
    expect(await codes('{ lineage(of: "N01", depth: 0) { truncated } }')).toEqual(['BAD_USER_INPUT']);
  });
});
