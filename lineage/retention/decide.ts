import { foldedBody } from '../domain/folded-event.ts';
import { instantOfDate } from '../domain/instant.ts';
import type { Sql } from '../log/sql.ts';
import { type Keeper, knownOf } from './known-of.ts';
import { readEvents, type WholeEvent } from './old-events.ts';
import type { RetentionCounts } from './report.ts';
import type { RetentionRequest } from './retain.ts';
import { whatStays } from './what-stays.ts';
import { whyWhole } from './why-whole.ts';

/** What becomes of a piece of the log. */
export interface Piece {
  readonly folded: readonly FoldedRow[];
  /** Column lineages that are said for good by events of the piece. */
  readonly keepers: ReadonlyMap<string, Keeper>;
}

/** An event that is folded, and what stands for it. */
export interface FoldedRow extends Pick<WholeEvent, 'seq' | 'job' | 'run' | 'bytes' | 'time'> {
  readonly body: string;
  readonly bytesAfter: number;
}

/**
 * Says what becomes of some events, looking at one state of log and graph.
 * @param counts is told which stay whole.
 * @param keepers column lineages that are said for good by events that were decided on and not written; added to.
 */
export function decide(
  sql: Sql,
  seqs: readonly number[],
  { before, keepLast }: Pick<RetentionRequest, 'before' | 'keepLast'>,
  counts: RetentionCounts,
  keepers: Map<string, Keeper>,
): Promise<Piece> {
  return sql.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    const events = await readEvents(tx, seqs);
    // A graph that is being rebuilt has lost what it held.
    const [row] = await tx.query<{ revision: string }>('select revision from lineage.graph_revision');
    const held = events.filter(({ seq }) => seq <= Number(row?.revision ?? 0));
    const known = await knownOf(tx, held, keepers);
    const reasonOf = await whyWhole(tx, held, known.state, instantOfDate(before), keepLast);
    const folded: FoldedRow[] = [];
    const added = new Map<string, Keeper>();
    for (const event of held) {
      const reason = reasonOf(event);
      if (reason !== null) {
        counts.stays(reason);
        continue;
      }
      const { seq, time, job, run, bytes } = event;
      const { changes, keeps } = whatStays(event.changes, known.of(event));
      const body = bodyOf(event, changes);
      const bytesAfter = body === null ? bytes : Buffer.byteLength(body);
      // One that stays whole says it as well as one that is folded.
      for (const code of keeps) {
        if (keepers.has(code)) continue;
        keepers.set(code, { seq, time });
        added.set(code, { seq, time });
      }
      if (body === null || bytesAfter >= bytes) {
        counts.stays('small');
        continue;
      }
      folded.push({ seq, time, job, run, bytes, body, bytesAfter });
    }
    return { folded, keepers: added };
  });
}

/** Null where a facet is nested so deep that it fits into the event alone. */
function bodyOf({ time }: WholeEvent, changes: WholeEvent['changes']): string | null {
  try {
    return foldedBody(time, changes);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
