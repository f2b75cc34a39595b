import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineageState } from '../../cli/doctor/lineage-state.ts';
import { ConfigurationError, UnavailableError } from '../../kernel/errors/errors.ts';
import { readiness } from '../../kernel/health.ts';
import { freePort } from '../../kernel/postgres/free-port.ts';
import { neo4jDriver } from '../../lineage/store/neo4j/connection.ts';
import { ADMINISTRATOR, type TestInstance, testInstance } from '../support/instance.ts';
import { startTestNeo4j, type TestNeo4j } from '../support/neo4j.ts';

const home = await mkdtemp(join(tmpdir(), 'nguon-neo4j-e2e-'));
const port = await freePort();
let neo4j: TestNeo4j | undefined = await startTestNeo4j(join(home, 'neo4j'), port);
const settings = {
  NEO4J_URI: `bolt://127.0.0.1:${port}`,
  NEO4J_USER: 'neo4j',
  NEO4J_PASSWORD: neo4j?.password ?? '',
};

const killNeo4j = () => neo4j?.own?.kill();
const restartNeo4j = async (): Promise<void> => {
  neo4j = await startTestNeo4j(join(home, 'neo4j'), port);
};

afterAll(async () => {
  await neo4j?.stop();
  await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

const IMPACT = '{ impact(of: "N02") { complete reasons { code } totals { datasets } } }';
const DECLARE = 'mutation ($input: DeclareFlowInput!) { declareFlow(input: $input) { code } }';

describe.skipIf(neo4j === undefined)('with the graph in Neo4j', () => {
  let test: TestInstance;
  let flows = 0;
  beforeAll(async () => {
    test = await testInstance(join(home, 'data'), settings);
    await test.seed();
  });
  afterAll(async () => {
    await test.close();
    expect(test.unexpected).toEqual([]);
  });

  const impact = async () => (await test.ask(IMPACT)).data.impact;
  /** Declares a flow from N02 to a dataset that it did not reach. */
  const declareOne = async () => {
    const input = {
      code: `TN${++flows}`,
      type: 'MANUAL',
      from: 'N02',
      to: `S${String(30 + flows)}`,
      channel: 'MANUAL',
      validFrom: '2026-01-01',
      columns: [],
    };
    const answer = await test.ask(DECLARE, { input }, ADMINISTRATOR);
    expect(answer.errors).toEqual([]);
  };
  const readinessNow = async () => readiness(test.instance.checks);
  const caughtUp = () => expect.poll(async () => (await impact()).complete, { timeout: 30_000 }).toBe(true);
  const expectEqual = async () => {
    const { head, storeRevision, logHash, storeHash, projectionHash, mirror } = await test.instance.lineage.inspect();
    expect(storeRevision).toBe(head);
    expect([storeHash, projectionHash]).toEqual([logHash, logHash]);
    expect(mirror).toEqual({ name: 'neo4j', problem: null, revision: head, hash: logHash, logHash });
    expect(await lineageState(() => test.instance.lineage.inspect()).run()).toEqual([]);
  };

  it('holds the graph that the log says, and rebuilds to the same', async () => {
    await expectEqual();
    expect((await impact()).complete).toBe(true);
    expect(await readinessNow()).toMatchObject({ ready: true });
    const report = await test.instance.lineage.rebuild();
    expect(report.same).toBe(true);
    await expectEqual();
  });

  it('takes flows while Neo4j is down, answers with them, says that it is behind, and catches up by itself', async () => {
    await killNeo4j();
    const before = await impact();
    await declareOne();
    await declareOne();
    await expect
      .poll(impact, { timeout: 10_000 })
      .toMatchObject({ complete: false, reasons: [{ code: 'STORE_BEHIND' }] });
    expect((await impact()).totals.datasets).toBeGreaterThan(before.totals.datasets);
    const state = await readinessNow();
    expect(state).toMatchObject({ ready: true, degraded: true });
    expect(state.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['graph store']);
    const { mirror, logHash, storeHash } = await test.instance.lineage.inspect();
    expect(mirror).toMatchObject({ name: 'neo4j', problem: expect.stringContaining('graph store') });
    expect(storeHash).toBe(logHash);
    expect(await lineageState(() => test.instance.lineage.inspect()).run()).toMatchObject([{ level: 'problem' }]);
    await expect(test.instance.lineage.rebuild()).rejects.toThrow(UnavailableError);
    expect((await test.instance.lineage.inspect()).storeHash).toBe(storeHash);

    await restartNeo4j();
    await caughtUp();
    await expectEqual();
    expect(await readinessNow()).not.toHaveProperty('degraded');
    expect((await test.instance.lineage.rebuild()).same).toBe(true);
  });

  it('starts while Neo4j is down, answers all the same, and feeds Neo4j when it is there', async () => {
    const { totals } = await impact();
    await killNeo4j();
    await test.stop();
    test = await testInstance(join(home, 'data'), settings);
    expect((await impact()).totals).toEqual(totals);
    await declareOne();
    await restartNeo4j();
    await caughtUp();
    await expectEqual();
  });

  it('folds the graph anew when Neo4j comes back empty', async () => {
    const driver = neo4jDriver({ uri: settings.NEO4J_URI, user: 'neo4j', password: settings.NEO4J_PASSWORD });
    await driver.executeQuery('MATCH (n) DETACH DELETE n').finally(() => driver.close());
    await declareOne();
    await expectEqual();
  });

  it('leaves its graph to an instance with another log that starts later, and says so', async () => {
    const other = await testInstance(undefined, settings);
    try {
      const created = await other.ask(
        'mutation { createAgency(input: { code: "A01", nameVi: "Sở", nameEn: "Department", bloc: GOVERNMENT, level: CITY, line: CITY, validFrom: "2020-01-01" }) { code } }',
        {},
        ADMINISTRATOR,
      );
      expect(created.errors).toEqual([]);
      await other.instance.settle();
      const { logHash, mirror } = await other.instance.lineage.inspect();
      expect(mirror).toMatchObject({ problem: null, revision: 1, hash: logHash, logHash });
      await declareOne();
      await expect.poll(readinessNow, { timeout: 30_000 }).toMatchObject({ ready: true, degraded: true });
      expect((await other.instance.lineage.inspect()).mirror).toEqual(mirror);
    } finally {
      await other.close();
    }
  });

  it('refuses to start with a password that Neo4j does not take', async () => {
    const wrong = { ...settings, NEO4J_PASSWORD: 'wrong' };
    await expect(testInstance(join(home, 'wrong'), wrong)).rejects.toThrow(ConfigurationError);
  });
});
