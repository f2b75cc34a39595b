import { type EntityManager, type EntityName, raw } from '@mikro-orm/postgresql';
import { readRows } from '../database/read-rows.ts';
import type { Page } from './connection.ts';
import { afterCursor } from './cursor.ts';
import { Direction, type ListSpec } from './ordering.ts';
import { type Condition, type PageRequest, plan } from './page.ts';

/** Rows that say which owner has which member: partners and the agencies that they work for. */
export interface Link<L extends object> {
  readonly entity: EntityName<L>;
  readonly owner: string;
  readonly member: string;
  /** Which of the rows count, such as those valid now. */
  readonly where: Condition;
}

/**
 * One page for each of many owners that have elements through a link (`Partner.datasets`: those that the agencies of the
 * partner publish), in a constant number of statements, as `pagesByKey` does it for elements that name their owner. An
 * element of two owners is on the pages of both; one that an owner has twice over is there once.
 * @param memberProperty property of the entity that holds the key of the member.
 * @returns pages in the order of `owners`.
 */
export async function pagesThrough<T extends object, L extends object, Field extends string>(
  em: EntityManager,
  entity: EntityName<T>,
  spec: ListSpec<Field>,
  memberProperty: string,
  link: Link<L>,
  owners: readonly string[],
  where: Condition,
  request: PageRequest<Field>,
): Promise<Page<T>[]> {
  const column = <E extends object>(of: EntityName<E>, property: string): string => {
    const metadata = em.getMetadata().get<E>(of);
    const name = (metadata.properties as Record<string, { fieldNames?: string[] }>)[property]?.fieldNames?.[0];
    if (name === undefined) throw new Error(`${metadata.className} has no property ${property}`);
    return `"e"."${name}"`;
  };
  const planned = plan(spec, request, [link.owner]);
  const filter: Condition = planned.after === undefined ? where : { $and: [where, planned.after] };
  const down = planned.ordering.direction === Direction.DESC ? ' desc' : '';
  const elements = (condition: Condition) =>
    em
      .createQueryBuilder(entity, 'e')
      .select([
        raw(`${column(entity, spec.key)} as page_key`),
        raw(`${column(entity, memberProperty)} as page_member`),
        raw(`${column(entity, planned.ordering.property)} as page_order`),
      ] as never)
      .where(condition as never);
  const links = em
    .createQueryBuilder(link.entity, 'e')
    .select([
      raw(`distinct ${column(link.entity, link.owner)} as page_owner`),
      raw(`${column(link.entity, link.member)} as page_member`),
    ] as never)
    .where({ $and: [link.where, { [link.owner]: { $in: [...owners] } }] } as never);

  const found = elements(filter);
  const keys = await afterCursor(request.after, () =>
    em.execute<{ page_owner: string; page_key: string }[]>(
      `select page_owner, page_key from (
         select page_owner, page_key,
           row_number() over (partition by page_owner order by page_order${down}, page_key${down}) as page_row
         from (${found.getQuery()}) as elements join (${links.getQuery()}) as links using (page_member)
       ) as numbered where page_row <= ?`,
      [...found.getParams(), ...links.getParams(), planned.first + 1],
    ),
  );
  const rows = (await readRows(
    em,
    entity,
    { [spec.key]: { $in: [...new Set(keys.map(({ page_key }) => page_key))] } },
    { orderBy: planned.orderBy },
  )) as T[];
  const owned = Map.groupBy(keys, ({ page_owner }) => page_owner);

  let totals: Promise<Map<string, number>> | undefined;
  const countAll = async (): Promise<Map<string, number>> => {
    const all = elements(where);
    const counts = await em.execute<{ page_owner: string; total: number }[]>(
      `select page_owner, count(*)::int as total
       from (${all.getQuery()}) as elements join (${links.getQuery()}) as links using (page_member) group by page_owner`,
      [...all.getParams(), ...links.getParams()],
    );
    return new Map(counts.map(({ page_owner, total }) => [page_owner, total]));
  };
  return owners.map((owner) => {
    const own = new Set(owned.get(owner)?.map(({ page_key }) => page_key));
    const page = rows.filter((row) => own.has(String((row as Record<string, unknown>)[spec.key])));
    return planned.page<T>(page, async () => {
      totals ??= countAll();
      return (await totals).get(owner) ?? 0;
    });
  });
}
