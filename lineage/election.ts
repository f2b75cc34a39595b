import { LEADER_LOCK, SESSION_NAME } from './leadership.ts';
import type { Sql } from './log/sql.ts';

/** A lineage process that takes part in the election. */
export interface Candidate {
  /** On the machine that it runs on. */
  readonly processId: number;
  /** Where it connects from; null for a socket of this machine. */
  readonly machine: string | null;
  readonly leads: boolean;
}

/** The lineage processes on a database, as the database sees them; the one that leads first. */
export async function candidates(sql: Sql): Promise<readonly Candidate[]> {
  const rows = await sql.query<{ process: string; machine: string | null; leads: boolean }>(
    `select split_part(a.application_name, $1, 2) as process, host(a.client_addr) as machine,
       exists (select from pg_locks l where l.pid = a.pid and l.locktype = 'advisory' and l.granted
               and ((l.classid::bigint << 32) | l.objid::bigint) = $2::bigint) as leads
     from pg_stat_activity a
     where a.datname = current_database() and starts_with(a.application_name, $3)
     order by leads desc, process`,
    [SESSION_NAME, LEADER_LOCK, SESSION_NAME],
  );
  return rows.map(({ process, machine, leads }) => ({ processId: Number(process), machine, leads }));
}
