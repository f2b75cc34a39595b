import type { Clock } from '../../kernel/clock.ts';
import { instantOfDate, printInstant } from '../domain/instant.ts';
import type { Sql } from './sql.ts';

/** How far the graph is behind the log, and how fast the log grows. */
export interface IngestionState {
  /** Number of the newest event. */
  readonly head: number;
  /** Events that were recorded a second, over the last minute; of more than 6,000 in it, over the last 6,000. */
  readonly eventsPerSecond: number;
  /** Events that are in the log and not yet in the graph. */
  readonly lagEvents: number;
  /** How long the oldest of them has waited, in seconds; 0 when there is none. */
  readonly lagSeconds: number;
  /** Events of old runs that retention has folded, over all time. */
  readonly foldedEvents: number;
}

const MINUTE_MS = 60_000;
/** Most events that are looked at for the rate. */
const MOST_COUNTED = 6_000;

/** Reads it from the log and the graph of this database, whichever processes write them; a few milliseconds. */
export async function ingestionState(sql: Sql, clock: Clock): Promise<IngestionState> {
  const now = clock.now();
  const since = printInstant(instantOfDate(new Date(now.getTime() - MINUTE_MS)));
  const [row] = await sql.query<{
    head: string | number;
    revision: string | number;
    counted: string | number;
    oldest: number | null;
    waiting: number | null;
    folded: string | number;
  }>(
    `with newest as (select seq, recorded_at from lineage.event order by seq desc limit ${MOST_COUNTED}),
     recent as (select count(*) as counted, extract(epoch from min(recorded_at))::float8 as oldest
       from newest where recorded_at > $1::timestamptz)
     select coalesce((select max(seq) from newest), 0) as head, r.revision, recent.counted, recent.oldest,
       (select extract(epoch from e.recorded_at)::float8 from lineage.event e where e.seq > r.revision order by e.seq limit 1) as waiting,
       (select coalesce(sum(f.events), 0) from lineage.folded_job f) as folded
     from lineage.graph_revision r cross join recent`,
    [since],
  );
  const [head, revision] = [Number(row?.head ?? 0), Number(row?.revision ?? 0)];
  const seconds = now.getTime() / 1_000;
  const counted = Number(row?.counted ?? 0);
  const span = counted < MOST_COUNTED ? MINUTE_MS / 1_000 : Math.max(seconds - (row?.oldest ?? seconds), 0.001);
  const waiting = row?.waiting ?? null;
  return {
    head,
    eventsPerSecond: counted / span,
    lagEvents: Math.max(0, head - revision),
    lagSeconds: waiting === null ? 0 : Math.max(0, seconds - waiting),
    foldedEvents: Number(row?.folded ?? 0),
  };
}
