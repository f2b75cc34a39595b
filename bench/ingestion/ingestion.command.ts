import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { startDatabase } from '../../kernel/postgres/server.ts';
import type { LineageState } from '../../lineage/index.ts';
import { broken, readBounds } from '../bounds.ts';
import { count } from '../count.ts';
import { type EngineProcess, startEngine } from '../engine/engine-process.ts';
import { ratios, spread } from '../statistics.ts';
import { shown, table } from '../table.ts';
import { repeatedRun, runEvent } from './events.ts';
import { type PlainInserts, plainInserts } from './plain-inserts.ts';
import { send } from './send.ts';

interface Options {
  readonly rounds: number;
  readonly events: number;
  readonly connections: readonly number[];
  readonly batch: number;
  readonly failAbove: readonly string[];
}

/** Events a second, a figure a round, of one way to store them. */
interface Way {
  readonly name: string;
  /** The way that does least, which it is compared with. */
  readonly baseline: Way | undefined;
  readonly rate: number[];
}

/** Runs of one job that are sent for what they leave behind. */
const REPEATED = 500;

const counts = (text: string, before: readonly number[] | undefined): number[] =>
  before === undefined || before === DEFAULT_CONNECTIONS ? [count(text)] : [...before, count(text)];
const DEFAULT_CONNECTIONS: readonly number[] = [1, 4];

/** Runs something and gives events a second. */
async function rateOf(events: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return events / ((performance.now() - started) / 1_000);
}

/** What is not as it should be when all is over: nothing lost, nothing twice, the graph a fold of the log. */
async function wrongAnswers(engine: EngineProcess, plain: PlainInserts, sent: number): Promise<string[]> {
  const state = (await engine.ask('inspect')) as LineageState;
  const inserted = await plain.count();
  return [
    ...(inserted === sent ? [] : [`${sent} bodies were inserted, the table holds ${inserted}.`]),
    ...(state.head === sent ? [] : [`${sent} events were sent, the log holds ${state.head}.`]),
    ...(state.deadLetters === 0 ? [] : [`${state.deadLetters} events could not be folded.`]),
    ...(state.logHash === state.storeHash ? [] : ['The graph in the store is no fold of the log.']),
  ];
}

/** Events a second, taken by HTTP, committed and folded, against PostgreSQL inserts of the same bytes. */
export const ingestionCommand = (): Command =>
  new Command('ingestion')
    .description('Lineage events a second, by HTTP, against plain PostgreSQL inserts of the same bytes.')
    .option('--rounds <n>', 'interleaved rounds', count, 5)
    .option('--events <n>', 'events of one way in one round', count, 1_000)
    .option('--connections <n...>', 'requests, or transactions, at a time', counts, DEFAULT_CONNECTIONS)
    .option('--batch <n>', 'events of a batch', count, 100)
    .option(
      '--fail-above <baseline=ratio...>',
      'exit 1 when plain inserts are faster than acknowledged events by more: inserts=2 batches=1.25',
      [],
    )
    .action(async ({ rounds, events, connections, batch, failAbove }: Options) => {
      const bounds = readBounds(failAbove, ['inserts', 'batches']);
      await using stack = new AsyncDisposableStack();
      const folder = await mkdtemp(join(tmpdir(), 'nguon-bench-'));
      stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
      const database = await startDatabase({ dataDir: join(folder, 'database'), log: () => undefined });
      stack.defer(() => database.stop());
      const plain = stack.use(await plainInserts(database.url, Math.max(...connections)));
      const engine = stack.use(
        await startEngine(join(import.meta.dirname, '..', 'engine', 'embedded.js'), {
          databaseUrl: database.url,
          dataDir: join(folder, 'embedded'),
        }),
      );
      const taking = { address: engine.ready['address'] ?? '', token: engine.ready['service'] ?? '' };

      const way = (name: string, baseline?: Way): Way => ({ name, baseline, rate: [] });
      const pairs = connections.flatMap((count) =>
        ([1, batch] as const).map((size) => {
          const over = `${count === 1 ? '1 connection' : `${count} connections`}`;
          const plainly = way(
            `PostgreSQL, ${size === 1 ? 'an insert a transaction' : `${size} a statement`}, ${over} (baseline)`,
          );
          const what = size === 1 ? 'an event a request' : `${size} a request`;
          const acknowledged = way(`nguon, ${what}, ${over}, acknowledged`, plainly);
          return {
            count,
            size,
            plainly,
            acknowledged,
            folded: way(`nguon, ${what}, ${over}, in the answers`, plainly),
          };
        }),
      );

      let made = 0;
      const bodies = (): string[] => Array.from({ length: events }, () => JSON.stringify(runEvent(made++)));
      let sent = 0;
      let bytes = 0;
      // Round 0 warms up: what it measures is thrown away.
      for (let round = 0; round <= rounds; round++) {
        for (const { count, size, plainly, acknowledged, folded } of pairs) {
          const texts = bodies();
          sent += texts.length;
          bytes = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
          const plainRate = await rateOf(events, () => plain.insert(texts, size, count));
          let acknowledgedRate = 0;
          const foldedRate = await rateOf(events, async () => {
            acknowledgedRate = await rateOf(events, () => send({ ...taking, connections: count }, texts, size));
            await engine.ask('settle');
          });
          if (round === 0) continue;
          plainly.rate.push(plainRate);
          acknowledged.rate.push(acknowledgedRate);
          folded.rate.push(foldedRate);
        }
      }
      // Runs of one job that are alike but for their time: what each leaves behind is what a job costs for ever.
      const repeated = Array.from({ length: REPEATED }, (_, n) => JSON.stringify(repeatedRun(n)));
      const before = (await engine.ask('storage')) as number;
      await send({ ...taking, connections: 1 }, repeated, batch);
      sent += repeated.length;
      await engine.ask('settle');
      const perRun = ((await engine.ask('storage')) as number) / repeated.length - before / repeated.length;
      await plain.insert(repeated, batch, 1);
      const wrong = await wrongAnswers(engine, plain, sent);
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
      console.log(`${sent} events, none lost, none twice; the graph is what the log says.\n`);

      console.log(
        table([
          ['way', 'events/s', 'of the baseline'],
          ...pairs
            .flatMap(({ plainly, acknowledged, folded }) => [plainly, acknowledged, folded])
            .map(({ name, baseline, rate }) => [
              name,
              shown(spread(rate), 0),
              baseline === undefined ? '1' : shown(spread(ratios(rate, baseline.rate))),
            ]),
        ]),
      );
      console.log(
        [
          '',
          `Events of ${(bytes / 1_024).toFixed(1)} KB, median of ${rounds} rounds of ${events}, with least and most.`,
          'The baseline writes the same bytes into one table (body jsonb) of the same server. An acknowledged event was checked,',
          'is unique by content and committed; one in the answers is folded into the graph, columns included.',
          `A repeated run of an unchanged job leaves ${(perRun / 1_024).toFixed(1)} KB in the database, indexes, graph and audit included (${REPEATED} of them).`,
        ].join('\n'),
      );
      const above = broken(
        bounds,
        pairs.map(({ count, size, plainly, acknowledged }) => ({
          what: `${size} events a request over ${count}`,
          baseline: size === 1 ? 'inserts' : 'batches',
          ratio: spread(ratios(plainly.rate, acknowledged.rate)).median,
        })),
      );
      for (const line of above) console.error(line);
      if (above.length > 0) process.exitCode = 1;
    });
