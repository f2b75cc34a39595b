import { ratios, spread } from '../statistics.ts';
import { shown, table } from '../table.ts';
import { cpuTime } from './cpu-time.ts';
import { repeatedRun, runEvent } from './events.ts';
import { plainInserts } from './plain-inserts.ts';
import { send } from './send.ts';
import type { Servers } from './servers.ts';
import { wrongAnswers } from './wrong-answers.ts';

/** How much is sent, and how. */
export interface Throughput {
  readonly rounds: number;
  /** Events of one way in one round, where each is a request. */
  readonly events: number;
  /** Batches of one way in one round, and events of each. */
  readonly batches: number;
  readonly batch: number;
  readonly connections: readonly number[];
  readonly profile?: string;
}

/** A ratio that may be bounded. */
export interface Measured {
  readonly what: string;
  readonly baseline: string;
  readonly ratio: number;
}

/** Three ways to store the same events. */
interface Pair {
  readonly over: number;
  readonly size: number;
  readonly events: number;
  readonly plain: Figures;
  readonly acknowledged: Figures;
  readonly folded: Figures;
}

/** What one way came to, round by round. */
interface Figures {
  /** Events a second. */
  readonly rate: number[];
  /** CPU time of an event, of all processes together, in microseconds. */
  readonly cpu: number[];
}

const none = (): Figures => ({ rate: [], cpu: [] });

/** Runs of one job that are sent for what they leave behind, twice. */
const REPEATED = 500;

/**
 * Events a second, taken by HTTP, committed and folded, beside PostgreSQL inserts of the same bytes. Every leg of ours
 * ends when all is folded, so that the next one has the machine for itself; which way comes first changes by round.
 * @returns how many times as fast plain inserts are, of each pair.
 * @throws Error when in the end something is lost, doubled or not folded.
 */
export async function throughput(
  { rounds, events, batches, batch, connections, profile }: Throughput,
  servers: Servers,
): Promise<Measured[]> {
  await using plain = await plainInserts(servers.url, Math.max(...connections));
  const instance = await servers.instance('embedded', profile);
  const { engine, receiver } = instance;
  const pairs = connections.flatMap((over) =>
    [
      { size: 1, events },
      { size: batch, events: batches * batch },
    ].map((sizes): Pair => ({ over, ...sizes, plain: none(), acknowledged: none(), folded: none() })),
  );
  let made = 0;
  let bytes = 0;
  const sendAll = (texts: readonly string[], size: number, over: number): Promise<void> =>
    send({ ...receiver, connections: over }, texts, size);

  // Round 0 warms up: what it measures is thrown away.
  for (let round = 0; round <= rounds; round++) {
    for (const { over, size, events: count, ...figures } of pairs) {
      const texts = Array.from({ length: count }, () => JSON.stringify(runEvent(made++)));
      bytes += texts.reduce((sum, text) => sum + text.length, 0);
      const took = async (into: Figures, since: number, before: number, of?: typeof engine): Promise<void> => {
        const seconds = (performance.now() - since) / 1_000;
        const cpu = ((await cpuTime(servers.postmaster, of)) - before) / count;
        if (round === 0) return;
        into.rate.push(count / seconds);
        into.cpu.push(cpu);
      };
      const plainLeg = async (): Promise<void> => {
        const before = await cpuTime(servers.postmaster);
        const since = performance.now();
        await plain.insert(texts, size, over);
        await took(figures.plain, since, before);
      };
      const ourLeg = async (): Promise<void> => {
        const before = await cpuTime(servers.postmaster, engine);
        const since = performance.now();
        await sendAll(texts, size, over);
        await took(figures.acknowledged, since, before, engine);
        await engine.ask('settle');
        await took(figures.folded, since, before, engine);
      };
      for (const leg of round % 2 === 0 ? [plainLeg, ourLeg] : [ourLeg, plainLeg]) await leg();
    }
  }
  console.log(
    table([
      ['way', 'events/s', 'of the baseline', 'CPU µs an event', 'of the baseline'],
      ...pairs.flatMap((pair) => {
        const over = pair.over === 1 ? '1 connection' : `${pair.over} connections`;
        const what = pair.size === 1 ? 'an event a request' : `${pair.size} a request`;
        const plainly = pair.size === 1 ? 'an insert a transaction' : `${pair.size} a transaction`;
        const row = (name: string, { rate, cpu }: Figures): string[] => [
          name,
          shown(spread(rate), 0),
          rate === pair.plain.rate ? '1' : shown(spread(ratios(rate, pair.plain.rate))),
          shown(spread(cpu), 0),
          rate === pair.plain.rate ? '1' : shown(spread(ratios(cpu, pair.plain.cpu))),
        ];
        return [
          row(`PostgreSQL, ${plainly}, ${over} (baseline)`, pair.plain),
          row(`nguon, ${what}, ${over}, acknowledged`, pair.acknowledged),
          row(`nguon, ${what}, ${over}, in the answers`, pair.folded),
        ];
      }),
    ]),
  );
  console.log(
    [
      '',
      `Events of ${(bytes / made / 1_024).toFixed(1)} KB; median of ${rounds} rounds, with least and most; ratios within a round.`,
      'The baseline writes the same bytes into one table (body jsonb) of the same server. An acknowledged event was checked,',
      'is unique by content and committed with its audit record; one in the answers is folded into the graph, columns included.',
      'CPU time is that of sender, server and instance together, with what was folded until then: on a busy machine it says more.',
    ].join('\n'),
  );

  // Runs of one job that are alike but for their time: what each leaves behind is what a job costs for ever.
  const storage = async (): Promise<number> => (await engine.ask('storage')) as number;
  const left: number[] = [];
  for (let half = 0; half < 2; half++) {
    const repeated = Array.from({ length: REPEATED }, (_, n) => JSON.stringify(repeatedRun(half * REPEATED + n)));
    const before = await storage();
    await sendAll(repeated, batch, 1);
    await engine.ask('settle');
    left.push(((await storage()) - before) / REPEATED / 1_024);
    await plain.insert(repeated, batch, 1);
    made += repeated.length;
  }
  console.log(
    `A repeated run of an unchanged job leaves ${left.map((kb) => kb.toFixed(1)).join(' KB, later ')} KB in the database, indexes, graph and audit included (${REPEATED} each).`,
  );

  const inserted = await plain.count();
  const wrong = [
    ...(inserted === made ? [] : [`${made} bodies were inserted, the table holds ${inserted}.`]),
    ...(await wrongAnswers(instance, made)),
  ];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  console.log(`${made} events, none lost, none twice; the graph is what the log says.`);
  await fold(engine);
  const wrongAfter = await wrongAnswers(instance, made);
  if (wrongAfter.length > 0) throw new Error(`After folding: ${wrongAfter.join('\n')}`);
  return pairs.map(({ over, size, plain: plainly, acknowledged }) => ({
    what: `${size} events a request over ${over}`,
    baseline: size === 1 ? 'inserts' : 'batches',
    ratio: spread(ratios(plainly.rate, acknowledged.rate)).median,
  }));
}

/** What folding of the log did, as the engine tells it. */
interface FoldedLog {
  readonly events: number;
  /** Bytes of the table of the log with its indexes. */
  readonly before: number;
  readonly after: number;
  readonly jobs: readonly {
    readonly name: string;
    readonly events: number;
    readonly bytesBefore: number;
    readonly bytesAfter: number;
  }[];
}

/** Prints what the runs cost when retention has folded them. */
async function fold(engine: { ask(question: string): Promise<unknown> }): Promise<void> {
  const { events, before, after, jobs } = (await engine.ask('fold')) as FoldedLog;
  const [repeated] = [...jobs].sort((a, b) => b.events - a.events);
  if (repeated === undefined) throw new Error('Retention folded nothing.');
  const kb = (bytes: number): string => (bytes / 1_024).toFixed(2);
  console.log(
    [
      `Folded (nguon lineage retain), ${repeated.events} runs of the repeated job take ${kb(repeated.bytesAfter / repeated.events)} KB each as stored instead of ${kb(repeated.bytesBefore / repeated.events)} KB;`,
      `${events} events were folded; the log on disk with its indexes takes ${kb(after)} KB instead of ${kb(before)} KB, where PostgreSQL compresses long bodies.`,
    ].join('\n'),
  );
}
