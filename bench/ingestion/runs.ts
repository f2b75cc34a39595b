import { ratios, spread } from '../statistics.ts';
import { shown, table } from '../table.ts';
import { smallRun, stepJob, stepRef } from './events.ts';
import { send } from './send.ts';
import type { Instance, Servers } from './servers.ts';
import type { Measured } from './throughput.ts';
import { wrongAnswers } from './wrong-answers.ts';

/** How many runs a graph gets, and how often it is asked. */
export interface Runs {
  readonly rounds: number;
  /** Runs that the graph has, ascending. */
  readonly runs: readonly number[];
}

/** Jobs of the graph, each with as many runs as the others. */
const JOBS = 200;
/** Questions of a kind in a round, to each instance; they take turns one by one. */
const QUESTIONS = 60;
const BATCH = 500;

/** What is asked about the n-th table or job. */
const QUESTIONS_OF: readonly { readonly name: string; readonly query: string; of(n: number): string }[] = [
  {
    name: 'lineage downstream, 10 deep',
    query:
      'query ($of: NodeRef!) { lineage(of: $of, direction: DOWNSTREAM, depth: 10) { nodes { ref } edges { from to } } }',
    of: stepRef,
  },
  {
    name: 'lineage as of a day',
    query:
      'query ($of: NodeRef!) { lineage(of: $of, direction: UPSTREAM, depth: 10, asOf: "2027-01-01") { nodes { ref } } }',
    of: stepRef,
  },
  {
    name: 'the newest runs of a job',
    query: 'query ($of: NodeRef!) { job(ref: $of) { reads writes runs(first: 10) { nodes { id state endedAt } } } }',
    of: stepJob,
  },
];

/** Milliseconds until an answer. @throws Error for anything but data without errors. */
async function asked({ receiver }: Instance, query: string, of: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(new URL('/graphql', receiver.address), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${receiver.architect}` },
    body: JSON.stringify({ query, variables: { of } }),
  });
  const text = await response.text();
  const took = performance.now() - started;
  const { data, errors } = JSON.parse(text) as { data?: Record<string, unknown> | null; errors?: unknown };
  if (errors !== undefined || data === undefined || data === null || Object.values(data).includes(null))
    throw new Error(`${of} was answered with ${text.slice(0, 500)}`);
  return took;
}

/** Sends runs until the graph has so many. */
async function run({ engine, receiver }: Instance, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += BATCH) {
    const texts = Array.from({ length: Math.min(BATCH, to - at) }, (_, i) => JSON.stringify(smallRun(at + i, JOBS)));
    await send({ ...receiver, connections: 1 }, texts, BATCH);
  }
  await engine.ask('settle');
}

/**
 * Time of reads of one graph while it gets runs that change nothing: one instance keeps the fewest, the other one gets
 * more, and both are asked in turns, question by question. The first lines compare two alike.
 * @returns how many times as long an answer takes.
 * @throws Error when an answer is none, or in the end something is lost, doubled or not folded.
 */
export async function runs({ rounds, runs: sizes }: Runs, servers: Servers): Promise<Measured[]> {
  const [fewest = 0] = sizes;
  const [few, growing] = [await servers.instance('runs_few'), await servers.instance('runs_growing')];
  await run(few, 0, fewest);
  let has = 0;
  const measured: Measured[] = [];
  const rows: string[][] = [];
  let storedBefore = 0;
  const perRun: string[] = [];
  for (const size of sizes) {
    await run(growing, has, size);
    const stored = (await growing.engine.ask('storage')) as number;
    if (has > 0)
      perRun.push(`${((stored - storedBefore) / (size - has) / 1_024).toFixed(2)} KB from ${has} to ${size}`);
    [storedBefore, has] = [stored, size];
    for (const { name, query, of } of QUESTIONS_OF) {
      const medians = { few: [] as number[], growing: [] as number[] };
      // Round 0 warms up: what it measures is thrown away.
      for (let round = 0; round <= rounds; round++) {
        const took = { few: [] as number[], growing: [] as number[] };
        for (let n = 0; n < QUESTIONS; n++) {
          const subject = of((n * 7 + round) % JOBS);
          for (const who of n % 2 === 0 ? (['few', 'growing'] as const) : (['growing', 'few'] as const))
            took[who].push(await asked(who === 'few' ? few : growing, query, subject));
        }
        if (round === 0) continue;
        for (const who of ['few', 'growing'] as const) medians[who].push(spread(took[who]).median);
      }
      const ratio = spread(ratios(medians.growing, medians.few));
      rows.push([name, size.toLocaleString('en'), shown(spread(medians.growing)), shown(ratio)]);
      measured.push({ what: `${name}, with ${size} runs`, baseline: 'reads', ratio: ratio.median });
    }
  }
  console.log(table([['question', 'runs', 'ms', `of that with ${fewest.toLocaleString('en')}`], ...rows]));
  console.log(
    [
      '',
      `Medians of ${QUESTIONS} questions a round, of ${rounds} rounds, with least and most; ratios within a round. ${JOBS} jobs.`,
      ...(perRun.length === 0 ? [] : [`A run of about 1 KB leaves, all included: ${perRun.join(', ')}.`]),
    ].join('\n'),
  );
  const wrong = [...(await wrongAnswers(few, fewest)), ...(await wrongAnswers(growing, has))];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  console.log(`${fewest + has} events, none lost, none twice; the graphs are what the logs say.`);
  return measured;
}
