import { type LabelArray, type LabelScheme, labelArray, MOST_LABELS, passedBy } from './label-scheme.ts';
import { kindOf, POLICY_LABELS } from './labels.ts';
import type { PolicyGraph } from './policy-graph.ts';
import { spreadLabels } from './spread-labels.ts';

/** The labels of every node: those it has by itself, and those that arrived over one edge or more. */
export class Labels {
  readonly scheme: LabelScheme;
  seeds: LabelArray;
  arrived: LabelArray;

  constructor(count: number, scheme: LabelScheme = POLICY_LABELS) {
    this.scheme = scheme;
    this.seeds = labelArray(scheme, count);
    this.arrived = labelArray(scheme, count);
  }

  /** Labels that are known: two arrays of one length. */
  static of(seeds: LabelArray, arrived: LabelArray, scheme: LabelScheme = POLICY_LABELS): Labels {
    const labels = new Labels(0, scheme);
    labels.seeds = seeds;
    labels.arrived = arrived;
    return labels;
  }

  /** What a node carries on. */
  carried(node: number): number {
    return (this.seeds[node] as number) | (this.arrived[node] as number);
  }

  /** The same labels where nodes have other numbers. @param order by number now: the one before. */
  reordered(order: Int32Array): Labels {
    const labels = new Labels(Math.max(order.length, this.seeds.length), this.scheme);
    labels.seeds.set(this.seeds);
    labels.arrived.set(this.arrived);
    for (let node = 0; node < order.length; node++) {
      const before = order[node] as number;
      labels.seeds[node] = this.seeds[before] ?? 0;
      labels.arrived[node] = this.arrived[before] ?? 0;
    }
    return labels;
  }

  /** Makes room for nodes 0 to `count - 1`. */
  ensure(count: number): void {
    if (count <= this.seeds.length) return;
    const room = Math.max(count, this.seeds.length * 2);
    const longer = (masks: LabelArray): LabelArray => {
      const more = labelArray(this.scheme, room);
      more.set(masks);
      return more;
    };
    this.seeds = longer(this.seeds);
    this.arrived = longer(this.arrived);
  }
}

/**
 * Labels all columns: a monotone worklist from those that have labels by themselves (Kildall 1973 on sets of labels; what
 * an edge passes distributes over union, so that the order does not matter). Ends on any graph, cycles included: a node
 * is looked at again only when it gained a label.
 *
 * Cost: O(nodes + edges), an edge at most once a label; 7 bytes a node. Over arrays (`spreadLabels`) where the graph has
 * them.
 */
export function labelAll(graph: PolicyGraph, scheme: LabelScheme = POLICY_LABELS): Labels {
  const labels = new Labels(graph.count, scheme);
  const { seeds, arrived } = labels;
  for (let node = 0; node < seeds.length; node++) seeds[node] = graph.seedOf(node);
  const edges = graph.laidOut?.();
  if (edges !== undefined) spreadLabels(edges, scheme, seeds, arrived);
  else spread(graph, labels, seeds.keys(), null);
  return labels;
}

/**
 * Brings labels up to date after some columns changed: their own labels, or the edges into them. A label that may be lost
 * is looked for: whether it still comes from a column that has its origin by itself (the backward step of Motik, Nenov,
 * Piro and Horrocks 2015, which does not delete what has another derivation). One that does not falls, and those who may
 * have it from there are looked at in turn. Then what is left is carried on, as after any gain.
 *
 * Cost: for each label that may be lost the way back to a nearest origin, up to `MOST_LOOKED_BACK` columns; the edges of
 * the columns whose labels change.
 * @param changed columns with another class, dataset class, or edge into them; twice is once.
 * @param isLoss false when edges were only added: then nothing is lost but what fell by itself.
 * @returns the columns whose labels were touched.
 */
export function relabel(graph: PolicyGraph, labels: Labels, changed: Iterable<number>, isLoss: boolean): Set<number> {
  labels.ensure(graph.count);
  const { scheme } = labels;
  const touched = new Set<number>();
  const doubtful: [node: number, mask: number][] = [];
  for (const node of changed) {
    if (touched.has(node)) continue;
    touched.add(node);
    const seed = graph.seedOf(node);
    const fallen = (labels.seeds[node] as number) & ~seed;
    labels.seeds[node] = seed;
    // A label that fell may have come back here on a circle, and would hold itself up.
    const mask = isLoss ? (labels.arrived[node] as number) : fallen;
    if ((mask | fallen) !== 0) doubtful.push([node, mask | fallen]);
  }
  // Of one change all that begins otherwise is known before anything is looked for.
  const origins = new Origins(graph, labels);
  for (let next = doubtful.pop(); next !== undefined; next = doubtful.pop()) {
    const [node, mask] = next;
    let lost = 0;
    for (const label of bitsOf(mask)) {
      const arrives = ((labels.arrived[node] as number) & label) !== 0;
      if (arrives && origins.hasOther(node, label)) continue;
      if (arrives) {
        labels.arrived[node] = (labels.arrived[node] as number) & ~label;
        touched.add(node);
      }
      lost |= label & ~(labels.seeds[node] as number);
    }
    if (lost === 0) continue;
    graph.eachOut(node, (end, transformation, job) => {
      const here =
        passedBy(scheme, kindOf(transformation, graph.traitsOf(job)), lost) & (labels.arrived[end] as number);
      if (here !== 0) doubtful.push([end, here]);
    });
  }
  for (const node of touched) {
    let arrived = labels.arrived[node] as number;
    graph.eachIn(node, (end, transformation, job) => {
      arrived |= passedBy(scheme, kindOf(transformation, graph.traitsOf(job)), labels.carried(end));
    });
    labels.arrived[node] = arrived;
  }
  spread(graph, labels, touched, touched);
  return touched;
}

/** Most columns that are looked at for the origin of one label; one farther away is found when labels are carried on. */
export const MOST_LOOKED_BACK = 10_000;

/** Where labels come from, in a graph whose labels are not less than they should be but for what it just gained. */
class Origins {
  readonly #graph: PolicyGraph;
  readonly #labels: Labels;
  /** Columns with a label that has an origin, as it was found. */
  readonly #known = new Set<number>();

  constructor(graph: PolicyGraph, labels: Labels) {
    this.#graph = graph;
    this.#labels = labels;
  }

  /** Whether a label arrives at a column from one that has its origin by itself: breadth-first backwards. */
  hasOther(column: number, label: number): boolean {
    const { scheme, seeds } = this.#labels;
    const start = column * MOST_LABELS + numberOf(label);
    if (this.#known.has(start)) return true;
    const states = new Set([start]);
    const found = (): true => {
      this.#known.add(start);
      return true;
    };
    let isFound = false;
    for (const state of states) {
      const [node, number] = [Math.floor(state / MOST_LABELS), state % MOST_LABELS];
      this.#graph.eachIn(node, (end, transformation, job) => {
        if (isFound) return;
        const kind = kindOf(transformation, this.#graph.traitsOf(job));
        const from = this.#labels.carried(end) & (scheme.sources[kind * scheme.count + number] as number);
        if ((from & (seeds[end] as number)) !== 0) isFound = true;
        for (let rest = isFound ? 0 : from; rest !== 0; rest &= rest - 1) {
          const before = end * MOST_LABELS + numberOf(rest & -rest);
          if (this.#known.has(before)) isFound = true;
          else states.add(before);
        }
      });
      if (isFound) return found();
      if (states.size > MOST_LOOKED_BACK) return false;
    }
    return false;
  }
}

/** Number of a label that is given as its bit. */
const numberOf = (label: number): number => 31 - Math.clz32(label);

/** The labels of a mask, one by one. */
function* bitsOf(mask: number): IterableIterator<number> {
  for (let rest = mask; rest !== 0; rest &= rest - 1) yield rest & -rest;
}

/** Carries labels on from some nodes until nothing changes. @param touched is told of every node that gains one. */
function spread(graph: PolicyGraph, labels: Labels, starts: Iterable<number>, touched: Set<number> | null): void {
  const { scheme, seeds, arrived } = labels;
  const work = new SetQueue();
  for (const start of starts) work.add(start);
  for (let node = work.take(); node >= 0; node = work.take()) {
    const mask = (seeds[node] as number) | (arrived[node] as number);
    if (mask === 0) continue;
    graph.eachOut(node, (end, transformation, job) => {
      const before = arrived[end] as number;
      const after = before | passedBy(scheme, kindOf(transformation, graph.traitsOf(job)), mask);
      if (after === before) return;
      arrived[end] = after;
      touched?.add(end);
      work.add(end);
    });
  }
}

/** Nodes that wait, each once; its size does not depend on the graph. */
class SetQueue {
  readonly #waits = new Set<number>();

  add(node: number): void {
    this.#waits.add(node);
  }

  take(): number {
    const next = this.#waits.values().next();
    if (next.done === true) return -1;
    this.#waits.delete(next.value);
    return next.value;
  }
}
