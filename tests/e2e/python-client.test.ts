import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { printNodeRef } from '../../lineage/domain/node-ref.ts';
import { ADMINISTRATOR, emptyInstance } from '../support/instance.ts';
import { pythonWithClient } from '../support/python-client.ts';

const python = pythonWithClient();
const instance = emptyInstance();
const run = promisify(execFile);

const STORE = 'postgres://city:5432';
const JOBS = 5;
const RUNS = 8;
/** A START and an end of each run, a job and a dataset that tell of themselves. */
const EVENTS = JOBS * RUNS * 2 + 2;

const tableOf = (namespace: string, n: number | string): string =>
  printNodeRef({ kind: 'DATASET', dataset: { namespace: STORE, name: `${namespace}.bảng ${n}` } });
const columnOf = (table: string, column: string): string => `${table}#${column}`;

/** Runs the producer with nothing but settings that people are told to make; gives how many events it says to have sent. */
async function produce(namespace: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const { stdout } = await run(
    python ?? 'python3',
    [join(import.meta.dirname, 'openlineage-producer.py'), namespace, String(JOBS), String(RUNS)],
    { env: { PATH: process.env['PATH'] ?? '', ...environment }, timeout: 120_000 },
  );
  return (JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { emitted: number }).emitted;
}

/** A key as an administrator makes one for a producer. */
async function keyFor(namespace: string): Promise<string> {
  const { data, errors } = await instance().ask(
    `mutation ($input: CreateServiceKeyInput!) { createServiceKey(input: $input) { key } }`,
    {
      input: {
        name: `producer of ${namespace}`,
        namespaces: [namespace, STORE],
        agencies: [],
        events: ['RUN', 'JOB', 'DATASET'],
      },
    },
    ADMINISTRATOR,
  );
  expect(errors).toEqual([]);
  return data.createServiceKey.key as string;
}

describe.skipIf(python === undefined)(
  'the Python client of OpenLineage, unchanged, pointed here with a service key',
  () => {
    const ways: [string, (address: string, key: string) => Record<string, string>][] = [
      ['simply', (address, key) => ({ OPENLINEAGE_URL: address, OPENLINEAGE_API_KEY: key })],
      [
        'gzip',
        (address, key) => ({
          OPENLINEAGE__TRANSPORT: JSON.stringify({
            type: 'http',
            url: address,
            compression: 'gzip',
            auth: { type: 'api_key', apiKey: key },
          }),
        }),
      ],
      [
        'async',
        (address, key) => ({
          OPENLINEAGE__TRANSPORT: JSON.stringify({
            type: 'async_http',
            url: address,
            compression: 'gzip',
            max_concurrent_requests: 100,
            auth: { type: 'api_key', apiKey: key },
          }),
        }),
      ],
    ];

    test.each(ways)('%s: what it describes is all there, and nothing more', async (namespace, settings) => {
      const { address } = await instance().listen();
      const { lineage, settle } = instance().instance;
      const before = (await lineage.inspect()).head;
      expect(await produce(namespace, settings(address, await keyFor(namespace)))).toBe(EVENTS);
      await settle();
      const { head, deadLetters } = await lineage.inspect();
      expect({ events: head - before, deadLetters }).toEqual({ events: EVENTS, deadLetters: 0 });

      const tables = [...Array.from({ length: JOBS + 1 }, (_, n) => n), 'z'].map((n) => tableOf(namespace, n));
      const { data } = await instance().ask(
        `query ($of: NodeRef!) { lineage(of: $of, direction: BOTH, depth: 20) { truncated nodes { ref } edges { from to job transformation } } }`,
        { of: tables[0] },
      );
      const step = (n: number): string => (n === JOBS ? `job:${namespace}|static` : `job:${namespace}|step_${n}`);
      expect(data.lineage.truncated).toBe(false);
      expect(new Set(data.lineage.edges.map((edge: object) => JSON.stringify(edge)))).toEqual(
        new Set(
          tables.slice(1).map((to, n) => JSON.stringify({ from: tables[n], to, job: step(n), transformation: null })),
        ),
      );

      const columns = await instance().ask(
        `query ($of: NodeRef!) { lineage(of: $of, direction: DOWNSTREAM, depth: 20) { edges { from to job transformation } } }`,
        { of: columnOf(tables[0] ?? '', 'mã') },
      );
      expect(columns.data.lineage.edges).toHaveLength(JOBS);
      expect(columns.data.lineage.edges).toEqual(
        expect.arrayContaining(
          Array.from({ length: JOBS }, (_, n) => ({
            from: columnOf(tables[n] ?? '', 'mã'),
            to: columnOf(tables[n + 1] ?? '', 'mã'),
            job: step(n),
            transformation: 'IDENTITY',
          })),
        ),
      );

      for (let n = 0; n < JOBS; n++) {
        const { data: of } = await instance().ask(
          `query ($ref: NodeRef!) { job(ref: $ref) { reads writes observed { sql }
          runs(first: 50) { totalCount nodes { id state startedAt endedAt parent { job } outputs { ref statistics { rowCount } } } } } }`,
          { ref: step(n) },
        );
        expect(of.job).toMatchObject({
          reads: [tables[n]],
          writes: [tables[n + 1]],
          observed: { sql: "select 'x''y\\n'" },
          runs: { totalCount: RUNS },
        });
        const states = of.job.runs.nodes.map(({ state }: { state: string }) => state);
        expect(states.filter((state: string) => state === 'FAILED')).toHaveLength(1);
        expect(states.filter((state: string) => state === 'COMPLETED')).toHaveLength(RUNS - 1);
        for (const one of of.job.runs.nodes) {
          expect(one.parent.job).toBe(`job:${namespace}|dag`);
          expect(Date.parse(one.endedAt) - Date.parse(one.startedAt)).toBe(30_000);
          expect(one.outputs).toEqual([{ ref: tables[n + 1], statistics: { rowCount: 5 } }]);
        }
      }

      const { data: names } = await instance().ask('{ unresolvedNames(first: 200) { totalCount nodes { ref } } }');
      const ours = names.unresolvedNames.nodes.map(({ ref }: { ref: string }) => ref);
      expect(ours.filter((ref: string) => ref.includes(`|${namespace}.`)).sort()).toEqual([...tables].sort());
      expect(ours.every((ref: string) => ways.some(([way]) => ref.includes(`|${way}.`)))).toBe(true);
    });
  },
);
