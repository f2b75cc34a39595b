import { NormaliseError } from '../domain/body-reader.ts';
import type { Observation } from '../domain/change.ts';
import type { Instant } from '../domain/instant.ts';
import { normalise } from '../domain/normalise.ts';
import { runCode } from '../domain/observe.ts';
import { OPENLINEAGE_KINDS } from '../domain/openlineage/read-event.ts';
import type { Sql } from '../log/sql.ts';

/** An event of a run as it stands whole in the log, and what it means. */
export interface WholeEvent {
  readonly seq: number;
  /** Of its body as PostgreSQL stores it: compressed, where it is. */
  readonly bytes: number;
  readonly recordedAt: Instant;
  readonly time: Instant;
  readonly job: string;
  /** Code of its run. */
  readonly run: string;
  readonly changes: readonly Observation[];
}

/** Places of the log that are looked at in one step. */
const STEP = 1_000;
/** Bytes, as they are stored, of the events that are in memory at once; one larger event stands alone. */
const MOST_BYTES = 4_194_304;

interface PlaceRow {
  readonly seq: string | number;
  readonly size: string | number;
}

/**
 * Numbers of the events of runs behind a place, in pieces that fit into memory.
 * @returns also the last place that was looked at.
 */
export async function oldPieces(
  sql: Sql,
  after: number,
  upTo: number,
): Promise<{ readonly pieces: readonly (readonly number[])[]; readonly last: number }> {
  const last = Math.min(after + STEP, upTo);
  const rows = await sql.query<PlaceRow>(
    `select seq, pg_column_size(body) as size from lineage.event
     where seq > $1::bigint and seq <= $2::bigint and kind = $3::text order by seq`,
    [after, last, OPENLINEAGE_KINDS.run],
  );
  const pieces: number[][] = [];
  let room = 0;
  for (const { seq, size } of rows) {
    room -= Number(size);
    if (room < 0 || pieces.length === 0) {
      pieces.push([]);
      room = MOST_BYTES - Number(size);
    }
    pieces.at(-1)?.push(Number(seq));
  }
  return { pieces, last };
}

/** Events by number. One that is a dead letter, or that cannot be read, is not among them. */
export async function readEvents(sql: Sql, seqs: readonly number[]): Promise<WholeEvent[]> {
  const rows = await sql.query<{ seq: string; body: string; size: string | number; recorded_at: string }>(
    `select e.seq, e.body::text as body, pg_column_size(e.body) as size, (extract(epoch from e.recorded_at) * 1000000)::bigint as recorded_at
     from jsonb_array_elements_text($1::jsonb) asked(seq)
     join lineage.event e on e.seq = asked.seq::bigint
     where e.kind = $2::text and not exists (select 1 from lineage.dead_letter d where d.seq = e.seq)
     order by e.seq`,
    [JSON.stringify(seqs), OPENLINEAGE_KINDS.run],
  );
  return rows.flatMap(({ seq, body, size, recorded_at }) => {
    const event = { kind: OPENLINEAGE_KINDS.run, body: JSON.parse(body) as unknown, recordedAt: Number(recorded_at) };
    const changes = changesOf(event);
    const run = changes.find((change) => change.change === 'run.observed');
    if (run?.change !== 'run.observed') return [];
    const { job, runId, time } = run;
    return [
      {
        seq: Number(seq),
        bytes: Number(size),
        recordedAt: event.recordedAt,
        time,
        job,
        run: runCode(runId, job),
        changes,
      },
    ];
  });
}

/** What an event of a run means: observations, all of them. */
function changesOf(event: Parameters<typeof normalise>[0]): readonly Observation[] {
  try {
    return normalise(event) as readonly Observation[];
  } catch (error) {
    if (error instanceof NormaliseError) return [];
    throw error;
  }
}

/**
 * The last place of the log that was recorded before an instant. Recorded times never go back and places have no gaps, so
 * halving finds it: some thirty statements of one row.
 */
export async function lastRecordedBefore(sql: Sql, instant: string, head: number): Promise<number> {
  let [low, high] = [0, head];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [row] = await sql.query<{ before: boolean }>(
      'select recorded_at < $1::timestamptz as before from lineage.event where seq = $2::bigint',
      [instant, middle],
    );
    if (row?.before === true) low = middle;
    else high = middle - 1;
  }
  return low;
}
