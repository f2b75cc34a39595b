import type { StoredEvent } from './event-log.ts';

/** An event as a statement gives it. */
export interface EventRow {
  readonly seq: string | number;
  readonly kind: string;
  readonly source: string;
  readonly subject: string | null;
  readonly body: string;
  readonly recorded_at: string | number;
  readonly dead: boolean;
}

/** The event of a row. */
export const stored = (row: EventRow): StoredEvent => ({
  seq: Number(row.seq),
  kind: row.kind,
  source: row.source,
  subject: row.subject,
  body: JSON.parse(row.body) as unknown,
  recordedAt: Number(row.recorded_at),
  ...(row.dead ? { dead: true } : {}),
});
