import { createHash } from 'node:crypto';
import { forEachEdge, OPEN_LABEL } from '../domain/algorithms/adjacency.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { SeenEnd } from '../domain/ends.ts';
import type { CatalogFacts } from './catalog-facts.ts';
import type { Dictionary } from './dictionary.ts';
import type { EdgeColumns } from './edge-columns.ts';
import type { Graph, GraphMark } from './graph.ts';
import { JOB, type NodeTable, type RenumberedNodes } from './node-table.ts';
import { NodeWords } from './node-words.ts';
import type { ObservedEnds } from './observed-ends.ts';
import type { OutsideNames } from './outside-names.ts';
import type { Visibility } from './visibility.ts';
import { Sum, type Word, wordOf, wordsOf } from './word.ts';

/** What a state is taken from. */
export interface StateSource {
  readonly nodes: NodeTable;
  readonly catalog: CatalogFacts;
  readonly dictionary: Dictionary;
  readonly names: OutsideNames;
  readonly ends: ObservedEnds;
  readonly graph: Graph;
}

/** Tells the tokens of this fold from those of another, should it change. */
const FORM = 'nguon visible state 1';

/**
 * A name for the part of the graph that one mask lets through: equal for equal parts, whatever else the graph holds and
 * however often it changed. It is a sum, in no order, over the facts of visible nodes and over edges between them, valid
 * times and whether they are superseded included, recorded times left out: when something was learnt can depend on what
 * else was learnt.
 *
 * Cost of `token`: all nodes and edges the first time; then the nodes that changed, the edges that were added or
 * superseded, and those at nodes that the mask shows or hides other than before. Sums of 64 bits: two states that were
 * meant to differ have one name with a chance of 2^-64; nobody is let through by it.
 */
export class VisibleState {
  readonly visibility: Visibility;
  readonly #refs = new NodeWords();
  readonly #factsWords = new WeakMap<object, Word>();
  readonly #edges = new Sum();
  readonly #nodes = new Sum();
  /** By node: its word in the sum of nodes. */
  readonly #summed = new NodeWords();
  /** By job: its edges that show. */
  #jobs = new Map<number, number>();
  #catalog = '';
  #mask: Uint8Array = new Uint8Array(0);
  #graph: Graph | undefined;
  #mark: GraphMark = { count: 0, supersessions: 0 };
  #nodesVersion = -1;
  #catalogVersion = -1;
  #dictionary = '';
  #dictionaryVersion = -1;
  readonly #dictionaryWords = new WeakMap<object, Word>();
  #oneSided = '';
  #oneSidedVersion = '';
  #token: string | undefined;

  /** @param visibility its key goes into every token: tokens of two visibilities cannot be compared. */
  constructor(visibility: Visibility) {
    this.visibility = visibility;
  }

  /** The name of what the mask shows. */
  token(source: StateSource, mask: Uint8Array): string {
    this.follow(source, mask);
    this.#token ??= createHash('sha256')
      .update(
        [
          FORM,
          this.visibility.key,
          this.#edges.print(),
          this.#nodes.print(),
          this.#catalog,
          this.#dictionary,
          this.#oneSided,
        ].join('\n'),
      )
      .digest('base64url')
      .slice(0, 22);
    return this.#token;
  }

  /** Brings the sums up to date. */
  follow(source: StateSource, mask: Uint8Array): void {
    const { graph, nodes, catalog } = source;
    this.#followDictionary(source, mask);
    this.#followOneSided(source, mask);
    if (this.#graph !== undefined && this.#graph !== graph) throw new Error('The graph was laid out anew unheard.');
    const touched = new Set<number>();
    this.#followEdges(source, mask, touched);
    if (this.#nodesVersion !== nodes.version || touched.size > 0) {
      const changed = this.#nodesVersion < 0 ? null : nodes.changedSince(this.#nodesVersion);
      if (changed === null) for (let id = 0; id < nodes.count; id++) this.#sumNode(nodes, mask, id);
      else {
        for (const id of changed) touched.add(id);
        for (const id of touched) this.#sumNode(nodes, mask, id);
      }
      this.#nodesVersion = nodes.version;
      this.#token = undefined;
    }
    if (this.#catalogVersion !== catalog.version) {
      const sum = new Sum();
      for (const { record, code, facts } of catalog.records()) sum.add(wordOf(canonicalJson([record, code, facts])));
      [this.#catalog, this.#catalogVersion] = [sum.print(), catalog.version];
      this.#token = undefined;
    }
    [this.#graph, this.#mask, this.#mark] = [graph, mask, graph.mark];
  }

  /** What of the dictionary everybody sees, and which of the datasets that show conform. Before nodes and mask are noted. */
  #followDictionary({ nodes, dictionary }: StateSource, mask: Uint8Array): void {
    const isSame =
      this.#dictionaryVersion === dictionary.version && this.#nodesVersion === nodes.version && this.#mask === mask;
    if (isSame) return;
    const sum = new Sum();
    for (const { record, code, facts } of dictionary.records()) {
      const dataset = record === 'conformance' ? nodes.find(facts.dataset) : null;
      if (dataset === undefined || (dataset !== null && mask[dataset] !== 1)) continue;
      const word = this.#dictionaryWords.get(facts) ?? wordOf(canonicalJson([record, code, facts]));
      this.#dictionaryWords.set(facts, word);
      sum.add(word);
    }
    const now = sum.print();
    this.#dictionaryVersion = dictionary.version;
    if (this.#dictionary === now) return;
    [this.#dictionary, this.#token] = [now, undefined];
  }

  /** What jobs that only read, or only write, touch of what shows: they have no edges. Before nodes and mask are noted. */
  #followOneSided({ nodes, names, ends }: StateSource, mask: Uint8Array): void {
    const version = `${ends.version} ${names.version}`;
    if (this.#oneSidedVersion === version && this.#nodesVersion === nodes.version && this.#mask === mask) return;
    const sum = new Sum();
    for (const { job, inputs, outputs } of ends.oneSided()) {
      const shown = (seen: readonly SeenEnd[]): [string, number][] =>
        seen.flatMap(([ref, first]): [string, number][] => {
          const place = names.resolve(ref);
          return mask[nodes.find(place) ?? -1] === 1 ? [[place, first]] : [];
        });
      const [read, written] = [shown(inputs), shown(outputs)];
      if (read.length + written.length > 0) sum.add(wordOf(canonicalJson([job, read, written])));
    }
    const now = sum.print();
    this.#oneSidedVersion = version;
    if (this.#oneSided === now) return;
    [this.#oneSided, this.#token] = [now, undefined];
  }

  /** Goes on with a graph that is the same as the one that was followed to its end, laid out otherwise. */
  laidOutAnew(graph: Graph, renumbered: RenumberedNodes | null): void {
    if (this.#graph === undefined) return;
    [this.#graph, this.#mark] = [graph, graph.mark];
    if (renumbered === null) return;
    const { order, numbers } = renumbered;
    this.#refs.reorder(order);
    this.#summed.reorder(order);
    this.#jobs = new Map(Array.from(this.#jobs, ([job, edges]) => [numbers[job] ?? job, edges]));
    const before = this.#mask;
    this.#mask = before.slice();
    for (let id = 0; id < order.length; id++) this.#mask[id] = before[order[id] as number] as number;
  }

  /** @param touched is told of the nodes that show otherwise than before. */
  #followEdges(source: StateSource, mask: Uint8Array, touched: Set<number>): void {
    const { graph } = source;
    const { columns } = graph;
    const isFirst = this.#graph === undefined;
    const { count, supersessions } = graph.mark;
    if (this.#mark.count !== count || this.#mark.supersessions !== supersessions) this.#token = undefined;
    for (let slot = this.#mark.count; slot < count; slot++) {
      if (!isShown(columns, slot, isFirst ? mask : this.#mask)) continue;
      // Superseded ones of later are told one by one.
      const isSuperseded = isFirst ? columns.recordedTo[slot] !== OPEN_LABEL : graph.wasBornSuperseded(slot);
      this.#addEdge(source, slot, isSuperseded, touched);
    }
    if (isFirst) return;
    for (const { slot, turn } of graph.supersededSince(this.#mark)) {
      if (turn === 0 || !isShown(columns, slot, this.#mask)) continue;
      const word = superseded(this.#edgeWord(source, slot));
      if (turn === 1) this.#edges.add(word);
      else this.#edges.subtract(word);
    }
    this.#followMask(source, mask, touched);
  }

  /** Adds and takes away the edges of nodes that the mask shows otherwise than before. */
  #followMask(source: StateSource, mask: Uint8Array, touched: Set<number>): void {
    const before = this.#mask;
    if (before === mask) return;
    const { columns, forward, backward } = source.graph;
    const turned = turnedBetween(before, mask);
    const turn = (slot: number): void => {
      const [was, is] = [isShown(columns, slot, before), isShown(columns, slot, mask)];
      if (was === is) return;
      const isSuperseded = columns.recordedTo[slot] !== OPEN_LABEL;
      if (is) this.#addEdge(source, slot, isSuperseded, touched);
      else this.#takeEdge(source, slot, isSuperseded, touched);
    };
    for (const node of turned) {
      touched.add(node);
      forEachEdge(forward, node, (_end, slot) => turn(slot));
      forEachEdge(backward, node, (end, slot) => {
        // Seen from its other end already.
        if (before[end] === mask[end]) turn(slot);
      });
    }
    if (turned.length > 0) this.#token = undefined;
  }

  #addEdge(source: StateSource, slot: number, isSuperseded: boolean, touched: Set<number>): void {
    const word = this.#edgeWord(source, slot);
    this.#edges.add(word);
    if (isSuperseded) this.#edges.add(superseded(word));
    this.#count(source.graph.columns.job[slot] as number, 1, touched);
  }

  #takeEdge(source: StateSource, slot: number, isSuperseded: boolean, touched: Set<number>): void {
    const word = this.#edgeWord(source, slot);
    this.#edges.subtract(word);
    if (isSuperseded) this.#edges.subtract(superseded(word));
    this.#count(source.graph.columns.job[slot] as number, -1, touched);
  }

  /** A job shows when an edge of it does. */
  #count(job: number, more: 1 | -1, touched: Set<number>): void {
    const edges = (this.#jobs.get(job) ?? 0) + more;
    if (edges === 0) this.#jobs.delete(job);
    else this.#jobs.set(job, edges);
    if (edges === 0 || (edges === 1 && more === 1)) touched.add(job);
  }

  #edgeWord({ graph, nodes }: StateSource, slot: number): Word {
    const { columns, instants } = graph;
    const instant = (labels: Int32Array): number => instants.instantOf(labels[slot] as number) ?? -1;
    return wordsOf(
      this.#ref(nodes, columns.from[slot] as number),
      this.#ref(nodes, columns.to[slot] as number),
      this.#ref(nodes, columns.job[slot] as number),
      columns.transformation[slot] as number,
      instant(columns.validFrom),
      columns.validTo[slot] === OPEN_LABEL ? -2 : instant(columns.validTo),
    );
  }

  /** Facts of visible nodes, and of agencies and partners, which everybody sees. A node without facts shows by its edges. */
  #sumNode(nodes: NodeTable, mask: Uint8Array, id: number): void {
    const facts = nodes.factsOf(id);
    const isVisible = nodes.kind(id) === JOB ? this.#jobs.has(id) : mask[id] === 1;
    const before = this.#summed.get(id);
    const now = facts === null || !isVisible ? undefined : wordsOf(this.#ref(nodes, id), this.#factsWord(facts));
    if (before !== undefined) this.#nodes.subtract(before);
    if (now !== undefined) this.#nodes.add(now);
    if (before !== undefined || now !== undefined) this.#summed.set(id, now);
  }

  #ref(nodes: NodeTable, id: number): Word {
    const known = this.#refs.get(id);
    if (known !== undefined) return known;
    const word = wordOf(nodes.ref(id));
    this.#refs.set(id, word);
    return word;
  }

  #factsWord(facts: object): Word {
    const known = this.#factsWords.get(facts);
    if (known !== undefined) return known;
    const word = wordOf(canonicalJson(facts));
    this.#factsWords.set(facts, word);
    return word;
  }
}

const superseded = (edge: Word): Word => wordsOf(edge, 0x5eed);

const isShown = ({ from, to }: EdgeColumns, slot: number, mask: Uint8Array): boolean =>
  mask[from[slot] as number] === 1 && mask[to[slot] as number] === 1;

/** The nodes that one of two masks shows and the other does not; later ones were not there before. */
function turnedBetween(before: Uint8Array, now: Uint8Array): number[] {
  const turned: number[] = [];
  const isSame = Buffer.compare(before, now.subarray(0, before.length)) === 0;
  for (let id = isSame ? before.length : 0; id < now.length; id++) {
    if (now[id] !== (before[id] ?? 0)) turned.push(id);
  }
  return turned;
}
