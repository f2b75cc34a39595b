import type { EntityManager } from '@mikro-orm/postgresql';
import { ConflictError } from '../../kernel/errors/errors.ts';

/** A table of links as batches write it; names come from our own code only. */
export interface LinkTable {
  readonly table: string;
  /** Columns that say which link it is. */
  readonly key: readonly string[];
  /** Columns that a link declared again takes over. */
  readonly values: readonly string[];
  /** Columns that are set when the link is made and stay. */
  readonly once?: readonly string[];
}

/** A row by column name; JSON values only. */
export type LinkRow = Readonly<Record<string, string | number | null>>;

const keyText = (row: LinkRow, { key }: LinkTable): string => JSON.stringify(key.map((column) => row[column]));

/** Sorted, so that two batches that meet wait for each other and never deadlock; each key once. */
const inOrder = (rows: readonly LinkRow[], link: LinkTable): LinkRow[] =>
  [...new Map(rows.map((row) => [keyText(row, link), row])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);

/**
 * Makes links, or brings those that exist up to date, in one statement (INSERT … ON CONFLICT DO UPDATE).
 * @returns the keys of the links that are new or changed, in key order: none when all of it was there already.
 */
export async function putRows<K extends LinkRow>(
  em: EntityManager,
  link: LinkTable,
  rows: readonly LinkRow[],
): Promise<K[]> {
  const { table, key, values, once = [] } = link;
  const columns = [...key, ...values, ...once].join(', ');
  const tuple = (of: string): string => `(${values.map((column) => `${of}.${column}`).join(', ')})`;
  const written = await em.execute<K[]>(
    `insert into standards.${table} as held (${columns})
     select ${columns} from jsonb_populate_recordset(null::standards.${table}, ?::jsonb)
     on conflict (${key.join(', ')}) do update set ${values.map((column) => `${column} = excluded.${column}`).join(', ')}
     where ${tuple('held')} is distinct from ${tuple('excluded')}
     returning ${key.map((column) => `held.${column}`).join(', ')}`,
    [JSON.stringify(inOrder(rows, link))],
  );
  return inOrder(written, link) as K[];
}

/**
 * Takes links back in one statement; `where` names the columns that must agree, the key unless given.
 * @returns the keys of the links that were there, in key order.
 */
export async function dropRows<K extends LinkRow>(
  em: EntityManager,
  link: LinkTable,
  rows: readonly LinkRow[],
  where: readonly string[] = link.key,
): Promise<K[]> {
  const { table, key } = link;
  const dropped = await em.execute<K[]>(
    `delete from standards.${table} as held using jsonb_populate_recordset(null::standards.${table}, ?::jsonb) as given
     where ${where.map((column) => `held.${column} = given.${column}`).join(' and ')}
     returning ${key.map((column) => `held.${column}`).join(', ')}`,
    [JSON.stringify(rows)],
  );
  return inOrder(dropped, link) as K[];
}

/**
 * Keeps lists that are published whole within their bound; called after the links are written, inside the transaction.
 * @param column column whose values own the lists. @param what the list in words, such as "standards".
 * @throws ConflictError naming the first owner with more than `most` links.
 */
export async function refuseMoreThan(
  em: EntityManager,
  { table }: LinkTable,
  column: string,
  owners: readonly string[],
  most: number,
  what: string,
): Promise<void> {
  const [over] = await em.execute<{ owner: string }[]>(
    `select ${column} as owner from standards.${table}
     where ${column} in (select jsonb_array_elements_text(?::jsonb)) group by ${column} having count(*) > ?
     order by ${column} limit 1`,
    [JSON.stringify(owners), most],
  );
  if (over !== undefined) {
    throw new ConflictError(
      `${over.owner} would have more than ${most} ${what}, the most that one may have. Take some back first.`,
      { owner: over.owner, most },
    );
  }
}
