import { codeOf } from './code-of.ts';
import { ensureNode } from './ensure-node.ts';
import { type EdgeRecord, edgeKey } from './graph-record.ts';
import type { GraphState } from './graph-state.ts';
import type { Instant } from './instant.ts';
import type { RawEdge } from './memory.ts';
import { datasetOfField, fieldRef, kindOfRef, nameOfField } from './node-ref.ts';
import type { Transformation } from './transformations.ts';

/*
 * A name from outside that is linked to a dataset of the catalog lends it its edges; its columns are those of equal
 * name. What was observed is remembered with the dataset (`linked` records), because several names can lend the same
 * edge, and taking a link back must leave what the others lend.
 *
 * Observed edges end at names only, never at codes of the catalog: a producer cannot write beside a dataset without
 * somebody who answers for it having said so. So every observed edge at a dataset comes from a name linked to it.
 */

/** An edge as observed, without times. */
export interface RawEnds {
  readonly job: string;
  readonly from: string;
  readonly to: string;
  readonly transformation: Transformation | null;
}

/** When an edge holds. */
export interface Interval {
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
}

/** The dataset of a dataset's or column's reference. */
export const datasetOf = (ref: string): string => (kindOfRef(ref) === 'FIELD' ? datasetOfField(ref) : ref);

/** Whether a reference is of a dataset of the catalog, or of its column. */
export const isCatalog = (ref: string): boolean => !ref.includes('|');

/** Where a name's dataset or column is, as far as links say. */
export function resolve(state: GraphState, ref: string): string {
  const name = datasetOf(ref);
  return moved(ref, state.fact('link', codeOf(name))?.dataset ?? null);
}

/** The reference of a name's dataset or column when the name is a dataset; itself for null. */
export const moved = (ref: string, dataset: string | null): string =>
  dataset === null ? ref : kindOfRef(ref) === 'FIELD' ? fieldRef(dataset, nameOfField(ref)) : dataset;

/**
 * States when an observed edge holds, and puts what that makes of the graph.
 * @param how `join`: from the earlier start on, for ever where either is; `replace`: just this.
 */
export function stateEdge(
  state: GraphState,
  raw: RawEnds,
  interval: Interval,
  how: 'join' | 'replace',
  at: Instant,
): void {
  const [from, to] = [resolve(state, raw.from), resolve(state, raw.to)];
  for (const ref of [raw.from, raw.to, from, to, raw.job]) ensureNode(state, ref);
  const lent = lenders(from, to);
  if (lent.size === 0) {
    const known = how === 'join' ? state.openEdge(raw.job, from, to, raw.transformation) : undefined;
    putInterval(state, { ...raw, from, to }, known === undefined ? interval : join(interval, intervalOf(known)), at);
    return;
  }
  for (const dataset of lent) lend(state, dataset, raw, interval, how);
  restate(state, { ...raw, from, to }, at);
}

/** Links a name to a dataset, or takes its link back (null); its edges move, and what was known before stays known. */
export function linkName(state: GraphState, name: string, dataset: string | null, at: Instant): void {
  const code = codeOf(name);
  const before = state.fact('link', code)?.dataset ?? null;
  if (before === dataset) return;
  ensureNode(state, name);
  const edges = rawEdgesOf(state, name);
  const left = edges.map(([job, from, to, transformation]) => ({
    job,
    from: resolve(state, from),
    to: resolve(state, to),
    transformation,
  }));
  state.put({ record: 'link', code, facts: { name, dataset } });
  if (before !== null) forget(state, before);
  if (dataset !== null) {
    ensureNode(state, dataset);
    if (state.fact('linked', codeOf(dataset)) === undefined) putLinked(state, dataset, []);
  }
  // All is remembered before anything is put, so that no edge shows how far the move has got.
  const arrived = edges.map(([job, rawFrom, rawTo, transformation, validFrom, validTo]): [RawEnds, Interval] => {
    const raw = { job, from: rawFrom, to: rawTo, transformation };
    const [from, to] = [resolve(state, rawFrom), resolve(state, rawTo)];
    for (const ref of [rawFrom, rawTo, from, to]) ensureNode(state, ref);
    for (const lent of lenders(from, to)) lend(state, lent, raw, { validFrom, validTo }, 'replace');
    return [
      { ...raw, from, to },
      { validFrom, validTo },
    ];
  });
  for (const [ends, interval] of arrived) {
    if (lenders(ends.from, ends.to).size === 0) putInterval(state, ends, interval, at);
    else restate(state, ends, at);
  }
  for (const ends of left) restate(state, ends, at);
}

/** Datasets of the catalog at the ends of an edge. */
const lenders = (from: string, to: string): ReadonlySet<string> => new Set([from, to].filter(isCatalog).map(datasetOf));

/** Every observed edge with an end at a name. Reads the open edges at the name and its columns, and `linked` records. */
export function rawEdgesOf(state: GraphState, name: string): RawEdge[] {
  const found = new Map<string, RawEdge>();
  const add = (edge: RawEdge): void => void found.set(rawKey(edge), edge);
  const touches = (ref: string): boolean => datasetOf(ref) === name;
  const lentTo = (dataset: string): void => {
    for (const edge of state.fact('linked', codeOf(dataset))?.raw ?? [])
      if (touches(edge[1]) || touches(edge[2])) add(edge);
  };
  const linked = state.fact('link', codeOf(name))?.dataset ?? null;
  if (linked !== null) lentTo(linked);
  for (const node of [name, ...state.fieldsOf(name)]) {
    for (const { job, from, to, transformation, validFrom, validTo } of state.openEdgesAt(node)) {
      const elsewhere = [from, to].filter(isCatalog).map(datasetOf);
      for (const dataset of elsewhere) lentTo(dataset);
      // An observed edge always has a start.
      if (elsewhere.length === 0) add([job, from, to, transformation, validFrom ?? 0, validTo]);
    }
  }
  return [...found.values()];
}

/** Puts the edge that all that is observed between two places makes; ends it where nothing does. */
function restate(state: GraphState, ends: RawEnds, at: Instant): void {
  const dataset = [ends.from, ends.to].filter(isCatalog).map(datasetOf)[0];
  // Between names nobody lends: `stateEdge` has put it, or it has moved.
  const lent = dataset === undefined ? [] : (state.fact('linked', codeOf(dataset))?.raw ?? []);
  const intervals = lent
    .filter(
      ([job, from, to, transformation]) =>
        job === ends.job &&
        transformation === ends.transformation &&
        resolve(state, from) === ends.from &&
        resolve(state, to) === ends.to,
    )
    .map(([, , , , validFrom, validTo]): Interval => ({ validFrom, validTo }));
  const [first, ...others] = intervals;
  if (first !== undefined) {
    putInterval(state, ends, others.reduce(join, first), at);
    return;
  }
  if (dataset === undefined && resolve(state, ends.from) === ends.from && resolve(state, ends.to) === ends.to) return;
  const open = state.openEdge(ends.job, ends.from, ends.to, ends.transformation);
  if (open !== undefined) state.put({ ...open, recordedTo: at });
}

/** Remembers an observed edge with a dataset that it now ends at. */
function lend(state: GraphState, dataset: string, raw: RawEnds, interval: Interval, how: 'join' | 'replace'): void {
  const edges = new Map((state.fact('linked', codeOf(dataset))?.raw ?? []).map((edge) => [rawKey(edge), edge]));
  const key = edgeKey(raw.job, raw.from, raw.to, raw.transformation);
  const known = edges.get(key);
  const { validFrom, validTo } =
    known === undefined || how === 'replace' ? interval : join(interval, { validFrom: known[4], validTo: known[5] });
  edges.set(key, [raw.job, raw.from, raw.to, raw.transformation, validFrom, validTo]);
  putLinked(state, dataset, [...edges.values()]);
}

/** Forgets what no name lends a dataset any more. */
function forget(state: GraphState, dataset: string): void {
  const raw = state.fact('linked', codeOf(dataset))?.raw ?? [];
  const ends = ([, from, to]: RawEdge): string[] => [from, to].map((ref) => datasetOf(resolve(state, ref)));
  putLinked(
    state,
    dataset,
    raw.filter((edge) => ends(edge).includes(dataset)),
  );
}

function putLinked(state: GraphState, dataset: string, edges: readonly RawEdge[]): void {
  const raw = edges.map((edge): [string, RawEdge] => [rawKey(edge), edge]).sort(([a], [b]) => (a < b ? -1 : 1));
  state.put({ record: 'linked', code: codeOf(dataset), facts: { dataset, raw: raw.map(([, edge]) => edge) } });
}

const rawKey = ([job, from, to, transformation]: RawEdge): string => edgeKey(job, from, to, transformation);

const join = (a: Interval, b: Interval): Interval => ({
  validFrom: Math.min(a.validFrom, b.validFrom),
  validTo: a.validTo === null || b.validTo === null ? null : Math.max(a.validTo, b.validTo),
});

const intervalOf = ({ validFrom, validTo }: EdgeRecord): Interval => ({ validFrom: validFrom ?? 0, validTo });

/** Makes an interval the newest version of an edge; the former version ends as what we knew until now. */
function putInterval(state: GraphState, ends: RawEnds, { validFrom, validTo }: Interval, at: Instant): void {
  const { job, from, to, transformation } = ends;
  const open = state.openEdge(job, from, to, transformation);
  if (open !== undefined) {
    if (open.validFrom === validFrom && open.validTo === validTo) return;
    state.put({ ...open, recordedTo: at });
  }
  for (const ref of [job, from, to]) ensureNode(state, ref);
  state.put({ record: 'edge', job, from, to, transformation, validFrom, validTo, recordedFrom: at, recordedTo: null });
}
