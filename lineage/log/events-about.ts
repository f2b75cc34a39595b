import type { StoredEvent } from './event-log.ts';
import { type EventRow, stored } from './event-row.ts';
import type { Sql } from './sql.ts';

/**
 * What was said of some subjects (`domain/event-subject.ts`), the newest first. One statement; cost: all that was said of
 * them, which the index on subjects finds.
 * @param before only what came before this place of the log; null: from the newest on.
 */
export async function eventsAbout(
  sql: Sql,
  subjects: readonly string[],
  before: number | string | null,
  limit: number,
): Promise<StoredEvent[]> {
  const rows = await sql.query<EventRow>(
    `select e.seq, e.kind, e.source, e.subject, e.body::text as body,
            (extract(epoch from e.recorded_at) * 1000000)::bigint as recorded_at, false as dead
     from lineage.event e where e.subject = any($1::text[]) and e.seq < coalesce($2::bigint, 9223372036854775807)
     order by e.seq desc limit $3::int`,
    [subjects, before === null ? null : String(before), limit],
  );
  return rows.map(stored);
}

/** How often something was said of some subjects. One statement. */
export async function countAbout(sql: Sql, subjects: readonly string[]): Promise<number> {
  const [row] = await sql.query<{ count: string | number }>(
    'select count(*) as count from lineage.event where subject = any($1::text[])',
    [subjects],
  );
  return Number(row?.count ?? 0);
}
