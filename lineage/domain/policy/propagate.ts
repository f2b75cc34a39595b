import { passed } from './labels.ts';
import type { PolicyGraph } from './policy-graph.ts';

/** The labels of every node: those it has by itself, and those that arrived over one edge or more. */
export class Labels {
  seeds: Uint8Array;
  arrived: Uint8Array;

  constructor(count: number) {
    this.seeds = new Uint8Array(count);
    this.arrived = new Uint8Array(count);
  }

  /** What a node carries on. */
  carried(node: number): number {
    return (this.seeds[node] as number) | (this.arrived[node] as number);
  }

  /** The same labels where nodes have other numbers. @param order by number now: the one before. */
  reordered(order: Int32Array): Labels {
    const labels = new Labels(Math.max(order.length, this.seeds.length));
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
    const longer = (bytes: Uint8Array): Uint8Array => {
      const more = new Uint8Array(room);
      more.set(bytes);
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
 * Cost: O(nodes + edges), an edge at most once a label; 7 bytes a node.
 */
export function labelAll(graph: PolicyGraph): Labels {
  const labels = new Labels(graph.count);
  const starts: number[] = [];
  for (let node = 0; node < graph.count; node++) {
    const seed = graph.seedOf(node);
    if (seed === 0) continue;
    labels.seeds[node] = seed;
    starts.push(node);
  }
  spread(graph, labels, starts, null);
  return labels;
}

/**
 * Brings labels up to date after some columns changed: their own labels, or the edges into them. What may have been lost
 * is deleted as far as it may have come from there, and derived anew from what is left (delete and rederive: Gupta,
 * Mumick and Subrahmanian 1993, with sets of labels for facts).
 *
 * Cost: the edges of the columns whose labels may change, not of the graph.
 * @param changed columns with another class, dataset class, or edge into them; twice is once.
 * @param isLoss false when edges were only added: then nothing is deleted but what fell by itself.
 * @returns the columns whose labels were touched.
 */
export function relabel(graph: PolicyGraph, labels: Labels, changed: Iterable<number>, isLoss: boolean): Set<number> {
  labels.ensure(graph.count);
  const touched = new Set<number>();
  const lost: [number, number][] = [];
  for (const node of changed) {
    if (touched.has(node)) continue;
    touched.add(node);
    const before = labels.carried(node);
    const fallen = (labels.seeds[node] as number) & ~graph.seedOf(node);
    labels.seeds[node] = graph.seedOf(node);
    // A label that fell may have come back here on a circle, and would hold itself up.
    if (!isLoss && fallen === 0) continue;
    labels.arrived[node] = 0;
    if (before !== 0) lost.push([node, before & ~labels.carried(node)]);
  }
  for (let next = lost.pop(); next !== undefined; next = lost.pop()) {
    const [node, gone] = next;
    if (gone === 0) continue;
    graph.eachOut(node, (end, transformation, job) => {
      const here = passed(transformation, graph.traitsOf(job), gone) & (labels.arrived[end] as number);
      if (here === 0) return;
      touched.add(end);
      labels.arrived[end] = (labels.arrived[end] as number) & ~here;
      lost.push([end, here & ~labels.carried(end)]);
    });
  }
  for (const node of touched) {
    let arrived = labels.arrived[node] as number;
    graph.eachIn(node, (end, transformation, job) => {
      arrived |= passed(transformation, graph.traitsOf(job), labels.carried(end));
    });
    labels.arrived[node] = arrived;
  }
  spread(graph, labels, touched, touched);
  return touched;
}

/** Carries labels on from some nodes until nothing changes. @param touched is told of every node that gains one. */
function spread(graph: PolicyGraph, labels: Labels, starts: Iterable<number>, touched: Set<number> | null): void {
  const { seeds, arrived } = labels;
  const room = touched === null ? graph.count : 0;
  const work = touched === null ? new IntQueue(room) : new SetQueue();
  for (const start of starts) work.add(start);
  for (let node = work.take(); node >= 0; node = work.take()) {
    const mask = (seeds[node] as number) | (arrived[node] as number);
    if (mask === 0) continue;
    graph.eachOut(node, (end, transformation, job) => {
      const before = arrived[end] as number;
      const after = before | passed(transformation, graph.traitsOf(job), mask);
      if (after === before) return;
      arrived[end] = after;
      touched?.add(end);
      work.add(end);
    });
  }
}

/** Nodes that wait, each once: a ring, for work over the whole graph. */
class IntQueue {
  readonly #ring: Int32Array;
  readonly #waits: Uint8Array;
  #head = 0;
  #length = 0;

  constructor(count: number) {
    this.#ring = new Int32Array(Math.max(1, count));
    this.#waits = new Uint8Array(count);
  }

  add(node: number): void {
    if (this.#waits[node] === 1) return;
    this.#waits[node] = 1;
    const place = this.#head + this.#length;
    this.#ring[place < this.#ring.length ? place : place - this.#ring.length] = node;
    this.#length += 1;
  }

  /** The next one, -1 when there is none. */
  take(): number {
    if (this.#length === 0) return -1;
    const node = this.#ring[this.#head] as number;
    this.#head = this.#head + 1 === this.#ring.length ? 0 : this.#head + 1;
    this.#length -= 1;
    this.#waits[node] = 0;
    return node;
  }
}

/** The same for work over a small part of it: its size does not depend on the graph. */
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
