import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Finished, run, type Surroundings, start } from '../support/command-line.ts';
import { type TestInstance, testInstance } from '../support/instance.ts';
import { lineageClient } from '../support/lineage-client.ts';
import { columnFacet, named, runEvent, runId, schemaFacet } from '../support/openlineage-events.ts';

/** More than a few pieces of the log, so that there is something before and after a kill. */
const RUNS = 4_000;
const BATCH = 500;
/** Each is killed when it has said so often how far it is. */
const KILLED_AFTER = [1, 2];

let folder: string;
let surroundings: Surroundings;
let graph: string;

const old = { now: () => new Date('2026-03-01T00:00:00Z') };
const open = (clock = old): Promise<TestInstance> => testInstance(folder, { NGUON_SEED: '0' }, clock);

const event = (n: number): object =>
  runEvent({
    eventTime: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
    run: { runId: runId(n + 1) },
    job: { namespace: 'airflow', name: `job ${n % 3}`, facets: { sql: { query: 'select 1' } } },
    inputs: [named('raw', schemaFacet('a:INT', 'b:TEXT'))],
    outputs: [named(`out ${n % 3}`, { ...schemaFacet('a:INT', 'b:TEXT'), ...columnFacet('a<raw.a', 'b<raw.b') })],
  }).body as object;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nguon-retention-'));
  surroundings = { home: folder, settings: { NGUON_DATA_DIR: folder, NGUON_SEED: '0', NGUON_PORT: '0' } };
  const instance = await open();
  const client = lineageClient(() => instance);
  for (let sent = 0; sent < RUNS; sent += BATCH) {
    const events = Array.from({ length: BATCH }, (_, i) => event(sent + i));
    const { body } = await client.send(events, '/api/v1/lineage/batch');
    expect(body.status).toBe('success');
  }
  graph = (await instance.heads()).graph;
  await instance.stop();
});

afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

const RETAIN = ['lineage', 'retain', '--older-than', '30d'];

/** Folds, and is killed after it has said so often how far it is. */
async function killed(after: number): Promise<Finished> {
  const { child, finished } = start([...RETAIN, '--apply'], surroundings);
  let said = 0;
  child.stderr?.on('data', (text: string) => {
    said += text.match(/ %/g)?.length ?? 0;
    if (said >= after) child.kill('SIGKILL');
  });
  return finished;
}

test('a retention that is killed leaves whole pieces, and goes on where it was; the graph is what it was', async () => {
  const dry = await run([...RETAIN, '--json'], surroundings);
  expect([dry.status, dry.stderr]).toEqual([0, '']);
  // One run of each of three jobs stays, and the first event.
  const expected = RUNS - 4;
  expect(JSON.parse(dry.stdout)).toMatchObject({ applied: false, runs: expected, events: expected });

  for (const after of KILLED_AFTER) {
    const { signal, stderr } = await killed(after);
    // One that came to its end would show nothing.
    expect(signal, stderr).toBe('SIGKILL');
  }
  const last = await run([...RETAIN, '--apply'], surroundings);
  expect(last.status, last.stderr).toBe(0);
  const [, folded] = /^Folded (\d+) events of \d+ runs/.exec(last.stdout) ?? [];
  expect(Number(folded)).toBeGreaterThan(0);
  expect(Number(folded)).toBeLessThan(expected);
  expect(last.stdout).toContain('3 events stay of the last runs of their jobs (--keep-last 1).');

  const instance = await open({ now: () => new Date() });
  try {
    const { logHash, storeHash, projectionHash } = await instance.instance.lineage.inspect();
    expect([logHash, storeHash, projectionHash]).toEqual([graph, graph, graph]);
    const database = new Client({ connectionString: instance.instance.database.url });
    await database.connect();
    const { rows } = await database.query(
      `select (select count(*)::int from lineage.event where kind = 'openlineage.folded') as events,
         (select sum(events)::int from lineage.folded_job) as counted,
         (select sum((change -> 'after' ->> 'events')::int)::int from lineage.audit_trail t
            cross join lateral jsonb_array_elements(t.body -> 'changes') change
            where t.body ->> 'action' = 'retainRuns') as recorded`,
    );
    await database.end();
    expect(rows[0]).toEqual({ events: expected, counted: expected, recorded: expected });
    const { same, after } = await instance.instance.lineage.rebuild();
    expect([same, after]).toEqual([true, graph]);
  } finally {
    await instance.stop();
  }
});
