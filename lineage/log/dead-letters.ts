import type { Instant } from '../domain/instant.ts';
import type { Sql } from './sql.ts';

/** What became of a dead letter: it counts from a later place on, or something newer says what it said. */
export const RESOLUTIONS = ['REPLAYED', 'SUPERSEDED'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** An event of the log that could not be read when its turn came. */
export interface DeadLetter {
  /** Its number in the log. */
  readonly seq: number;
  readonly kind: string;
  readonly source: string;
  readonly subject: string | null;
  /** Why it could not be read. */
  readonly reason: string;
  /** SHA-256 of kind and body, hexadecimal; the log compares by it. */
  readonly contentHash: string;
  readonly recordedAt: Instant;
  /** Null while it is open. */
  readonly resolution: Resolution | null;
  /** The event that took its place, or that is newer; null while it is open. */
  readonly resolvedBy: number | null;
}

/** A dead letter with what is in it. */
export interface OpenedLetter extends DeadLetter {
  readonly body: unknown;
  /** Number of the newest event that states the same subject; its own where it has none. */
  readonly newestOfSubject: number;
}

/** Events of the log that could not be read, with the reason. */
export interface DeadLetters {
  /** Notes an event; noting it again changes nothing. */
  add(seq: number, reason: string): Promise<void>;
  /** How many are open. */
  count(): Promise<number>;
  /** Letters after a number, resolved ones too where asked; by number. */
  list(after: number, limit: number, resolvedToo: boolean): Promise<DeadLetter[]>;
  /** How many `list` gives in all. */
  total(resolvedToo: boolean): Promise<number>;
  /** One of them; undefined where there is none. */
  open(seq: number): Promise<OpenedLetter | undefined>;
  /** Notes what became of one that is open. */
  resolve(seq: number, resolution: Resolution, by: number, within: Sql): Promise<void>;
}

/** Its table; the event itself stays in the log. */
export const DEAD_LETTER_DDL: readonly string[] = [
  `create table lineage.dead_letter (
    seq bigint primary key references lineage.event (seq),
    reason text not null
  )`,
];

/** What became of it; it comes after `DEAD_LETTER_DDL`. Rows are never taken away: folding leaves these events out. */
export const RESOLUTION_DDL: readonly string[] = [
  `alter table lineage.dead_letter
     add column resolution text check (resolution in ('REPLAYED', 'SUPERSEDED')),
     add column resolved_by bigint,
     add constraint dead_letter_resolved check ((resolution is null) = (resolved_by is null))`,
  'create index dead_letter_open on lineage.dead_letter (seq) where resolution is null',
];

interface LetterRow {
  readonly seq: string | number;
  readonly kind: string;
  readonly source: string;
  readonly subject: string | null;
  readonly reason: string;
  readonly content_hash: string;
  readonly recorded_at: string | number;
  readonly resolution: Resolution | null;
  readonly resolved_by: string | number | null;
}

const LETTER = `select d.seq, e.kind, e.source, e.subject, d.reason, encode(e.content_hash, 'hex') as content_hash,
    (extract(epoch from e.recorded_at) * 1000000)::bigint as recorded_at, d.resolution, d.resolved_by`;

const letterOf = (row: LetterRow): DeadLetter => ({
  seq: Number(row.seq),
  kind: row.kind,
  source: row.source,
  subject: row.subject,
  reason: row.reason,
  contentHash: row.content_hash,
  recordedAt: Number(row.recorded_at),
  resolution: row.resolution,
  resolvedBy: row.resolved_by === null ? null : Number(row.resolved_by),
});

/** Dead letters in the table `lineage.dead_letter`. */
export function postgresDeadLetters(sql: Sql): DeadLetters {
  const count = async (resolvedToo: boolean): Promise<number> => {
    const [row] = await sql.query<{ count: string }>(
      'select count(*) as count from lineage.dead_letter where resolution is null or $1::boolean',
      [resolvedToo],
    );
    return Number(row?.count ?? 0);
  };
  return {
    async add(seq, reason) {
      await sql.query('insert into lineage.dead_letter (seq, reason) values ($1, $2) on conflict (seq) do nothing', [
        seq,
        reason,
      ]);
    },
    count: () => count(false),
    total: count,
    async list(after, limit, resolvedToo) {
      const rows = await sql.query<LetterRow>(
        `${LETTER} from lineage.dead_letter d join lineage.event e on e.seq = d.seq
         where d.seq > $1::bigint and (d.resolution is null or $2::boolean) order by d.seq limit $3::int`,
        [after, resolvedToo, limit],
      );
      return rows.map(letterOf);
    },
    async open(seq) {
      const [row] = await sql.query<LetterRow & { body: string; newest: string | number }>(
        `${LETTER}, e.body::text as body, coalesce((select max(n.seq) from lineage.event n where n.subject = e.subject), e.seq) as newest
         from lineage.dead_letter d join lineage.event e on e.seq = d.seq where d.seq = $1::bigint`,
        [seq],
      );
      if (row === undefined) return undefined;
      return { ...letterOf(row), body: JSON.parse(row.body) as unknown, newestOfSubject: Number(row.newest) };
    },
    async resolve(seq, resolution, by, within) {
      await within.query(
        'update lineage.dead_letter set resolution = $1::text, resolved_by = $2::bigint where seq = $3::bigint and resolution is null',
        [resolution, by, seq],
      );
    },
  };
}
