import type { Meter } from './allowance.ts';
import type { Cut } from './closure.ts';
import { type Digraph, digraphBetween, numbersIn, turned } from './digraph.ts';
import type { PairSearch } from './shortest-ways.ts';

/** The shortest paths between two sets of nodes. */
export interface ShortestPaths {
  /** In order, each in the direction of flow. */
  readonly paths: readonly (readonly number[])[];
  /** BUDGET: these are the first, but there may be more. */
  readonly cut: Cut;
}

/**
 * The k shortest paths from any of some nodes to any of others that pass no node twice, as sequences of nodes: parallel
 * edges count once. Shorter ones first; of equal length the one that is less where the two, read backward from the
 * target, first differ: so the first is the path that `shortestPath` chooses.
 *
 * Yen 1971, with Lawler's rule (1972) that a path is varied only behind the place where it left the one that it came
 * from. Paths are built from the target on, so that the order in which they are found is the order above.
 *
 * Cost: that of `between`, then at most k × length searches of what is between. Preconditions as for `closure`.
 * @param compare the order of nodes.
 */
export function kShortestPaths(
  search: PairSearch,
  from: readonly number[],
  to: readonly number[],
  k: number,
  compare: (a: number, b: number) => number,
): ShortestPaths {
  const laidOut = digraphBetween(search, from, to, (nodes) => nodes.sort(compare));
  if (laidOut.cut !== null) return { paths: [], cut: laidOut.cut };
  const { nodes, meter } = laidOut;
  const completion = new Completion(laidOut.graph, numbersIn(laidOut, from), numbersIn(laidOut, to), meter);
  const found: Candidate[] = [];
  const candidates: Candidate[] = [];
  for (let latest: Candidate | undefined; found.length < k && !meter.isOver; ) {
    vary(latest, completion, found, candidates, k - found.length);
    if (meter.isOver) break;
    latest = candidates.shift();
    if (latest === undefined) break;
    found.push(latest);
  }
  return {
    paths: found.map(({ steps }) => steps.map((node) => nodes[node] as number).reverse()),
    cut: meter.isOver ? 'BUDGET' : null,
  };
}

/** A path, read from the target on. */
interface Candidate {
  readonly steps: readonly number[];
  /** How many of the steps it shares with the path that it is a variation of. */
  readonly shared: number;
}

/** Stands where a path has ended. */
const END = -1;

/**
 * Adds to the candidates, for every beginning of the latest path, the best path that goes on from there as no path found
 * so far does; without a latest path, the best of all. Keeps as many as are still wanted.
 */
function vary(
  latest: Candidate | undefined,
  completion: Completion,
  found: readonly Candidate[],
  candidates: Candidate[],
  wanted: number,
): void {
  const steps = latest?.steps ?? [];
  let alike = found.filter((other) => sharesFirst(other.steps, steps, latest?.shared ?? 0));
  for (let shared = latest?.shared ?? 0; shared <= steps.length; shared++) {
    if (shared > (latest?.shared ?? 0)) alike = alike.filter((other) => other.steps[shared - 1] === steps[shared - 1]);
    const taken = new Set(alike.map((other) => other.steps[shared] ?? END));
    const longest = candidates.length < wanted ? Infinity : (candidates.at(-1)?.steps.length ?? Infinity);
    const rest = completion.of(steps.slice(0, shared), taken, longest - shared);
    if (rest !== null) insert(candidates, { steps: [...steps.slice(0, shared), ...rest], shared }, wanted);
  }
}

const sharesFirst = (a: readonly number[], b: readonly number[], count: number): boolean =>
  a.length >= count && b.every((step, i) => i >= count || a[i] === step);

function insert(candidates: Candidate[], candidate: Candidate, most: number): void {
  const place = candidates.findIndex((other) => comesBefore(candidate.steps, other.steps));
  candidates.splice(place < 0 ? candidates.length : place, 0, candidate);
  if (candidates.length > most) candidates.pop();
}

function comesBefore(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const differs = a.findIndex((step, i) => step !== b[i]);
  return differs >= 0 && (a[differs] as number) < (b[differs] as number);
}

/** Finds how a path goes on best, from a beginning at the target, to a source. */
class Completion {
  readonly #graph: Digraph;
  readonly #backward: Digraph;
  readonly #sources: readonly number[];
  readonly #targets: readonly number[];
  readonly #meter: Meter;
  readonly #isSource: Uint8Array;
  /** By node: levels from the nearest source + 1, 0 for not reached, -1 for nodes of the beginning. */
  readonly #levels: Int32Array;
  readonly #queue: Int32Array;

  constructor(graph: Digraph, sources: readonly number[], targets: readonly number[], meter: Meter) {
    this.#graph = graph;
    this.#backward = turned(graph);
    this.#sources = sources;
    this.#targets = targets;
    this.#meter = meter;
    this.#isSource = new Uint8Array(graph.count);
    for (const source of sources) this.#isSource[source] = 1;
    this.#levels = new Int32Array(graph.count);
    this.#queue = new Int32Array(graph.count);
  }

  /**
   * The least of the shortest rests; empty when the beginning is a path already.
   * @param taken steps that may not come first, `END` for the empty rest.
   * @param longest longer rests are of no use.
   */
  of(beginning: readonly number[], taken: ReadonlySet<number>, longest: number): number[] | null {
    const last = beginning.at(-1);
    if (last !== undefined && this.#isSource[last] === 1 && !taken.has(END)) return [];
    for (const node of beginning) this.#levels[node] = -1;
    const firsts = (last === undefined ? this.#targets : this.#before(last)).filter(
      (node) => this.#levels[node] === 0 && !taken.has(node),
    );
    const reached = firsts.length === 0 ? 0 : this.#search(firsts, longest);
    const first = firsts.find((node) => (this.#levels[node] as number) > 0);
    const rest = first === undefined ? null : this.#wayFrom(first);
    for (let i = 0; i < reached; i++) this.#levels[this.#queue[i] as number] = 0;
    for (const node of beginning) this.#levels[node] = 0;
    return rest;
  }

  /** What leads to a node, in rising order. */
  #before(node: number): number[] {
    const { offsets, ends } = this.#backward;
    return Array.from(ends.subarray(offsets[node], offsets[node + 1]));
  }

  /** Walks from the sources until a level has one of some nodes. @returns how many nodes have a level. */
  #search(firsts: readonly number[], longest: number): number {
    const { offsets, ends } = this.#graph;
    const [levels, queue] = [this.#levels, this.#queue];
    let tail = 0;
    for (const source of this.#sources) {
      if (levels[source] !== 0) continue;
      levels[source] = 1;
      queue[tail++] = source;
    }
    let head = 0;
    for (let level = 1; head < tail && level <= longest; level++) {
      if (firsts.some((node) => levels[node] === level) || this.#meter.isOver) break;
      for (const last = tail; head < last; head++) {
        const node = queue[head] as number;
        const to = offsets[node + 1] as number;
        for (let position = offsets[node] as number; position < to; position++) {
          const end = ends[position] as number;
          if (levels[end] !== 0) continue;
          levels[end] = level + 1;
          queue[tail++] = end;
        }
        this.#meter.spend(1 + to - (offsets[node] as number));
      }
    }
    return tail;
  }

  /** From a node to a source, by the least node of each level. */
  #wayFrom(first: number): number[] {
    const way = [first];
    for (let node = first; (this.#levels[node] as number) > 1; ) {
      const nearer = (this.#levels[node] as number) - 1;
      node = this.#before(node).find((other) => this.#levels[other] === nearer) as number;
      way.push(node);
    }
    return way;
  }
}
