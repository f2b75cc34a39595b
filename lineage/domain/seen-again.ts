import type { Instant } from './instant.ts';
import { datasetOf, isCatalog, isLent } from './linked-names.ts';
import type { ColumnsFacts, SchemaFacts, SeenColumn, SeenColumnEdge } from './memory.ts';
import type { FactReader } from './names/fact-reader.ts';
import { placeOf } from './names/places.ts';

/*
 * Most of what is observed was observed before, and only its last time moves: the graph is what it was, and neither its
 * nodes nor its edges need be looked at. Whoever loads what a batch looks at decides so by what is stored, whoever folds
 * by what the batch has made of it so far. They agree where it matters: what is seen is a join, so that of all that a batch
 * says together, whatever differs from what is stored differs by some single change of it. Only erasing is no join, and
 * who erases loads all.
 */

/** A column as it is seen now, with what was known of it. */
export function joinColumn(a: SeenColumn | undefined, b: SeenColumn): SeenColumn {
  if (a === undefined) return b;
  // Type and place by the newest schema that gives one; of two of one time the lesser type and place.
  const newerType = (a[2] ?? -1) - (b[2] ?? -1) || (a[1] <= b[1] ? 1 : -1);
  const newerPlace = a[4] - b[4] || b[3] - a[3];
  const [type, place] = [newerType >= 0 ? a : b, newerPlace >= 0 ? a : b];
  return [a[0], type[1], type[2], place[3], place[4]];
}

/** The column as a schema of some time lists it. */
export const listedColumn = (name: string, type: string, position: number, time: Instant): SeenColumn => [
  name,
  type,
  type === '' ? null : time,
  position,
  time,
];

/** Whether a column is one of its name's, unless it was seen last before all were erased. */
export const isListed = ([, , , , last]: SeenColumn, erased: Instant | null): boolean =>
  erased === null || last > erased;

/** Whether a column shows as it did. @param before what was known, with the erasure of that time. */
export function showsAlike(
  before: SchemaFacts | undefined,
  known: SeenColumn | undefined,
  now: SeenColumn,
  erased: Instant | null,
): boolean {
  if (before === undefined || known === undefined) return false;
  return known[1] === now[1] && known[3] === now[3] && isListed(known, before.erased) === isListed(now, erased);
}

/** A column edge as it is seen now, with what was known of it. */
export const joinColumnEdge = (former: SeenColumnEdge | undefined, now: SeenColumnEdge): SeenColumnEdge =>
  former === undefined
    ? now
    : [now[0], now[1], now[2], now[3], Math.min(former[4], now[4]), Math.max(former[5], now[5])];

/** The key of a column edge among those into its name. */
export const columnEdgeKey = ([job, from, to, transformation]: SeenColumnEdge): string =>
  `${job}\n${from}\n${to}\n${transformation}`;

/** Until when a column edge holds. */
export const columnEdgeEnd = ([, , , , first, last]: SeenColumnEdge, erased: Instant | null): Instant | null =>
  erased === null || last > erased ? null : Math.max(erased, first);

/**
 * Whether a column edge is in the graph as it is seen now: known for the same time, between names that stand for
 * themselves and lend to nobody, whose edges nobody else ends.
 */
export const holdsAlike = (
  reader: FactReader,
  before: ColumnsFacts | undefined,
  former: SeenColumnEdge | undefined,
  now: SeenColumnEdge,
): boolean =>
  before !== undefined &&
  former !== undefined &&
  former[4] === now[4] &&
  columnEdgeEnd(former, before.erased) === columnEdgeEnd(now, before.erased) &&
  [now[1], now[2]].every((ref) => standsAlone(reader, datasetOf(ref)));

const standsAlone = (reader: FactReader, name: string): boolean =>
  !isCatalog(name) && placeOf(reader, name) === name && !isLent(reader, name);
