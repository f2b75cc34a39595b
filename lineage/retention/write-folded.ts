import { appendRecords, auditHead } from '../../kernel/audit/seal.ts';
import { codeOf } from '../domain/code-of.ts';
import { FOLDED } from '../domain/folded-event.ts';
import { OPENLINEAGE_KINDS } from '../domain/openlineage/read-event.ts';
import { mikroSql } from '../log/mikro-sql.ts';
import type { Sql } from '../log/sql.ts';
import type { FoldedRow, Piece } from './decide.ts';
import type { RetentionParts } from './retain.ts';

/** Key of the lock of whoever folds old runs, over all processes of one database: "nguonret". */
const RETENTION_LOCK = '7955456388228081012';
/** What folding is recorded as. */
const RETAIN = 'retainRuns';

/**
 * Writes a piece, with the record of it, in one transaction.
 * @returns the events that it folded; somebody else may have folded some.
 */
export async function writeFolded(
  fork: RetentionParts['fork'],
  scope: RetentionParts['scope'],
  { folded, keepers }: Piece,
): Promise<ReadonlySet<number>> {
  if (folded.length === 0 && keepers.size === 0) return new Set();
  return fork().transactional(async (em) => {
    const sql = mikroSql(em);
    // Two who fold take turns.
    await sql.query('select pg_advisory_xact_lock($1::bigint)', [RETENTION_LOCK]);
    const rows = folded.map(({ seq, body }) => `{"seq":${seq},"body":${body}}`);
    const updated = await sql.query<{ seq: string }>(
      `update lineage.event e set kind = $1::text, body = f.body
       from json_to_recordset($2::json) as f(seq bigint, body json)
       where e.seq = f.seq and e.kind = $3::text returning e.seq`,
      [FOLDED, `[${rows.join(',')}]`, OPENLINEAGE_KINDS.run],
    );
    const given = new Set(folded.map(({ seq }) => seq));
    const written = new Set(updated.map(({ seq }) => Number(seq)));
    const done = folded.filter(({ seq }) => written.has(seq));
    // Events that stay whole say things for good too.
    await addKeepers(sql, keepers, (seq) => written.has(seq) || !given.has(seq));
    if (done.length === 0) return written;
    await addJobs(sql, done);
    const sum = (of: (row: FoldedRow) => number): number => done.reduce((all, row) => all + of(row), 0);
    await appendRecords(em, 'lineage', [
      {
        ...auditHead({ ...scope, correlationId: null }, { action: RETAIN, targets: [] }),
        kind: 'WRITE',
        outcome: 'DONE',
        changes: [
          {
            entity: 'event',
            key: `${done[0]?.seq}-${done.at(-1)?.seq}`,
            before: { events: done.length, bytes: sum(({ bytes }) => bytes) },
            after: { events: done.length, bytes: sum(({ bytesAfter }) => bytesAfter), folded: true },
          },
        ],
      },
    ]);
    return written;
  });
}

/** Notes who says a column lineage for good. Somebody who noted it before stays: then both say it. */
async function addKeepers(sql: Sql, keepers: Piece['keepers'], isThere: (seq: number) => boolean): Promise<void> {
  const rows = Array.from(keepers, ([code, { seq, time }]) => ({ code, seq, time })).filter(({ seq }) => isThere(seq));
  if (rows.length === 0) return;
  await sql.query(
    `insert into lineage.kept_columns (code, seq, event_time)
     select decode(k.code, 'hex'), k.seq, k.time from json_to_recordset($1::json) as k(code text, seq bigint, time bigint)
     order by k.code on conflict (code) do nothing`,
    [JSON.stringify(rows)],
  );
}

/** Adds to what was folded of jobs. */
async function addJobs(sql: Sql, done: readonly FoldedRow[]): Promise<void> {
  const rows = Array.from(
    Map.groupBy(done, ({ job }) => job),
    ([job, events]) => ({
      code: codeOf(job),
      job,
      events: events.length,
      before: events.reduce((sum, { bytes }) => sum + bytes, 0),
      after: events.reduce((sum, { bytesAfter }) => sum + bytesAfter, 0),
      until: Math.max(...events.map(({ time }) => time)),
    }),
  );
  await sql.query(
    `insert into lineage.folded_job as known (code, job, events, bytes_before, bytes_after, until)
     select j.code, j.job, j.events, j.before, j.after, j.until
     from json_to_recordset($1::json)
       as j(code text, job text, events bigint, before bigint, after bigint, until bigint)
     order by j.code
     on conflict (code) do update set events = known.events + excluded.events,
       bytes_before = known.bytes_before + excluded.bytes_before,
       bytes_after = known.bytes_after + excluded.bytes_after, until = greatest(known.until, excluded.until)`,
    [JSON.stringify(rows)],
  );
}
