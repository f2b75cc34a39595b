import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { startDatabase } from '../../kernel/postgres/server.ts';
import { count } from '../count.ts';
import { type EngineProcess, startEngine } from '../engine/engine-process.ts';
import { table } from '../table.ts';
import { CORPUS, type Hostile } from './corpus.ts';
import { exchange, p99 } from './exchange.ts';

interface Options {
  readonly rounds: number;
  readonly connections: number;
  readonly failAboveBars: boolean;
}

/** What is promised (issue 5): a refusal and a healthy question in milliseconds, memory in MB. */
const BARS = { refusal: 100, probe: 500, memory: 150 } as const;

const questionOf = (query: string): Uint8Array => Buffer.from(JSON.stringify({ query }));
const PROBE = questionOf('{ standards(first: 5) { totalCount nodes { code } } }');
/** What the corpus asks for and the healthy question does not: statements with it would be of the corpus. */
const SOUGHT = {
  table: 'owners"."agency"',
  question: questionOf('{ agencies(first: 5) { nodes { code } } }'),
} as const;
const PROBE_EVERY_MS = 25;
const PROBES_ALONE = 200;
const WARM_UP_ROUNDS = 2;
const MB = 1_048_576;

/** What a corpus met. */
interface Met {
  readonly took: Map<Hostile, number[]>;
  /** Requests that were not refused with their status, or that were answered with data. */
  readonly wrong: string[];
}

/** Sends the whole corpus so many times, shared among connections. */
async function attack(agent: Agent, address: string, rounds: number, connections: number): Promise<Met> {
  const queue = Array.from({ length: rounds }, () => CORPUS).flat();
  const took = new Map<Hostile, number[]>(CORPUS.map((hostile) => [hostile, []]));
  const wrong: string[] = [];
  let at = 0;
  const one = async (): Promise<void> => {
    for (let hostile = queue[at++]; hostile !== undefined; hostile = queue[at++]) {
      const answer = await exchange(agent, address, hostile.body, hostile.headers);
      took.get(hostile)?.push(answer.took);
      if (answer.status !== hostile.status || !answer.text.startsWith('{"errors"') || answer.text.includes('"data"'))
        wrong.push(`${hostile.name}: ${answer.status} ${answer.text.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return { took, wrong };
}

/** Asks a healthy question again and again, until it is told to stop. @throws Error for anything but its answer. */
async function probing(agent: Agent, address: string, goOn: (asked: number) => boolean): Promise<number[]> {
  const took: number[] = [];
  while (goOn(took.length)) {
    const answer = await exchange(agent, address, PROBE, { 'content-type': 'application/json' });
    if (answer.status !== 200 || !answer.text.startsWith('{"data"'))
      throw new Error(`The healthy question was answered with ${answer.status} ${answer.text.slice(0, 300)}`);
    took.push(answer.took);
    await sleep(PROBE_EVERY_MS);
  }
  return took;
}

const memoryOf = async (engine: EngineProcess): Promise<number> => Number(await engine.ask('memory')) / MB;

/** What hostile requests cost, and those beside them. */
export const refusalsCommand = (): Command =>
  new Command('refusals')
    .description('Hostile requests to a started instance, and a healthy question asked beside them.')
    .option('--rounds <n>', 'how often the whole corpus is sent', count, 30)
    .option('--connections <n>', 'hostile requests at a time', count, 2)
    .option('--fail-above-bars', 'exit 1 when a figure is above what is promised', false)
    .action(async ({ rounds, connections, failAboveBars }: Options) => {
      await using stack = new AsyncDisposableStack();
      const folder = await mkdtemp(join(tmpdir(), 'nguon-bench-'));
      stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
      const database = await startDatabase({ dataDir: join(folder, 'database'), log: () => undefined });
      stack.defer(() => database.stop());
      const engine = stack.use(
        await startEngine(join(import.meta.dirname, '..', 'engine', 'embedded.js'), {
          databaseUrl: database.url,
          dataDir: join(folder, 'embedded'),
          counted: SOUGHT.table,
        }),
      );
      const address = engine.ready['address'] ?? '';
      const [hostileAgent, probeAgent] = [1, 2].map(() => new Agent({ keepAlive: true, maxSockets: connections }));
      if (hostileAgent === undefined || probeAgent === undefined) throw new Error('Two agents were made');
      stack.defer(() => {
        hostileAgent.destroy();
        probeAgent.destroy();
      });

      const executed = async (): Promise<number> => Number(await engine.ask('statements'));
      await exchange(probeAgent, address, SOUGHT.question, { 'content-type': 'application/json' });
      if ((await executed()) === 0)
        throw new Error('Statements for agencies are not seen: what is executed would not be.');

      // What is compiled and cached once is no growth: the corpus and the question are met before.
      await attack(hostileAgent, address, WARM_UP_ROUNDS, connections);
      const alone = await probing(probeAgent, address, (asked) => asked < PROBES_ALONE);
      const before = await memoryOf(engine);
      const statementsBefore = await executed();
      let attacking = true;
      const besides = probing(probeAgent, address, () => attacking);
      const met = await attack(hostileAgent, address, rounds, connections).finally(() => {
        attacking = false;
      });
      const beside = await besides;
      const statements = (await executed()) - statementsBefore;
      const grown = (await memoryOf(engine)) - before;

      const all = [...met.took.values()].flat();
      const share = (100 * (all.length - met.wrong.length)) / all.length;
      const slowest = [...met.took].toSorted(([, a], [, b]) => p99(b) - p99(a)).slice(0, 5);
      console.log(
        table([
          ['figure', 'measured', 'bar'],
          ['refused', `${share.toFixed(1)} % of ${all.length}`, '100 %'],
          ['statements executed for them', String(statements), '0'],
          ['refusal, p99', `${p99(all).toFixed(0)} ms`, `${BARS.refusal} ms`],
          ['healthy question beside, p99', `${p99(beside).toFixed(0)} ms`, `${BARS.probe} ms`],
          ['healthy question alone, p99', `${p99(alone).toFixed(0)} ms`, ''],
          ['beside / alone', (p99(beside) / p99(alone)).toFixed(1), ''],
          ['memory', `${grown.toFixed(0)} MB more`, `${BARS.memory} MB`],
        ]),
      );
      console.log(
        `\n${CORPUS.length} kinds, ${rounds} rounds, ${connections} at a time; ${beside.length} healthy questions beside. Slowest by p99:`,
      );
      for (const [{ name }, took] of slowest) console.log(`  ${name}: ${p99(took).toFixed(0)} ms`);
      if (met.wrong.length > 0 || statements !== 0)
        throw new Error(
          `${statements} statements were executed for hostile requests.\nNot refused as they should be:\n${met.wrong.slice(0, 10).join('\n')}`,
        );
      const above = p99(all) > BARS.refusal || p99(beside) > BARS.probe || grown > BARS.memory;
      if (failAboveBars && above) process.exitCode = 1;
    });
