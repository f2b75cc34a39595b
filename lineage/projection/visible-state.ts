import { createHash } from 'node:crypto';
import { OPEN_LABEL } from '../domain/algorithms/adjacency.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { CatalogFacts } from './catalog-facts.ts';
import type { Graph } from './graph.ts';
import { JOB, type NodeTable } from './node-table.ts';
import { Sum, type Word, wordOf, wordsOf } from './word.ts';

/** What a state is taken from. */
export interface StateSource {
  readonly nodes: NodeTable;
  readonly catalog: CatalogFacts;
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
 * Cost of `token`: nothing while nothing changed; the nodes when one changed, as for the mask; the edges added or
 * superseded since the last time, all of them when the graph was laid out anew or the mask shows other nodes. Sums of
 * 64 bits: two states that were meant to differ have one name with a chance of 2^-64; nobody is let through by it.
 */
export class VisibleState {
  readonly #purpose: string;
  readonly #refs: Word[] = [];
  readonly #facts = new WeakMap<object, Word>();
  #mask: Uint8Array | undefined;
  #graph: Graph | undefined;
  #edgeCount = 0;
  #supersessions = 0;
  #edges = new Sum();
  #jobs = new Set<number>();
  #nodesVersion = -1;
  #catalogVersion = -1;
  #rest = new Sum();
  #token: string | undefined;

  /** @param purpose goes into every token: tokens of two visibilities cannot be compared. */
  constructor(purpose: string) {
    this.#purpose = purpose;
  }

  /** The name of what the mask shows. */
  token(source: StateSource, mask: Uint8Array): string {
    const edges = this.#followEdges(source, mask);
    const nodes = this.#nodesVersion !== source.nodes.version || this.#catalogVersion !== source.catalog.version;
    if (edges || nodes) {
      this.#sumRest(source, mask);
      this.#token = undefined;
    }
    this.#token ??= createHash('sha256')
      .update([FORM, this.#purpose, this.#edges.print(), this.#rest.print()].join('\n'))
      .digest('base64url')
      .slice(0, 22);
    return this.#token;
  }

  /** Brings the sum of edges up to date; true when anything was done. */
  #followEdges(source: StateSource, mask: Uint8Array): boolean {
    const { graph } = source;
    const anew = this.#graph !== graph || this.#mask === undefined || !showsTheSame(this.#mask, mask);
    if (!anew && this.#edgeCount === graph.count && this.#supersessions === graph.supersessions) return false;
    if (anew || graph.reopened) {
      this.#edges = new Sum();
      this.#jobs = new Set();
      for (let slot = 0; slot < graph.count; slot++) this.#addEdge(source, mask, slot, true);
    } else {
      for (let slot = this.#edgeCount; slot < graph.count; slot++) this.#addEdge(source, mask, slot, false);
      for (const slot of graph.supersededSince(this.#supersessions)) this.#addSuperseded(source, mask, slot);
    }
    [this.#graph, this.#mask] = [graph, mask];
    [this.#edgeCount, this.#supersessions] = [graph.count, graph.supersessions];
    return true;
  }

  #addEdge(source: StateSource, mask: Uint8Array, slot: number, withSupersession: boolean): void {
    const { columns } = source.graph;
    const word = this.#edgeWord(source, mask, slot);
    if (word === null) return;
    this.#jobs.add(columns.job[slot] as number);
    this.#edges.add(word);
    // Born superseded, or superseded before this state was first asked for.
    if (withSupersession) this.#addSuperseded(source, mask, slot);
    else if (columns.recordedTo[slot] !== OPEN_LABEL && !source.graph.isSupersededHere(slot)) {
      this.#addSuperseded(source, mask, slot);
    }
  }

  #addSuperseded(source: StateSource, mask: Uint8Array, slot: number): void {
    if (source.graph.columns.recordedTo[slot] === OPEN_LABEL) return;
    const word = this.#edgeWord(source, mask, slot);
    if (word !== null) this.#edges.add(wordsOf(word, 0x5eed));
  }

  #edgeWord({ graph, nodes }: StateSource, mask: Uint8Array, slot: number): Word | null {
    const { columns, instants } = graph;
    const [from, to] = [columns.from[slot] as number, columns.to[slot] as number];
    if (mask[from] !== 1 || mask[to] !== 1) return null;
    const instant = (labels: Int32Array): number => instants.instantOf(labels[slot] as number) ?? -1;
    return wordsOf(
      this.#ref(nodes, from),
      this.#ref(nodes, to),
      this.#ref(nodes, columns.job[slot] as number),
      columns.transformation[slot] as number,
      instant(columns.validFrom),
      columns.validTo[slot] === OPEN_LABEL ? -2 : instant(columns.validTo),
    );
  }

  /** Facts of visible nodes, and of agencies and partners, which everybody sees. A node without facts shows by its edges. */
  #sumRest({ nodes, catalog }: StateSource, mask: Uint8Array): void {
    const rest = new Sum();
    for (let id = 0; id < nodes.count; id++) {
      const facts = nodes.factsOf(id);
      if (facts === null) continue;
      const visible = nodes.kind(id) === JOB ? this.#jobs.has(id) : mask[id] === 1;
      if (visible) rest.add(wordsOf(this.#ref(nodes, id), this.#factsWord(facts)));
    }
    for (const { record, code, facts } of catalog.records()) rest.add(wordOf(canonicalJson([record, code, facts])));
    this.#rest = rest;
    [this.#nodesVersion, this.#catalogVersion] = [nodes.version, catalog.version];
  }

  #ref(nodes: NodeTable, id: number): Word {
    this.#refs[id] ??= wordOf(nodes.ref(id));
    return this.#refs[id];
  }

  #factsWord(facts: object): Word {
    const known = this.#facts.get(facts);
    if (known !== undefined) return known;
    const word = wordOf(canonicalJson(facts));
    this.#facts.set(facts, word);
    return word;
  }
}

/** Whether two masks show the same nodes; one that shows later nodes as well does not. */
function showsTheSame(before: Uint8Array, now: Uint8Array): boolean {
  if (before === now) return true;
  if (Buffer.compare(before, now.subarray(0, before.length)) !== 0) return false;
  // New nodes have no edges from before.
  return now.length >= before.length;
}
