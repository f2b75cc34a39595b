import type { EntityManager, EntityName } from '@mikro-orm/postgresql';
import { readRows } from '../database/read-rows.ts';
import type { Page } from './connection.ts';
import { checkFirst } from './connection-args.ts';
import { afterCursor, type CursorKey, decodeCursor, encodeCursor, listFingerprint } from './cursor.ts';
import { Direction, type ListSpec, type OrderBy, type Ordering, orderingOf } from './ordering.ts';

/** What a caller asks of a list. `filter` is what it was made from, for the cursor's fingerprint only. */
export interface PageRequest<Field extends string = string> {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly orderBy?: OrderBy<Field> | null | undefined;
  readonly filter?: unknown;
}

type Row = Record<string, unknown>;

/** A condition in MikroORM's query form, made by our own code; never an object that came from a client. */
export type Condition = Readonly<Record<string, unknown>>;

const keyOf = (row: Row, spec: ListSpec, ordering: Ordering): CursorKey => {
  const part = (value: unknown): string | number =>
    value instanceof Date ? value.toISOString() : typeof value === 'number' ? value : String(value);
  return ordering.property === spec.key ? [part(row[spec.key])] : [part(row[ordering.property]), part(row[spec.key])];
};

/** Rows strictly after a key, in an ordering. */
function afterKey(spec: ListSpec, ordering: Ordering, key: CursorKey): Row {
  const beyond = ordering.direction === Direction.ASC ? '$gt' : '$lt';
  if (ordering.property === spec.key) return { [spec.key]: { [beyond]: key[0] } };
  const [value, tie] = key;
  return {
    $or: [{ [ordering.property]: { [beyond]: value } }, { [ordering.property]: value, [spec.key]: { [beyond]: tie } }],
  };
}

const orderClause = (spec: ListSpec, { property, direction }: Ordering): Row[] =>
  property === spec.key ? [{ [property]: direction }] : [{ [property]: direction }, { [spec.key]: direction }];

/** The parts of a keyset page that root and nested lists share. */
export function plan<Field extends string>(
  spec: ListSpec<Field>,
  request: PageRequest<Field>,
  scope: readonly unknown[] = [],
) {
  const first = checkFirst(request.first);
  const ordering = orderingOf(spec, request.orderBy);
  const fingerprint = listFingerprint(spec.name, ordering, request.filter ?? null, ...scope);
  const after =
    request.after === null || request.after === undefined
      ? undefined
      : afterKey(spec, ordering, decodeCursor(fingerprint, ordering.property === spec.key ? 1 : 2, request.after));
  return {
    first,
    ordering,
    after,
    orderBy: orderClause(spec, ordering),
    page<T extends object>(rows: readonly T[], count: () => Promise<number>): Page<T> {
      const shown = rows.slice(0, first);
      return {
        edges: shown.map((node) => ({ cursor: encodeCursor(fingerprint, keyOf(node as Row, spec, ordering)), node })),
        hasNextPage: rows.length > first,
        hasPreviousPage: after !== undefined,
        count,
      };
    },
  };
}

/**
 * One keyset page of a list: two statements at most, the count only when it is asked for. `where` is built by the
 * service (never passed through from a client) and holds what the viewer may see.
 */
export async function pageOf<T extends object, Field extends string>(
  em: EntityManager,
  entity: EntityName<T>,
  spec: ListSpec<Field>,
  where: Condition,
  request: PageRequest<Field>,
): Promise<Page<T>> {
  const planned = plan(spec, request);
  const filter: Condition = planned.after === undefined ? where : { $and: [where, planned.after] };
  const rows = await afterCursor(request.after, () =>
    readRows(em, entity, filter, { orderBy: planned.orderBy, limit: planned.first + 1 }),
  );
  return planned.page<T>(rows as T[], () => em.count(entity, where as never));
}

/** The same page with every node turned into what is published. */
export const mapPage = <A, B>(page: Page<A>, publish: (node: A) => B): Page<B> => ({
  ...page,
  edges: page.edges.map(({ cursor, node }) => ({ cursor, node: publish(node) })),
});
