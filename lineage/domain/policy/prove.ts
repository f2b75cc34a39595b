import { LABELS, passed } from './labels.ts';
import type { PolicyView } from './rule.ts';

/** Most states that the search for one path looks at. */
export const MOST_STATES = 200_000;

/** A column with one label. */
const stateOf = (column: number, bit: number): number => column * LABELS + bit;

/**
 * The proving path of a label at a column: the shortest one from a column that has the label's origin by itself, of these
 * from the least by reference, and at every step the least by reference of column and flow. Breadth-first backwards over
 * columns with labels, so that it is short where the path is.
 *
 * @returns column, flow, column …; null when it was not found within `MOST_STATES`.
 */
export function prove({ graph, labels }: PolicyView, column: number, label: number): readonly string[] | null {
  const goal = Math.log2(label);
  const hops = new Map<number, number>([[stateOf(column, goal), 0]]);
  let level: number[] = [stateOf(column, goal)];
  for (let distance = 1; level.length > 0; distance++) {
    const next: number[] = [];
    const sources: number[] = [];
    for (const state of level) {
      const [node, bit] = [Math.floor(state / LABELS), state % LABELS];
      graph.eachIn(node, (end, transformation, job) => {
        const traits = graph.traitsOf(job);
        const carried = labels.carried(end);
        for (let from = 0; from < LABELS; from++) {
          if ((carried & (1 << from)) === 0 || (passed(transformation, traits, 1 << from) & (1 << bit)) === 0) continue;
          const before = stateOf(end, from);
          if (hops.has(before)) {
            // A column that feeds itself has its own label for origin.
            if (hops.get(before) === distance || !hasSeed(labels, end, from)) continue;
          } else hops.set(before, distance);
          if (hasSeed(labels, end, from)) sources.push(before);
          else next.push(before);
        }
      });
    }
    if (sources.length > 0) return walk({ graph, labels }, leastOf(graph, sources), distance, hops);
    if (hops.size > MOST_STATES) return null;
    level = next;
  }
  return null;
}

const hasSeed = ({ seeds }: PolicyView['labels'], node: number, bit: number): boolean =>
  ((seeds[node] as number) & (1 << bit)) !== 0;

const leastOf = (graph: PolicyView['graph'], states: readonly number[]): number => {
  const ref = (state: number): string => graph.ref(Math.floor(state / LABELS));
  return states.reduce((least, state) =>
    ref(state) < ref(least) || (ref(state) === ref(least) && state < least) ? state : least,
  );
};

/** Forwards from the source, each step one hop nearer to the column. */
function walk(
  { graph }: PolicyView,
  source: number,
  length: number,
  hops: ReadonlyMap<number, number>,
): readonly string[] | null {
  const path = [graph.ref(Math.floor(source / LABELS))];
  let state = source;
  for (let left = length - 1; left >= 0; left--) {
    const [node, bit] = [Math.floor(state / LABELS), state % LABELS];
    let [best, column, flow] = [-1, '', ''];
    graph.eachOut(node, (end, transformation, job) => {
      const arriving = passed(transformation, graph.traitsOf(job), 1 << bit);
      for (let to = 0; to < LABELS; to++) {
        if ((arriving & (1 << to)) === 0 || hops.get(stateOf(end, to)) !== left) continue;
        const [ref, by] = [graph.ref(end), graph.ref(job)];
        if (best >= 0 && (ref > column || (ref === column && (by > flow || (by === flow && stateOf(end, to) >= best)))))
          continue;
        [best, column, flow] = [stateOf(end, to), ref, by];
      }
    });
    if (best < 0) return null;
    path.push(flow, column);
    state = best;
  }
  return path;
}
