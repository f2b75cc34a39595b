import { type EntityManager, type EntityName, raw } from '@mikro-orm/postgresql';
import { readRows } from '../database/read-rows.ts';
import type { Page } from './connection.ts';
import { afterCursor } from './cursor.ts';
import { Direction, type ListSpec } from './ordering.ts';
import { type Condition, type PageRequest, plan } from './page.ts';

/**
 * One page for each of many owners (`Agency.datasets` of a list of agencies) in a constant number of statements: a
 * window function numbers the rows of every owner, the first `first + 1` of each are loaded, totals come from one
 * grouped count, made only when a total is asked for.
 * @param ownerProperty property of the entity that holds the owner's key.
 * @returns pages in the order of `owners`.
 */
export async function pagesByKey<T extends object, Field extends string>(
  em: EntityManager,
  entity: EntityName<T>,
  spec: ListSpec<Field>,
  ownerProperty: string,
  owners: readonly string[],
  where: Condition,
  request: PageRequest<Field>,
): Promise<Page<T>[]> {
  const metadata = em.getMetadata().get<T>(entity);
  const column = (property: string): string => {
    const name = (metadata.properties as Record<string, { fieldNames?: string[] }>)[property]?.fieldNames?.[0];
    if (name === undefined) throw new Error(`${metadata.className} has no property ${property}`);
    return `"e"."${name}"`;
  };
  // The owner is part of the fingerprint only through the list: a cursor of one agency works for another, as a position.
  const planned = plan(spec, request, [ownerProperty]);
  const scoped: Condition = { $and: [where, { [ownerProperty]: { $in: [...owners] } }] };
  const filter: Condition = planned.after === undefined ? scoped : { $and: [scoped, planned.after] };
  const down = planned.ordering.direction === Direction.DESC ? ' desc' : '';
  const order = [...new Set([planned.ordering.property, spec.key])].map((p) => column(p) + down).join(', ');
  const numbered = em
    .createQueryBuilder(entity, 'e')
    .select([
      raw(`${column(spec.key)} as page_key`),
      raw(`row_number() over (partition by ${column(ownerProperty)} order by ${order}) as page_row`),
    ] as never)
    .where(filter as never);
  const keys = await afterCursor(request.after, () =>
    em.execute<{ page_key: string }[]>(
      `select page_key from (${numbered.getQuery()}) as numbered where page_row <= ?`,
      [...numbered.getParams(), planned.first + 1],
    ),
  );
  const rows = (await readRows(
    em,
    entity,
    { [spec.key]: { $in: keys.map(({ page_key }) => page_key) } },
    {
      orderBy: planned.orderBy,
    },
  )) as T[];
  const byOwner = Map.groupBy(rows, (row) => String((row as Record<string, unknown>)[ownerProperty]));

  let totals: Promise<Map<string, number>> | undefined;
  const countAll = async (): Promise<Map<string, number>> => {
    const grouped = em
      .createQueryBuilder(entity, 'e')
      .select([raw(`${column(ownerProperty)} as owner`), raw('count(*)::int as total')] as never)
      .where(scoped as never)
      .groupBy(ownerProperty as never);
    const counts = await em.execute<{ owner: string; total: number }[]>(grouped.getQuery(), [...grouped.getParams()]);
    return new Map(counts.map(({ owner, total }) => [owner, total]));
  };
  return owners.map((owner) =>
    planned.page<T>(byOwner.get(owner) ?? [], async () => {
      totals ??= countAll();
      return (await totals).get(owner) ?? 0;
    }),
  );
}
