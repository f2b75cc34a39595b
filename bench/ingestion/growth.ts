import { ratios, spread } from '../statistics.ts';
import { shown, table } from '../table.ts';
import { runEvent, WIDE, wideJob } from './events.ts';
import { rateOf } from './rate.ts';
import { send } from './send.ts';
import type { Instance, Servers } from './servers.ts';
import type { Measured } from './throughput.ts';
import { wrongAnswers } from './wrong-answers.ts';

/** How much is sent to how large graphs. */
export interface Growth {
  readonly rounds: number;
  readonly events: number;
  readonly batches: number;
  readonly batch: number;
  /** Datasets known, ascending. */
  readonly known: readonly number[];
}

/** Events that make datasets known, in one batch. */
const FILLING = 100;

/** Makes datasets known until there are so many. @returns the events that it took. */
async function fill({ engine, receiver }: Instance, from: number, to: number): Promise<number> {
  const [first, end] = [Math.ceil(from / WIDE), Math.ceil(to / WIDE)];
  for (let at = first; at < end; at += FILLING) {
    const texts = Array.from({ length: Math.min(FILLING, end - at) }, (_, i) => JSON.stringify(wideJob(at + i)));
    await send({ ...receiver, connections: 1 }, texts, FILLING);
  }
  await engine.ask('settle');
  return Math.max(0, end - first);
}

/**
 * Time an event, from the least graph to the largest: one instance keeps the least and is sent the same events beside
 * the one that grows, round by round, so that the machine is the same for both. The first line compares two alike.
 * @returns how many times as long an event takes.
 * @throws Error when in the end something is lost, doubled or not folded.
 */
export async function growth({ rounds, events, batches, batch, known }: Growth, servers: Servers): Promise<Measured[]> {
  const [least = 0] = known;
  const [small, growing] = [await servers.instance('known_few'), await servers.instance('known_growing')];
  let sentToSmall = await fill(small, 0, least);
  let sentToGrowing = 0;
  let filled = 0;
  let made = 0;
  const measured: Measured[] = [];
  const rows: string[][] = [];
  for (const size of known) {
    sentToGrowing += await fill(growing, filled, size);
    filled = size;
    for (const [what, perRequest, count] of [
      ['an event a request', 1, events],
      [`${batch} a request`, batch, batches * batch],
    ] as const) {
      const times = { small: { acknowledged: [], folded: [] }, growing: { acknowledged: [], folded: [] } } as Record<
        'small' | 'growing',
        Record<'acknowledged' | 'folded', number[]>
      >;
      for (let round = 0; round <= rounds; round++) {
        const texts = Array.from({ length: count }, () => JSON.stringify(runEvent(made++)));
        const legs = [
          [small, times.small],
          [growing, times.growing],
        ] as const;
        for (const [{ engine, receiver }, taken] of round % 2 === 0 ? legs : legs.toReversed()) {
          let acknowledged = 0;
          const folded = await rateOf(count, async () => {
            acknowledged = await rateOf(count, () => send({ ...receiver, connections: 1 }, texts, perRequest));
            await engine.ask('settle');
          });
          if (round === 0) continue;
          taken.acknowledged.push(1_000 / acknowledged);
          taken.folded.push(1_000 / folded);
        }
        sentToSmall += count;
        sentToGrowing += count;
      }
      for (const [until, name] of [
        ['acknowledged', 'acknowledged'],
        ['folded', 'in the answers'],
      ] as const) {
        const ratio = spread(ratios(times.growing[until], times.small[until]));
        rows.push([
          `${what}, ${name}`,
          size.toLocaleString('en'),
          shown(spread(times.growing[until]), 3),
          shown(ratio),
        ]);
        measured.push({ what: `${what}, ${name}, of ${size} datasets`, baseline: 'growth', ratio: ratio.median });
      }
    }
  }
  console.log(table([['way', 'datasets known', 'ms an event', `of that with ${least.toLocaleString('en')}`], ...rows]));
  console.log(`\nMedian of ${rounds} rounds over one connection, with least and most; ratios within a round.`);
  const wrong = [...(await wrongAnswers(small, sentToSmall)), ...(await wrongAnswers(growing, sentToGrowing))];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  console.log(`${sentToSmall + sentToGrowing} events, none lost, none twice; the graphs are what the logs say.`);
  return measured;
}
