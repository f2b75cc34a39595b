import { forEachEdge } from '../../domain/algorithms/adjacency.ts';
import { Meter } from '../../domain/algorithms/allowance.ts';
import { passes } from '../../domain/algorithms/expand.ts';
import type { Instant } from '../../domain/instant.ts';
import { type Answer, answerHead, unknownNode } from '../answers.ts';
import { FIELD, JOB } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { type Around, type AroundQuery, around, distancesOf } from './around.ts';
import {
  byEnds,
  describeEdge,
  describeNode,
  LINEAGE_EDGES,
  LINEAGE_NODES,
  type LineageEdge,
  type LineageNode,
} from './listed.ts';
import { compareText } from './order.ts';
import { visibleNode } from './start.ts';
import { WORK_BUDGET } from './work-budget.ts';

/** Question: how the graph around a node at `asOf` differs from what it was before. */
export interface LineageDiffQuery extends AroundQuery {
  /** The other instant, the earlier one. */
  readonly before: Instant;
  /** Most edges compared; `WORK_BUDGET` unless given. */
  readonly workBudget?: number;
  /** Most nodes and datasets listed, of each `LINEAGE_NODES` unless given; the nearest are kept. */
  readonly maxNodes?: number;
  /** Most edges listed, `LINEAGE_EDGES` unless given; the nearest are kept. */
  readonly maxEdges?: number;
}

/** At the later instant only, or at the earlier one only. */
export type Difference = 'ADDED' | 'REMOVED';

/** A node of one of the two graphs; its distance is the one that it has there. */
export type NodeDifference = LineageNode & { readonly change: Difference };

/** An edge of one of the two graphs, as it stands there. */
export type EdgeDifference = LineageEdge & {
  readonly change: Difference;
  /** Hops from the node asked about to its farther end. */
  readonly distance: number;
};

/** A list of what differs: how many of each kind, and those that are listed, nearest first. */
export interface Differences<T> {
  readonly added: number;
  readonly removed: number;
  readonly listed: readonly T[];
}

/**
 * Answer: what `lineage` of the same question lists at one of the instants and not at the other. An edge is its ends, its
 * job and its transformation: another version of it, with another time, is no difference. What cannot be known because
 * a budget ended a walk is not told.
 */
export type LineageDiffAnswer = Answer<{
  readonly nodes: Differences<NodeDifference>;
  readonly edges: Differences<EdgeDifference>;
  /** Datasets of which anything is reached at one instant, and nothing at the other. */
  readonly datasets: Differences<NodeDifference>;
  /** The ends of the edges listed, those that differ and those that do not. */
  readonly ends: readonly LineageNode[];
}>;

/** One of the two graphs. */
interface Side extends Around {
  readonly distances: ReadonlyMap<number, number>;
  /** Whether all of it is known. */
  readonly isWhole: boolean;
}

/**
 * How the graph around a node differs between two instants. Cost: two walks, the edges of what both reached, and
 * sorting what differs.
 */
export function lineageDiff(projection: Projection, query: LineageDiffQuery): LineageDiffAnswer {
  const seen = projection.mask(query.visibility ?? null);
  const node = visibleNode(projection, query.of, seen);
  if (node === undefined) return unknownNode(projection, query.of, seen);
  const [before, after] = [query.before, query.asOf].map((asOf) => sideOf(projection, node, { ...query, asOf }));
  if (before === undefined || after === undefined) throw new Error('two instants give two sides');
  const { maxNodes = LINEAGE_NODES, maxEdges = LINEAGE_EDGES } = query;

  const compared = differingEdges(projection, before, after, query);
  const edges = edgeDifferences(projection, compared, before, after, maxEdges);
  const nodes = nodeDifferences(projection, before, before.distances, after, after.distances, maxNodes);
  const [datasetsBefore, datasetsAfter] = [before, after].map(({ distances }) => datasetsOf(projection, distances));
  const datasets = nodeDifferences(
    projection,
    before,
    datasetsBefore ?? new Map(),
    after,
    datasetsAfter ?? new Map(),
    maxNodes,
  );
  const isCut = compared.isCut || [nodes, edges, datasets].some((of) => of.listed.length < of.added + of.removed);
  const cuts = [before, after].flatMap(({ reaches }) => reaches.flatMap(({ cut, lacks }) => [cut, lacks]));
  return {
    ...answerHead(projection, query, ...cuts, isCut ? 'BUDGET' : null),
    nodes,
    edges,
    datasets,
    ends: endsOf(projection, edges.listed, before, after),
  };
}

function sideOf(projection: Projection, node: number, query: AroundQuery): Side {
  const found = around(projection, node, query);
  const isWhole = !projection.lacks.includes('BUDGET') && found.reaches.every(({ cut }) => cut !== 'BUDGET');
  return { ...found, distances: distancesOf(found), isWhole };
}

/** Nearest datasets of what was reached; names from outside count as what they are. */
function datasetsOf({ nodes }: Projection, distances: ReadonlyMap<number, number>): Map<number, number> {
  const found = new Map<number, number>();
  for (const [id, distance] of distances) {
    const kind = nodes.kind(id);
    if (kind === JOB) continue;
    const dataset = kind === FIELD ? nodes.dataset(id) : id;
    found.set(dataset, Math.min(distance, found.get(dataset) ?? Number.POSITIVE_INFINITY));
  }
  return found;
}

function nodeDifferences(
  projection: Projection,
  before: Side,
  inBefore: ReadonlyMap<number, number>,
  after: Side,
  inAfter: ReadonlyMap<number, number>,
  most: number,
): Differences<NodeDifference> {
  const only = (these: ReadonlyMap<number, number>, those: ReadonlyMap<number, number>, isKnown: boolean) =>
    isKnown ? [...these].filter(([id]) => !those.has(id)) : [];
  const added = only(inAfter, inBefore, before.isWhole);
  const removed = only(inBefore, inAfter, after.isWhole);
  const told =
    (change: Difference) =>
    ([id, distance]: readonly [number, number]) => ({ id, distance, change });
  const all = [...added.map(told('ADDED')), ...removed.map(told('REMOVED'))];
  const listed = nearest(all, most)
    .map(({ id, distance, change }): NodeDifference => ({ ...describeNode(projection, id, distance), change }))
    .sort((a, b) => a.distance - b.distance || compareText(a.change, b.change) || compareText(a.ref, b.ref));
  return { added: added.length, removed: removed.length, listed: listed.slice(0, most) };
}

/** Slots of edges of one side that the other does not have. */
interface DifferingEdges {
  readonly added: readonly number[];
  readonly removed: readonly number[];
  readonly isCut: boolean;
}

function differingEdges(
  projection: Projection,
  before: Side,
  after: Side,
  { workBudget = WORK_BUDGET, isLate }: LineageDiffQuery,
): DifferingEdges {
  const { columns } = projection.graph;
  const view = projection.graph.view();
  const meter = new Meter({ budget: workBudget, isLate });
  const added: number[] = [];
  const removed: number[] = [];
  const isIn = (side: Side, slot: number): boolean =>
    view.isLive(slot, side.window) &&
    passes(side.filter, slot) === 1 &&
    side.distances.has(columns.from[slot] as number) &&
    side.distances.has(columns.to[slot] as number);
  // Of a side that is not whole the times of an edge may be known, and what else is around not.
  const isOut = (side: Side, slot: number): boolean => side.isWhole || !view.isLive(slot, side.window);
  const keyOf = (slot: number): string => `${columns.to[slot]} ${columns.job[slot]} ${columns.transformation[slot]}`;
  const compare = (id: number): void => {
    const [slotsBefore, slotsAfter]: [number[], number[]] = [[], []];
    let both = 0;
    forEachEdge(view.forward, id, (_end, slot) => {
      const [was, is] = [isIn(before, slot), isIn(after, slot)];
      if (was) slotsBefore.push(slot);
      if (is) slotsAfter.push(slot);
      if (was && is) both++;
      meter.spend(1);
    });
    if (both === slotsBefore.length && both === slotsAfter.length) return;
    take(slotsAfter, slotsBefore, before, added);
    take(slotsBefore, slotsAfter, after, removed);
  };
  const take = (these: readonly number[], those: readonly number[], other: Side, into: number[]): void => {
    const known = new Set(those.map(keyOf));
    const first = new Map<string, number>();
    for (const slot of these) {
      const key = keyOf(slot);
      if (known.has(key) || !isOut(other, slot)) continue;
      const told = first.get(key);
      if (told === undefined || isEarlier(slot, told)) first.set(key, slot);
    }
    for (const slot of first.values()) into.push(slot);
  };
  // Of versions of one edge that are there at once the first one is told, whatever the order that they stand in.
  const isEarlier = (slot: number, than: number): boolean => {
    for (const labels of [columns.validFrom, columns.recordedFrom, columns.validTo]) {
      const [here, there] = [labels[slot] as number, labels[than] as number];
      if (here !== there) return here < there;
    }
    return false;
  };
  for (const { distances, isSecond } of [
    { distances: before.distances, isSecond: false },
    { distances: after.distances, isSecond: true },
  ]) {
    for (const id of distances.keys()) {
      if (isSecond && before.distances.has(id)) continue;
      if (!meter.spend(1)) return { added, removed, isCut: true };
      compare(id);
    }
  }
  return { added, removed, isCut: meter.isOver };
}

function edgeDifferences(
  projection: Projection,
  { added, removed }: DifferingEdges,
  before: Side,
  after: Side,
  most: number,
): Differences<EdgeDifference> {
  const { columns } = projection.graph;
  const told =
    (change: Difference, { distances }: Side) =>
    (slot: number) => {
      const [from, to] = [columns.from[slot] as number, columns.to[slot] as number];
      return { slot, change, distance: Math.max(distances.get(from) ?? 0, distances.get(to) ?? 0) };
    };
  const all = [...added.map(told('ADDED', after)), ...removed.map(told('REMOVED', before))];
  const listed = nearest(all, most)
    .map(({ slot, change, distance }): EdgeDifference => ({ ...describeEdge(projection, slot), change, distance }))
    .sort((a, b) => a.distance - b.distance || compareText(a.change, b.change) || byEnds(a, b));
  return { added: added.length, removed: removed.length, listed: listed.slice(0, most) };
}

/** What differs at the least distances, down to where there is enough: what is farther need not be sorted. */
function nearest<T extends { readonly distance: number }>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  const counts: number[] = [];
  for (const { distance } of all) counts[distance] = (counts[distance] ?? 0) + 1;
  let farthest = 0;
  for (let enough = counts[0] ?? 0; enough < most; enough += counts[farthest] ?? 0) farthest++;
  return all.filter(({ distance }) => distance <= farthest);
}

/** The ends of edges, each once, by reference. */
function endsOf(
  projection: Projection,
  edges: readonly EdgeDifference[],
  before: Side,
  after: Side,
): readonly LineageNode[] {
  const ends = new Map<string, LineageNode>();
  for (const { from, to, change } of edges) {
    for (const ref of [from, to]) {
      const id = projection.nodes.find(ref);
      if (id === undefined || ends.has(ref)) continue;
      const { distances } = change === 'ADDED' ? after : before;
      ends.set(ref, describeNode(projection, id, distances.get(id) ?? 0));
    }
  }
  return [...ends.values()].sort((a, b) => compareText(a.ref, b.ref));
}
