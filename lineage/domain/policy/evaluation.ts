import { type Finding, type Found, type FoundColumn, findingKey } from './finding.ts';
import type { PolicyGraph } from './policy-graph.ts';
import { type Labels, labelAll, relabel } from './propagate.ts';
import type { PolicyRule } from './rule.ts';
import { POLICY_RULES } from './rules.ts';

/** What changed since findings were evaluated. */
export interface Dirty {
  /** Columns whose class, dataset class or incoming edges changed. */
  readonly columns: Set<number>;
  /** Datasets with facts, columns, lists or edges that changed. */
  readonly datasets: Set<number>;
  readonly elements: Set<string>;
  readonly jobs: Set<number>;
  /** Whether an edge ended or a flow changed what it does: labels can be lost over edges. */
  isLoss: boolean;
}

/** Nothing changed yet. */
export const nothingDirty = (): Dirty => ({
  columns: new Set(),
  datasets: new Set(),
  elements: new Set(),
  jobs: new Set(),
  isLoss: false,
});

/** An evaluation of a graph whose nodes have other numbers now; or one to branch from, over a graph that differs. */
export interface RenumberedEvaluation {
  readonly evaluation: Evaluation;
  /** By number now: the one before; later ones have kept theirs. Empty: all have. */
  readonly order: Int32Array;
  /** By number before: the one now. */
  readonly numbers: Int32Array;
}

/** What was found over the same graph elsewhere. */
export interface KnownEvaluation {
  readonly labels: Labels;
  /** By `findingKey`; is taken over. */
  readonly found: Map<string, Finding>;
}

/**
 * The findings over a graph, in full once and then for what changes: labels are brought up to date where they can have
 * changed, and the rules are asked again about the targets that this touches.
 */
export class Evaluation {
  readonly graph: PolicyGraph;
  readonly labels: Labels;
  readonly #found: Map<string, Finding>;
  /** Keys of what was asked about since somebody looked. */
  #touched = new Set<string>();
  /** Of a branch: what stood where it began, and what differs. */
  readonly #since: Since | undefined;
  /** In order; undefined since something changed. */
  #sorted: readonly Finding[] | undefined;

  /**
   * Evaluates in full. Cost: O(nodes + edges).
   * @param before what was found over the same graph elsewhere, or with other numbers; it is taken over instead.
   */
  constructor(graph: PolicyGraph, before?: RenumberedEvaluation | KnownEvaluation) {
    this.graph = graph;
    this.#found = before !== undefined && 'found' in before ? before.found : new Map();
    if (before !== undefined && 'found' in before) {
      this.labels = before.labels;
      return;
    }
    if (before !== undefined) {
      this.labels = before.evaluation.labels.reordered(before.order);
      for (const [key, finding] of before.evaluation.#found) {
        const isRenumbered = before.order.length > 0;
        this.#found.set(key, isRenumbered ? { ...finding, columns: renumbered(finding.columns, before) } : finding);
      }
      this.#touched = new Set(before.evaluation.#touched);
      if (before.order.length === 0)
        this.#since = { before: before.evaluation.findings(), replaced: new Set(), fresh: new Map() };
      return;
    }
    this.labels = labelAll(graph);
    for (const dataset of graph.datasets()) this.#askAbout('DATASET', dataset, graph.ref(dataset), false);
    for (const element of graph.claimedElements()) this.#askAbout('ELEMENT', element, `element:${element}`, false);
    for (const job of graph.jobs()) this.#askAbout('FLOW', job, graph.ref(job), false);
    this.#touched = new Set();
  }

  /** In no particular order. */
  found(): Iterable<Finding> {
    return this.#found.values();
  }

  /** What is found now, by `findingKey`; undefined for nothing. */
  at(key: string): Finding | undefined {
    return this.#found.get(key);
  }

  /** Keys of what was asked about anew since this was called last: all that can have come or gone. */
  takeTouched(): ReadonlySet<string> {
    const touched = this.#touched;
    this.#touched = new Set();
    return touched;
  }

  /** By rule, then target. Cost, when anything changed: sorting; of a branch a copy, and sorting what differs. */
  findings(): readonly Finding[] {
    this.#sorted ??= this.#since === undefined ? [...this.#found.values()].sort(inOrder) : merged(this.#since);
    return this.#sorted;
  }

  /** Brings the findings up to date. Precondition: the graph is the same one, changed. Cost: what is touched. */
  update(dirty: Dirty): void {
    const { graph } = this;
    const datasets = new Set(dirty.datasets);
    for (const column of relabel(graph, this.labels, dirty.columns, dirty.isLoss)) {
      datasets.add(graph.datasetOf(column));
    }
    for (const dataset of datasets) this.#askAbout('DATASET', dataset, graph.ref(dataset));
    for (const element of dirty.elements) this.#askAbout('ELEMENT', element, `element:${element}`);
    for (const job of dirty.jobs) this.#askAbout('FLOW', job, graph.ref(job));
  }

  #put(key: string, finding: Finding | null): void {
    this.#sorted = undefined;
    this.#touched.add(key);
    if (this.#since !== undefined) {
      const former = this.#found.get(key);
      if (former !== undefined) this.#since.replaced.add(former);
      if (finding === null) this.#since.fresh.delete(key);
      else this.#since.fresh.set(key, finding);
    }
    if (finding === null) this.#found.delete(key);
    else this.#found.set(key, finding);
  }

  /** @param isKnown whether something may have been found there before. */
  #askAbout(about: PolicyRule['about'], target: string | number, ref: string, isKnown = true): void {
    for (const rule of POLICY_RULES) {
      if (rule.about !== about || rule.about === 'GRAPH') continue;
      const of = { rule: rule.code, target: ref };
      // The rule is about what the target is.
      const found = (rule.find as (view: Evaluation, of: unknown) => Found | null)(this, target);
      if (found !== null || isKnown) this.#put(findingKey(of), found === null ? null : { ...of, ...found });
    }
  }
}

/** What differs from what was found before. */
interface Since {
  readonly before: readonly Finding[];
  readonly replaced: Set<Finding>;
  readonly fresh: Map<string, Finding>;
}

/** What stays and what is new, in order. */
function merged({ before, replaced, fresh }: Since): readonly Finding[] {
  const stay = before.filter((finding) => !replaced.has(finding));
  const all: Finding[] = [];
  let from = 0;
  const upTo = (place: number): void => {
    while (from < place) all.push(stay[from++] as Finding);
  };
  for (const finding of [...fresh.values()].sort(inOrder)) {
    let [least, most] = [from, stay.length];
    while (least < most) {
      const middle = (least + most) >> 1;
      if (inOrder(stay[middle] as Finding, finding) < 0) least = middle + 1;
      else most = middle;
    }
    upTo(least);
    all.push(finding);
  }
  upTo(stay.length);
  return all;
}

const PLACES = new Map(POLICY_RULES.map(({ code }, place) => [code, place]));
const placeOf = ({ rule }: Finding): number => PLACES.get(rule) ?? PLACES.size;
const inOrder = (a: Finding, b: Finding): number => placeOf(a) - placeOf(b) || (a.target < b.target ? -1 : 1);

const renumbered = (columns: readonly FoundColumn[], { numbers }: RenumberedEvaluation): FoundColumn[] =>
  columns.map(({ column, proof }) => ({ column: numbers[column] ?? column, proof }));
