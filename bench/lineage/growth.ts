import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ratios, spread } from '../statistics.ts';
import { shown, table } from '../table.ts';
import { type Question, question } from './question.ts';
import { type Running, startClosures } from './running.ts';
import { SIZES, type Size } from './sizes.ts';

/** What is measured, up to which size. */
interface Growth {
  readonly size: Size;
  readonly rounds: number;
  readonly sources: number;
  readonly seed: number;
  readonly profile?: string;
}

/** Closures that visit from half to twice so many edges are alike, whatever graph they are in. */
const ALIKE = 400;
/** Most sources that are tried to find alike ones. */
const CANDIDATES = 2_000;

/** One graph of one size. */
interface Grown {
  readonly size: Size;
  readonly asked: Question;
  readonly running: Running;
  readonly edges: number;
}

/**
 * The cost of an edge that a closure visits, from the least graph to one of a size: of all closures, and of those alone
 * that visit about as many edges in each graph, so that nothing but the graph around them grows.
 */
export async function growth(
  { size: largest, rounds, sources, seed, profile }: Growth,
  folder: string,
  stack: AsyncDisposableStack,
): Promise<void> {
  const sizes = SIZES.filter(({ edges }) => edges <= largest.edges);
  const all: Grown[] = [];
  const alike: Grown[] = [];
  for (const size of sizes) {
    const own = join(folder, size.name);
    await mkdir(own);
    const asked = question(size, seed, sources, own, false);
    // At most so many closures are walked to find some that are alike.
    let tried = 0;
    const alikeOnes = question(size, seed, sources, own, false, ({ edges }) => {
      if (++tried > CANDIDATES) throw new Error(`Hardly a closure of ${size.name} visits about ${ALIKE} edges.`);
      return edges >= ALIKE / 2 && edges <= ALIKE * 2;
    });
    for (const [list, one] of [
      [all, asked],
      [alike, alikeOnes],
    ] as const) {
      const running = await startClosures('projection', one, stack, { profile });
      if (running === null) throw new Error('The projection cannot be measured.');
      list.push({ size, asked: one, running, edges: one.expected.reduce((sum, { edges }) => sum + edges, 0) });
    }
  }
  for (let round = 0; round <= rounds; round++)
    for (const { running } of [...all, ...alike]) await running.round(round === 0);
  console.log(table([HEAD, ...rows('all', all), ...rows(`about ${ALIKE} edges`, alike)]));
  console.log(
    `\nMedian of ${rounds} interleaved rounds with the least and the most; ratios within a round. All answers are those of the reference.`,
  );
}

const HEAD = ['closures', 'columns', 'edges', 'edges visited', 'ns an edge visited', 'of that in the least graph'];

const rows = (what: string, grown: readonly Grown[]): string[][] =>
  grown.map(({ size, asked, running, edges }) => {
    const cost = perEdge(running, edges);
    const [least = { running, edges }] = grown;
    return [
      what,
      String(size.nodes),
      String(size.edges),
      String(Math.round(edges / asked.sources.length)),
      shown(spread(cost)),
      shown(spread(ratios(cost, perEdge(least.running, least.edges)))),
    ];
  });

const perEdge = ({ wall }: Running, edges: number): number[] => wall.map((nanoseconds) => nanoseconds / edges);
