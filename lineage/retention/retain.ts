import type { EntityManager } from '@mikro-orm/postgresql';
import { BadInputError } from '../../kernel/errors/errors.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { Sql } from '../log/sql.ts';
import { decide } from './decide.ts';
import type { Keeper } from './known-of.ts';
import { lastRecordedBefore, oldPieces } from './old-events.ts';
import { RetentionCounts, type RetentionReport } from './report.ts';
import { writeFolded } from './write-folded.ts';

/** What is to be folded. */
export interface RetentionRequest {
  /** Events that were recorded before, of runs that were last heard of before. */
  readonly before: Date;
  /** So many runs of each job stay whole, 0 to 10,000: those heard of last. */
  readonly keepLast: number;
  /** False: nothing is written. */
  readonly apply: boolean;
}

export const MOST_KEPT_RUNS = 10_000;
/** Column lineages that a dry run remembers; what lies behind counts as if it stayed. */
const MOST_KEEPERS = 200_000;

/** What retention works with. */
export interface RetentionParts {
  readonly sql: Sql;
  readonly fork: () => EntityManager;
  readonly scope: Pick<RequestScope, 'viewer' | 'clock'>;
  /** Told after every piece which place of how many is reached. */
  readonly progress: (done: number, of: number) => void;
}

/**
 * Folds the events of old runs: each is replaced, at its place, by what it contributes to the graph (ADR 27). Works
 * through the log in pieces of a few megabytes, each in a transaction with its audit record; whoever is killed on the way
 * leaves whole pieces, and may begin again. Events may be taken in meanwhile, and folded into the graph.
 * @throws BadInputError for an instant to come, and for a number of runs that is out of bounds.
 */
export async function retain(
  { sql, fork, scope, progress }: RetentionParts,
  { before, keepLast, apply }: RetentionRequest,
): Promise<RetentionReport> {
  check(before, keepLast, scope.clock.now());
  const counts = new RetentionCounts();
  const seen = new Map<string, Keeper>();
  // What the graph does not hold yet cannot be compared with it.
  const [row] = await sql.query<{ revision: string }>('select revision from lineage.graph_revision');
  const upTo = await lastRecordedBefore(sql, before.toISOString(), Number(row?.revision ?? 0));
  for (let after = 0; after < upTo; ) {
    const { pieces, last } = await oldPieces(sql, after, upTo);
    for (const seqs of pieces) {
      const remembered = apply || seen.size >= MOST_KEEPERS ? new Map(seen) : seen;
      const piece = await decide(sql, seqs, { before, keepLast }, counts, remembered);
      const written = apply ? await writeFolded(fork, scope, piece) : new Set(seqs);
      for (const event of piece.folded) if (written.has(event.seq)) counts.folds(event);
    }
    after = last;
    progress(last, upTo);
  }
  return counts.report({ applied: apply, before: before.toISOString(), keepLast });
}

function check(before: Date, keepLast: number, now: Date): void {
  if (!Number.isInteger(keepLast) || keepLast < 0 || keepLast > MOST_KEPT_RUNS) {
    throw new BadInputError(
      `keepLast takes a whole number from 0 to ${MOST_KEPT_RUNS}; given: ${keepLast}. It is how many runs of each job stay whole.`,
      { argument: 'keepLast', least: 0, most: MOST_KEPT_RUNS },
    );
  }
  if (Number.isNaN(before.getTime()) || before > now) {
    throw new BadInputError('What is to be folded must lie in the past. Give an age such as 90d.', {
      argument: 'olderThan',
    });
  }
}
