import { forEachEdge, OPEN_LABEL } from '../../domain/algorithms/adjacency.ts';
import { plainName } from '../../domain/names/name-code.ts';
import { nameOfField } from '../../domain/node-ref.ts';
import { DATASET } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import { compareText } from './order.ts';

/** Why a dataset may be what a name means. */
export const SUGGESTION_REASONS = ['COLUMNS', 'NAME', 'NEIGHBOURS'] as const;

/** One of them, and how much alike the two are in it: above 0, at most 1. */
export interface SuggestionReason {
  readonly code: (typeof SUGGESTION_REASONS)[number];
  readonly likeness: number;
}

/** A dataset that a name may be. */
export interface NameSuggestion {
  readonly dataset: string;
  /** Above 0, at most 1. */
  readonly score: number;
  readonly reasons: readonly SuggestionReason[];
}

/** What each reason weighs; together 1. */
const WEIGHTS = { COLUMNS: 0.5, NAME: 0.3, NEIGHBOURS: 0.2 } as const;
/** A score below is chance. */
const LEAST_SCORE = 0.1;
/** Most suggestions of one name, columns and neighbours that are compared, and datasets that share one of them. */
export const MOST_SUGGESTIONS = 10;
const MOST_FEATURES = 500;
const MOST_SHARING = 2_000;

/** Letters without marks, small; `Đ` is a letter of its own that has no decomposition. */
const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

/** Pairs of letters of the last part of a name, which is the table's in most. */
function pairsOf(name: string): string[] {
  const last =
    folded(name)
      .split(/[./\\:]/)
      .findLast((part) => part !== '') ?? '';
  const letters = `^${last.replace(/[^\p{L}\p{N}]+/gu, '_').slice(0, 128)}$`;
  return [...new Set(Array.from({ length: letters.length - 1 }, (_, i) => letters.slice(i, i + 2)))];
}

/** Datasets by what they have: names of columns, and pairs of letters of names that are known to be theirs. */
interface Index {
  readonly version: number;
  readonly columns: ReadonlyMap<string, readonly number[]>;
  readonly pairs: ReadonlyMap<string, readonly number[]>;
  readonly sizes: ReadonlyMap<number, { readonly columns: number; readonly pairs: number }>;
}

const indexes = new WeakMap<Projection, Index>();

/** Cost: all datasets and their columns, once until nodes or names change. */
function indexOf(projection: Projection): Index {
  const { nodes, names } = projection;
  const version = nodes.version + names.version;
  const known = indexes.get(projection);
  if (known?.version === version) return known;
  const [columns, pairs] = [new Map<string, number[]>(), new Map<string, number[]>()];
  const sizes = new Map<number, { columns: number; pairs: number }>();
  const note = (index: Map<string, number[]>, feature: string, dataset: number): void => {
    const sharing = index.get(feature);
    if (sharing === undefined) index.set(feature, [dataset]);
    else if (sharing.length < MOST_SHARING) sharing.push(dataset);
  };
  for (let id = 0; id < nodes.count; id++) {
    if (nodes.kind(id) !== DATASET || nodes.datasetFacts(id) === null) continue;
    const own = columnsOf(projection, nodes.ref(id));
    const spelled = [nodes.ref(id), ...names.standingAt(nodes.ref(id)).map(plainName)];
    const letters = new Set(spelled.flatMap(pairsOf));
    for (const column of own) note(columns, column, id);
    for (const pair of letters) note(pairs, pair, id);
    sizes.set(id, { columns: own.size, pairs: letters.size });
  }
  const index = { version, columns, pairs, sizes };
  indexes.set(projection, index);
  return index;
}

/** Names of the columns that a schema of a dataset or name lists, folded. */
function columnsOf({ nodes }: Projection, ref: string): Set<string> {
  const id = nodes.find(ref);
  const listed =
    id === undefined ? [] : nodes.fieldsOf(id).filter((field) => nodes.fieldFacts(field)?.dropped === null);
  return new Set(listed.slice(0, MOST_FEATURES).map((field) => folded(nameOfField(nodes.ref(field)))));
}

/**
 * Datasets that a name may be, the likeliest first, then by reference: how many names of columns they share (Jaccard
 * 1901), how alike a name known to be theirs or their code is (Dice 1945, over pairs of letters without marks), and how
 * many of their neighbours in lineage are the same. Of the same graph and the same seen datasets always the same.
 *
 * Cost: the datasets that share a column, a pair of letters or a neighbour, bounded.
 * @param place where the name stands.
 * @param mask datasets that whoever asks sees; null for all.
 */
export function nameSuggestions(projection: Projection, place: string, mask: Uint8Array | null): NameSuggestion[] {
  const { nodes, names } = projection;
  const index = indexOf(projection);
  const spelled = [place, ...names.standingAt(place)];
  const columns = new Set(spelled.flatMap((name) => [...columnsOf(projection, name)]));
  const pairs = new Set(spelled.map(plainName).flatMap(pairsOf));
  const sees = (id: number): boolean => mask === null || mask[id] === 1;
  const shared = (features: ReadonlySet<string>, by: ReadonlyMap<string, readonly number[]>): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const feature of [...features].slice(0, MOST_FEATURES))
      for (const dataset of by.get(feature) ?? []) counts.set(dataset, (counts.get(dataset) ?? 0) + 1);
    return counts;
  };
  const likeness = new Map<number, Map<SuggestionReason['code'], number>>();
  const say = (dataset: number, code: SuggestionReason['code'], value: number): void => {
    if (!sees(dataset) || value <= 0) return;
    const said = likeness.get(dataset) ?? new Map<SuggestionReason['code'], number>();
    likeness.set(dataset, said.set(code, value));
  };
  for (const [id, count] of shared(columns, index.columns))
    say(id, 'COLUMNS', count / (columns.size + (index.sizes.get(id)?.columns ?? 0) - count));
  for (const [id, count] of shared(pairs, index.pairs))
    say(id, 'NAME', (2 * count) / (pairs.size + (index.sizes.get(id)?.pairs ?? 0)));
  const own = neighboursOf(projection, nodes.find(place), sees);
  for (const [id, count] of besideThem(projection, own, sees)) {
    if (!index.sizes.has(id)) continue;
    say(id, 'NEIGHBOURS', count / (own.size + neighboursOf(projection, id, sees).size - count));
  }
  return [...likeness]
    .map(([id, said]): NameSuggestion => {
      const reasons = SUGGESTION_REASONS.flatMap((code) => {
        const value = said.get(code);
        return value === undefined ? [] : [{ code, likeness: rounded(value) }];
      });
      const score = reasons.reduce((sum, { code, likeness: value }) => sum + WEIGHTS[code] * value, 0);
      return { dataset: nodes.ref(id), score: rounded(score), reasons };
    })
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score || compareText(a.dataset, b.dataset))
    .slice(0, MOST_SUGGESTIONS);
}

/** Equal on every machine, and as many digits as mean something. */
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

/** Whether an edge is what is known now, at whatever time it flows. */
const isKnown = ({ columns }: Projection['graph'], slot: number): boolean => columns.recordedTo[slot] === OPEN_LABEL;

/** What stands beside a node, told apart by the side: `>` feeds it, `<` is fed by it. */
function neighboursOf({ graph }: Projection, id: number | undefined, sees: (id: number) => boolean): Set<string> {
  const found = new Set<string>();
  if (id === undefined) return found;
  for (const [side, adjacency] of [['<', graph.forward] as const, ['>', graph.backward] as const]) {
    forEachEdge(adjacency, id, (end, slot) => {
      if (found.size < MOST_FEATURES && end !== id && sees(end) && isKnown(graph, slot)) found.add(`${side}${end}`);
    });
  }
  return found;
}

/** Nodes that have some of the same neighbours on the same sides, and how many. */
function besideThem(
  { graph }: Projection,
  neighbours: ReadonlySet<string>,
  sees: (id: number) => boolean,
): Map<number, number> {
  const counts = new Map<number, number>();
  for (const neighbour of neighbours) {
    const others = new Set<number>();
    const back = neighbour.startsWith('<') ? graph.backward : graph.forward;
    forEachEdge(back, Number(neighbour.slice(1)), (end, slot) => {
      if (others.size < MOST_SHARING && sees(end) && isKnown(graph, slot)) others.add(end);
    });
    for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1);
  }
  return counts;
}
