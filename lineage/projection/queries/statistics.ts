import { Meter } from '../../domain/algorithms/allowance.ts';
import type { Cut } from '../../domain/algorithms/closure.ts';
import { components } from '../../domain/algorithms/components.ts';
import { cycles } from '../../domain/algorithms/cycles.ts';
import { digraphOf } from '../../domain/algorithms/digraph.ts';
import { generations } from '../../domain/algorithms/generations.ts';
import { looseEnds } from '../../domain/algorithms/loose-ends.ts';
import type { EdgeLevel } from '../../domain/graph-record.ts';
import type { Instant } from '../../domain/instant.ts';
import { type AnswerHead, type Asked, answerHead } from '../answers.ts';
import { DATASET, FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { compareText } from './order.ts';
import { WORK_BUDGET } from './work-budget.ts';

/** Question: what the graph is like as a whole. */
export interface StatisticsQuery extends Asked {
  readonly level: EdgeLevel;
  /** Most edges and nodes looked at; `WORK_BUDGET` unless given. */
  readonly budget?: number;
  /** See `Allowance`. */
  readonly isLate?: () => boolean;
}

/** What the graph is like; everything in it is empty with the reason BUDGET. */
export interface Statistics {
  /** Datasets or columns: those of the catalog, and what else is on an edge of the time. */
  readonly nodes: number;
  /** Pairs of them between which data flows directly, however many edges there are. */
  readonly edges: number;
  /**
   * References of the nodes of each group that data goes round in: the largest first, then by reference; a node that
   * feeds itself is a group.
   */
  readonly cycles: readonly (readonly string[])[];
  /** How many nodes each generation has; see `generations`. */
  readonly generations: readonly number[];
  /** References of nodes of the catalog that nothing flows in or out of, sorted. */
  readonly orphans: readonly string[];
  /** References of nodes that data flows out of and not into, sorted. */
  readonly origins: readonly string[];
  /** References of nodes that data flows into and not out of, sorted. */
  readonly deadEnds: readonly string[];
}

/** Answer to `statistics`. */
export type StatisticsAnswer = AnswerHead & Statistics;

/** Most statistics that are kept for one projection. */
const MOST_KEPT = 16;
const kept = new WeakMap<Projection, { revision: number; readonly byQuestion: Map<string, StatisticsAnswer> }>();

/**
 * Cycles, generations and loose ends of all that whoever asks sees, on one level; what is hidden is left out, and where
 * it would be opaque the reason PERMISSION says so. Cost: O(nodes + edges) the first time;
 * kept until the graph changes, so that pages of one answer are cheap.
 */
export function statistics(projection: Projection, query: StatisticsQuery): StatisticsAnswer {
  const known = keptStatistics(projection, query);
  if (known !== undefined) return known;
  const answer = compute(projection, query);
  keepStatistics(projection, query, answer);
  return answer;
}

/** The answer to a question that was asked before, while the graph is what it was. */
export function keptStatistics(projection: Projection, query: StatisticsQuery): StatisticsAnswer | undefined {
  const found = keptOf(projection).get(keyOf(projection, query));
  return found && { ...found, asOf: query.asOf, asRecorded: query.asRecorded ?? null };
}

/** Keeps an answer, if the graph still is what it was computed from. */
export function keepStatistics(projection: Projection, query: StatisticsQuery, answer: StatisticsAnswer): void {
  // What was cut by time may be found out next time.
  if (answer.revision !== projection.revision || answer.reasons.some(({ code }) => code === 'BUDGET')) return;
  const answers = keptOf(projection);
  answers.set(keyOf(projection, query), answer);
  const oldest = answers.keys().next();
  if (answers.size > MOST_KEPT && oldest.done !== true) answers.delete(oldest.value);
}

function keptOf(projection: Projection): Map<string, StatisticsAnswer> {
  const { revision } = projection;
  const known = kept.get(projection);
  const { byQuestion } = known?.revision === revision ? known : { byQuestion: new Map<string, StatisticsAnswer>() };
  kept.set(projection, { revision, byQuestion });
  return byQuestion;
}

function keyOf({ graph }: Projection, query: StatisticsQuery): string {
  const { valid, recorded } = graph.window(query.asOf, query.asRecorded ?? null);
  const { level, visibility, budget = null, portions = 1 } = query;
  return JSON.stringify([level, valid, recorded, visibility?.key ?? null, budget, portions]);
}

const NOTHING: Statistics = {
  nodes: 0,
  edges: 0,
  cycles: [],
  generations: [],
  orphans: [],
  origins: [],
  deadEnds: [],
};

function compute(projection: Projection, query: StatisticsQuery): StatisticsAnswer {
  const nothing = (cut: Cut): StatisticsAnswer => ({ ...answerHead(projection, query, cut), ...NOTHING });
  const mask = projection.mask(query.visibility ?? null);
  const window = projection.graph.window(query.asOf, query.asRecorded ?? null);
  const { budget: portion = WORK_BUDGET, portions = 1, isLate } = query;
  const budget = portion * portions;
  const search = { forward: projection.graph.forward, window, mask, budget, isLate };
  const ids = nodesOf(projection, query.level, mask);
  const meter = new Meter(search);
  if (!meter.spend(projection.nodes.count)) return nothing('BUDGET');
  const { graph, cut } = digraphOf(search, ids, meter);
  if (cut !== null) return nothing(cut);
  const parts = components(graph);
  const ends = looseEnds(graph);
  const refs = (numbers: readonly number[]): string[] =>
    numbers.map((number) => projection.nodes.ref(ids[number] as number)).sort();
  // A name or a column of old that nothing flows through at the time is not part of the graph then.
  const orphans = ends.orphans.filter((number) => isThere(projection, ids[number] as number, query.asOf));
  const isUsed = (number: number): boolean => graph.offsets[number] !== graph.offsets[number + 1];
  const absent = ends.orphans.length - new Set([...orphans, ...ends.orphans.filter(isUsed)]).size;
  const { count, generationOf } = generations(graph, parts);
  const sizes = new Array<number>(count).fill(0);
  for (const generation of generationOf) sizes[generation] = (sizes[generation] as number) + 1;
  if (absent > 0) sizes[0] = (sizes[0] as number) - absent;
  const isOpaque = query.visibility?.hidden === 'OPAQUE';
  const hides = isOpaque && ids.length < nodesOf(projection, query.level, null).length;
  return {
    ...answerHead(projection, query, hides ? 'PERMISSION' : null),
    nodes: ids.length - absent,
    edges: graph.ends.length,
    cycles: cycles(graph, parts)
      .map(refs)
      .sort((a, b) => b.length - a.length || compareText(a[0] ?? '', b[0] ?? '')),
    generations: sizes.filter((size) => size > 0),
    orphans: refs(orphans),
    origins: refs(ends.origins),
    deadEnds: refs(ends.deadEnds),
  };
}

/** All nodes of a level that are seen. */
function nodesOf({ nodes }: Projection, level: EdgeLevel, mask: Uint8Array | null): Int32Array {
  const kind = level === 'DATASET' ? DATASET : FIELD;
  const ids = new Int32Array(nodes.count);
  let tail = 0;
  for (let id = 0; id < nodes.count; id++) {
    if (nodes.kinds[id] === kind && (mask === null || mask[id] === 1)) ids[tail++] = id;
  }
  return ids.slice(0, tail);
}

/** Whether the catalog knows a dataset, or knows a column that was not dropped yet. */
function isThere({ nodes }: Projection, id: number, asOf: Instant): boolean {
  if (nodes.datasetFacts(nodes.dataset(id)) === null) return false;
  if (nodes.kind(id) === DATASET) return true;
  const dropped = nodes.fieldFacts(id)?.dropped;
  return dropped === null || (dropped !== undefined && asOf < dropped);
}
