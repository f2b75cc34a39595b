import { breather } from '../../kernel/breather.ts';
import type { Clock } from '../../kernel/clock.ts';
import { BadInputError } from '../../kernel/errors/errors.ts';
import { instantOfDate, printInstant } from '../domain/instant.ts';
import { type Candidate, candidate } from './candidate.ts';
import { type Appended, type EventLog, LARGEST_BATCH, type StoredEvent } from './event-log.ts';
import { type EventRow, stored } from './event-row.ts';
import type { Sql } from './sql.ts';

/** Key of the lock that orders appends over all processes of one database: "nguonlog". */
export const APPEND_LOCK = '7955925892691685223';

/** The log in the table `lineage.event` (`ddl.ts`). */
export function postgresEventLog(sql: Sql, clock: Clock): EventLog {
  return {
    async append(events, within) {
      const candidates = events.map(candidate);
      if (events.length > LARGEST_BATCH) {
        throw new BadInputError(
          `${events.length} events were given, one append takes at most ${LARGEST_BATCH}. Split them.`,
        );
      }
      if (candidates.length === 0) return [];
      const work = (tx: Sql): Promise<Appended[]> => appendLocked(tx, candidates, clock);
      return within === undefined ? sql.transaction(work) : work(within);
    },

    async read(after, limit) {
      const rows = await sql.query<EventRow>(
        `select e.seq, e.kind, e.source, e.subject, e.body::text as body,
                (extract(epoch from e.recorded_at) * 1000000)::bigint as recorded_at, d.seq is not null as dead
         from lineage.event e left join lineage.dead_letter d on d.seq = e.seq
         where e.seq > $1::bigint order by e.seq limit $2::int`,
        [after, Math.max(0, Math.min(limit, LARGEST_BATCH))],
      );
      const events: StoredEvent[] = [];
      const breathe = breather();
      for (const row of rows) {
        await breathe();
        events.push(stored(row));
      }
      return events;
    },

    async head() {
      const [row] = await sql.query<{ head: string | number }>(
        'select coalesce(max(seq), 0) as head from lineage.event',
      );
      return Number(row?.head ?? 0);
    },
  };
}

async function appendLocked(sql: Sql, candidates: readonly Candidate[], clock: Clock): Promise<Appended[]> {
  // Held until commit: the next number is read by a statement that begins after the former holder has committed.
  await sql.query('select pg_advisory_xact_lock($1::bigint)', [APPEND_LOCK]);
  const known = await knownContents(sql, candidates);
  const [head] = await sql.query<{ seq: string | number; recorded_at: string | number | null }>(
    `select coalesce(max(seq), 0) as seq, (extract(epoch from max(recorded_at)) * 1000000)::bigint as recorded_at
     from (select seq, recorded_at from lineage.event order by seq desc limit 1) newest`,
  );
  let seq = Number(head?.seq ?? 0);
  const fresh: (Candidate & { readonly seq: number })[] = [];
  const appended = candidates.map((event): Appended => {
    const before = known.get(contentKey(event));
    if (before !== undefined && before.hash === event.hash) return { seq: before.seq, duplicate: true };
    seq += 1;
    known.set(contentKey(event), { hash: event.hash, seq });
    fresh.push({ ...event, seq });
    return { seq, duplicate: false };
  });
  // A clock that was set back does not turn the recorded time around.
  const recordedAt = Math.max(instantOfDate(clock.now()), Number(head?.recorded_at ?? 0));
  if (fresh.length > 0) await insert(sql, fresh, printInstant(recordedAt));
  return appended;
}

/** Where an event that says the same would be found: by subject, or by content. */
const contentKey = ({ subject, hash }: Pick<Candidate, 'subject' | 'hash'>): string =>
  subject === null ? `#${hash}` : `@${subject}`;

type KnownContents = Map<string, { readonly hash: string; readonly seq: number }>;

async function knownContents(sql: Sql, candidates: readonly Candidate[]): Promise<KnownContents> {
  const subjects = new Set(candidates.flatMap(({ subject }) => subject ?? []));
  const hashes = new Set(candidates.flatMap(({ subject, hash }) => (subject === null ? hash : [])));
  const rows = await sql.query<{ subject: string | null; hash: string; seq: string | number }>(
    `select newest.subject, encode(newest.content_hash, 'hex') as hash, newest.seq
     from jsonb_array_elements_text($1::jsonb) asked(subject)
     cross join lateral (
       select e.subject, e.content_hash, e.seq from lineage.event e
       where e.subject = asked.subject order by e.seq desc limit 1) newest
     union all
     select null, asked.hash, e.seq
     from jsonb_array_elements_text($2::jsonb) asked(hash)
     join lineage.event e on e.content_hash = decode(asked.hash, 'hex') and e.subject is null`,
    [JSON.stringify([...subjects]), JSON.stringify([...hashes])],
  );
  return new Map(rows.map(({ subject, hash, seq }) => [contentKey({ subject, hash }), { hash, seq: Number(seq) }]));
}

async function insert(sql: Sql, events: readonly (Candidate & { seq: number })[], recordedAt: string): Promise<void> {
  const rows = events.map(({ seq, hash, kind, source, subject }) => ({ seq, hash, kind, source, subject }));
  // Bodies are spliced in as the canonical text that was hashed.
  const json = `[${rows.map((row, i) => `${JSON.stringify(row).slice(0, -1)},"body":${events[i]?.json ?? 'null'}}`).join(',')}]`;
  await sql.query(
    `insert into lineage.event (seq, content_hash, kind, source, subject, body, recorded_at)
     select e.seq, decode(e.hash, 'hex'), e.kind, e.source, e.subject, e.body, at.recorded_at
     from json_to_recordset($1::json) as e(seq bigint, hash text, kind text, source text, subject text, body json),
          (values ($2::timestamptz)) as at(recorded_at)`,
    [json, recordedAt],
  );
}
