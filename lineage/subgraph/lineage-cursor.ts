import { NguonError } from '../../kernel/errors/errors.ts';
import { decodeCursor, encodeCursor } from '../../kernel/pagination/cursor.ts';
import type { Instant } from '../domain/instant.ts';
import type { PagePlace } from '../projection/queries/lineage-page.ts';

/**
 * Most times its budget that a question may spend on going on where it was cut. Cursors are not signed: whoever makes one
 * up gets no more than this.
 */
export const MOST_PORTIONS = 10;

/** Where an answer about the graph around a node goes on. */
export interface LineagePlace {
  readonly from: PagePlace;
  /** How many times its budget the walk may spend, 1 to `MOST_PORTIONS`. */
  readonly portions: number;
  /** The instant of the first page: "now" stands still while pages are turned. */
  readonly asOf: Instant;
  /** The state of the graph as the page before told it. */
  readonly revision: string;
}

const refused = (why: string): NguonError =>
  new NguonError('BAD_CURSOR', `The cursor in "after" ${why}.`, { argument: 'after' });

/** Prints a place; null when nothing is left to spend, so that the answer stays incomplete. */
export const printPlace = (fingerprint: string, { from, portions, asOf, revision }: LineagePlace): string | null =>
  portions > MOST_PORTIONS ? null : encodeCursor(fingerprint, [portions, from.nodes, from.edges, asOf, revision]);

/** @throws NguonError BAD_CURSOR for a cursor of another question, or with numbers that none of ours holds. */
export function readPlace(fingerprint: string, cursor: string): LineagePlace {
  const [portions, nodes, edges, asOf, revision] = decodeCursor(fingerprint, 5, cursor);
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  if (
    !isCount(portions) ||
    portions < 1 ||
    portions > MOST_PORTIONS ||
    !isCount(nodes) ||
    !isCount(edges) ||
    !isCount(asOf) ||
    typeof revision !== 'string'
  ) {
    throw refused('is not one of ours. Use endCursor of the same question, or leave it out');
  }
  return { from: { nodes, edges }, portions, asOf, revision };
}

/** @throws NguonError BAD_CURSOR when the graph is another than the one that the page before was cut from. */
export function requireSameState(place: LineagePlace | null, revision: string): void {
  if (place !== null && place.revision !== revision)
    throw refused('belongs to another state of the graph, which has changed since. Begin again without it');
}

/** Prints a place in a list that is cut from an answer about one state of the graph. */
export const printOffset = (fingerprint: string, offset: number, state: string): string =>
  encodeCursor(fingerprint, [offset, state]);

/**
 * Where a list goes on.
 * @param state names the state of the graph, or what else the list stands on.
 * @throws NguonError BAD_CURSOR for a cursor of another list, or of another state.
 */
export function readOffset(fingerprint: string, cursor: string | null | undefined, state: string): number {
  if (cursor === null || cursor === undefined) return 0;
  const [offset, of] = decodeCursor(fingerprint, 2, cursor);
  if (typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset < 0 || typeof of !== 'string') {
    throw refused('is not one of ours. Use endCursor of the same question, or leave it out');
  }
  if (of !== state)
    throw refused('belongs to another state of the graph, which has changed since. Begin again without it');
  return offset;
}
