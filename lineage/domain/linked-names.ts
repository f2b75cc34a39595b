import { ensureNode } from './ensure-node.ts';
import { type EdgeRecord, edgeKey } from './graph-record.ts';
import type { GraphState } from './graph-state.ts';
import type { Instant } from './instant.ts';
import { linkedCode, type RawEdge } from './memory.ts';
import type { FactReader } from './names/fact-reader.ts';
import { nameCode } from './names/name-code.ts';
import { placeOf } from './names/places.ts';
import { datasetOfField, fieldRef, kindOfRef, nameOfField } from './node-ref.ts';
import type { Transformation } from './transformations.ts';

/*
 * A name from outside that is a dataset of the catalog, or the same as another name, lends its edges to the place where
 * it stands (`names/places.ts`); its columns are those of equal name. What was observed is remembered with the place
 * (`linked` records), because several names can lend the same edge, and taking a name away must leave what the others
 * lend. A name that stands for itself and that no other stands at needs no such memory: its edges are what was observed.
 *
 * Observed edges end at names only, never at codes of the catalog: a producer cannot write beside a dataset without
 * somebody who answers for it having said so. So every observed edge at a dataset comes from a name that stands there.
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

/** Where a name's dataset or column stands. */
export const resolve = (reader: FactReader, ref: string): string => moved(ref, placeOf(reader, datasetOf(ref)));

/** The reference of a name's dataset or column when the name stands at a place; itself for null. */
export const moved = (ref: string, place: string | null): string =>
  place === null ? ref : kindOfRef(ref) === 'FIELD' ? fieldRef(place, nameOfField(ref)) : place;

const isShared = (reader: FactReader, name: string): boolean => reader.fact('place', nameCode(name))?.shared === true;

/** Whether edges at a place are lent to it by names. */
export const isLent = (reader: FactReader, place: string): boolean => isCatalog(place) || isShared(reader, place);

/** The places at the ends of an edge that it is lent to. */
const lenders = (reader: FactReader, from: string, to: string): ReadonlySet<string> =>
  new Set([from, to].map(datasetOf).filter((place) => isLent(reader, place)));

/** A name stands from its first event on where a rule puts it. */
export function seat(state: GraphState, name: string): void {
  if (isCatalog(name) || state.fact('place', nameCode(name)) !== undefined) return;
  const place = placeOf(state, name);
  if (place !== name) putPlace(state, name, place);
}

/** Says where a name stands. */
export function putPlace(state: GraphState, name: string, place: string, shared = false): void {
  const facts = { name, place, ...(shared ? { shared: true as const } : {}) };
  state.put({ record: 'place', code: nameCode(name), facts });
}

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
  for (const ref of [raw.from, raw.to]) seat(state, datasetOf(ref));
  const [from, to] = [resolve(state, raw.from), resolve(state, raw.to)];
  for (const ref of [raw.from, raw.to, from, to, raw.job]) ensureNode(state, ref);
  const lent = lenders(state, from, to);
  if (lent.size === 0) {
    const known = how === 'join' ? state.openEdge(raw.job, from, to, raw.transformation) : undefined;
    putInterval(state, { ...raw, from, to }, known === undefined ? interval : join(interval, intervalOf(known)), at);
    return;
  }
  for (const place of lent) lend(state, place, raw, interval, how);
  restate(state, { ...raw, from, to }, at);
}

/** What a plan changes: where names stand, and which names others stand at. */
export interface Moves {
  /** Names that stand elsewhere than before, and names that others come to or leave. */
  readonly names: readonly string[];
  /** Names that others stand at then. */
  readonly shared: ReadonlySet<string>;
}

/** @param plan the places of some names and of all that are the same as they. */
export function movesOf(reader: FactReader, plan: ReadonlyMap<string, string>): Moves {
  const shared = new Set([...plan].flatMap(([name, place]) => (place !== name && !isCatalog(place) ? [place] : [])));
  const names = [...plan.keys()].filter(
    (name) => placeOf(reader, name) !== plan.get(name) || shared.has(name) !== isShared(reader, name),
  );
  return { names, shared };
}

/** Puts names where a plan has them; their edges move, and what was known before stays known. */
export function moveNames(state: GraphState, plan: ReadonlyMap<string, string>, at: Instant): void {
  const { names, shared } = movesOf(state, plan);
  if (names.length === 0) return;
  const edges = new Map(names.flatMap((name) => rawEdgesOf(state, name).map((edge) => [rawKey(edge), edge] as const)));
  const endsNow = ([job, from, to, transformation]: RawEdge): RawEnds => ({
    job,
    from: resolve(state, from),
    to: resolve(state, to),
    transformation,
  });
  const left = [...edges.values()].map(endsNow);
  const leaves = new Set(names.map((name) => placeOf(state, name)));
  for (const name of names) putPlace(state, name, plan.get(name) ?? name, shared.has(name));
  for (const place of leaves) forget(state, place);
  // All is remembered before anything is put, so that no edge shows how far the move has got.
  const stated = new Map<string, { readonly ends: RawEnds; readonly own: Interval | undefined }>();
  const lent = new Map<string, RawEdge[]>();
  for (const edge of edges.values()) {
    const [, rawFrom, rawTo, , validFrom, validTo] = edge;
    const ends = endsNow(edge);
    for (const ref of [rawFrom, rawTo, ends.from, ends.to]) ensureNode(state, ref);
    for (const place of lenders(state, ends.from, ends.to)) {
      const some = lent.get(place);
      if (some === undefined) lent.set(place, [edge]);
      else some.push(edge);
    }
    stated.set(keyOf(ends), { ends, own: { validFrom, validTo } });
  }
  for (const [place, some] of lent) {
    for (const [job, own] of Map.groupBy(some, ([of]) => of)) {
      const all = [...lentBy(state, place, job), ...own];
      putLinked(state, place, job, [...new Map(all.map((edge) => [rawKey(edge), edge])).values()]);
    }
  }
  for (const ends of left) if (!stated.has(keyOf(ends))) stated.set(keyOf(ends), { ends, own: undefined });
  for (const { ends, own } of stated.values()) {
    if (lenders(state, ends.from, ends.to).size > 0) restate(state, ends, at);
    // Between names that nobody lends to, an edge is what one name says.
    else if (own !== undefined) putInterval(state, ends, own, at);
    else endOpen(state, ends, at);
  }
}

/** Every observed edge with an end at a name. Reads the open edges at the name and its columns, and `linked` records. */
export function rawEdgesOf(state: GraphState, name: string): RawEdge[] {
  const found = new Map<string, RawEdge>();
  const add = (edge: RawEdge): void => void found.set(rawKey(edge), edge);
  const touches = (ref: string): boolean => datasetOf(ref) === name;
  const lentTo = (place: string): void => {
    for (const { raw } of state.linkedAt(place))
      for (const edge of raw) if (touches(edge[1]) || touches(edge[2])) add(edge);
  };
  const place = placeOf(state, name);
  if (isLent(state, place)) lentTo(place);
  // What others lend to it stands at it too, and is not its own.
  if (isShared(state, name)) return [...found.values()];
  for (const node of [name, ...state.fieldsOf(name)]) {
    for (const { job, from, to, transformation, validFrom, validTo } of state.openEdgesAt(node)) {
      const elsewhere = lenders(state, from, to);
      for (const other of elsewhere) lentTo(other);
      // An observed edge always has a start.
      if (elsewhere.size === 0) add([job, from, to, transformation, validFrom ?? 0, validTo]);
    }
  }
  return [...found.values()];
}

/** Puts the edge that all that is lent between two places makes; ends it where nothing does. */
function restate(state: GraphState, ends: RawEnds, at: Instant): void {
  const [place] = lenders(state, ends.from, ends.to);
  const lent = place === undefined ? [] : lentBy(state, place, ends.job);
  const intervals = lent
    .filter(
      ([, from, to, transformation]) =>
        transformation === ends.transformation && resolve(state, from) === ends.from && resolve(state, to) === ends.to,
    )
    .map(([, , , , validFrom, validTo]): Interval => ({ validFrom, validTo }));
  const [first, ...others] = intervals;
  if (first !== undefined) putInterval(state, ends, others.reduce(join, first), at);
  else endOpen(state, ends, at);
}

/** Remembers an observed edge with a place that it now ends at. */
function lend(state: GraphState, place: string, raw: RawEnds, interval: Interval, how: 'join' | 'replace'): void {
  const edges = new Map(lentBy(state, place, raw.job).map((edge) => [rawKey(edge), edge]));
  const key = keyOf(raw);
  const known = edges.get(key);
  const { validFrom, validTo } =
    known === undefined || how === 'replace' ? interval : join(interval, { validFrom: known[4], validTo: known[5] });
  edges.set(key, [raw.job, raw.from, raw.to, raw.transformation, validFrom, validTo]);
  putLinked(state, place, raw.job, [...edges.values()]);
}

/** Forgets what no name lends a place any more. */
function forget(state: GraphState, place: string): void {
  const ends = ([, from, to]: RawEdge): string[] => [from, to].map((ref) => datasetOf(resolve(state, ref)));
  for (const { job, raw } of state.linkedAt(place))
    putLinked(state, place, job, isLent(state, place) ? raw.filter((edge) => ends(edge).includes(place)) : []);
}

const lentBy = (state: GraphState, place: string, job: string): readonly RawEdge[] =>
  state.fact('linked', linkedCode(place, job))?.raw ?? [];

function putLinked(state: GraphState, place: string, job: string, edges: readonly RawEdge[]): void {
  const raw = edges.map((edge): [string, RawEdge] => [rawKey(edge), edge]).sort(([a], [b]) => (a < b ? -1 : 1));
  const facts = { dataset: place, job, raw: raw.map(([, edge]) => edge) };
  state.put({ record: 'linked', code: linkedCode(place, job), facts });
}

const rawKey = ([job, from, to, transformation]: RawEdge): string => edgeKey(job, from, to, transformation);
const keyOf = ({ job, from, to, transformation }: RawEnds): string => edgeKey(job, from, to, transformation);

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

/** Ends what we knew of an edge that nothing says any more. */
function endOpen(state: GraphState, { job, from, to, transformation }: RawEnds, at: Instant): void {
  const open = state.openEdge(job, from, to, transformation);
  if (open !== undefined) state.put({ ...open, recordedTo: at });
}
