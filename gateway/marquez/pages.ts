import { LIMITS } from '../../kernel/limits/limits.ts';
import type { Ask } from './path.ts';

/** A piece of a list. */
export interface Piece<T> {
  readonly nodes: readonly T[];
  readonly totalCount: number;
  /** Whether the piece has all that was asked for: not fewer because one answer holds no more. */
  readonly complete: boolean;
}

/** Elements asked for at once, so that no operation is too dear. */
const PAGE = Math.min(100, LIMITS.page);

/** A page of a list as GraphQL answers it. */
export interface AskedPage<T> {
  readonly nodes: readonly T[];
  readonly totalCount: number;
}

/**
 * Reads a piece of a list page by page, counted as Marquez counts.
 * @param query takes $first and $skip. @param at where the list is in the answer.
 */
export async function pieceOf<D extends object, T>(
  ask: Ask,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  { offset, limit }: { readonly offset: number; readonly limit: number },
  at: (data: D) => AskedPage<T>,
): Promise<Piece<T>> {
  const nodes: T[] = [];
  let totalCount = 0;
  while (nodes.length < limit) {
    const first = Math.min(PAGE, limit - nodes.length);
    const page = at(await ask<D>(query, { ...variables, first, skip: offset + nodes.length }));
    nodes.push(...page.nodes);
    totalCount = page.totalCount;
    if (page.nodes.length < first) break;
  }
  return { nodes, totalCount, complete: offset + nodes.length >= totalCount || nodes.length === limit };
}
