import { codeOf } from '../domain/code-of.ts';
import type { GraphState } from '../domain/graph-state.ts';
import type { Instant } from '../domain/instant.ts';
import type { Sql } from '../log/sql.ts';
import type { WholeEvent } from './old-events.ts';

/** Why an event stays whole though it was recorded long ago. */
export const REASONS = ['first', 'open', 'recent', 'last', 'small'] as const;

/**
 * `first`: the first event of the log names the log. `open`: its run has not ended. `recent`: its run was heard of since.
 * `last`: its run is among the last of its job. `small`: what it contributes takes no less room than the event.
 */
export type Reason = (typeof REASONS)[number];

/** The oldest run of a job that is among the last. */
interface Bound {
  readonly last_seen: Instant;
  readonly code: string;
}

/**
 * Tells why events stay whole, by their runs; null for those that do not.
 * @param state holds the runs of the events.
 * @param before runs that were heard of later are recent.
 */
export async function whyWhole(
  sql: Sql,
  events: readonly WholeEvent[],
  state: GraphState,
  before: Instant,
  keepLast: number,
): Promise<(event: WholeEvent) => Exclude<Reason, 'small'> | null> {
  const jobs = [...new Set(events.map(({ job }) => codeOf(job)))];
  const rows =
    keepLast === 0
      ? []
      : await sql.query<{ job: string; last_seen: string; code: string }>(
          `select asked.job, bound.last_seen, bound.code from jsonb_array_elements_text($1::jsonb) asked(job)
           cross join lateral (
             select (f.facts ->> 'lastSeen')::bigint as last_seen, f.code from lineage.graph_fact f
             where f.kind = 'run' and split_part(f.code, ':', 2) = asked.job
             order by (f.facts ->> 'lastSeen')::bigint desc, f.code offset $2::int limit 1) bound`,
          [JSON.stringify(jobs), keepLast - 1],
        );
  const bounds = new Map(
    rows.map(({ job, last_seen, code }): [string, Bound] => [job, { last_seen: Number(last_seen), code }]),
  );
  const isAmongLast = (job: string, code: string, lastSeen: Instant): boolean => {
    const bound = bounds.get(codeOf(job));
    // A job that has fewer runs keeps them all.
    if (bound === undefined) return keepLast > 0;
    return lastSeen > bound.last_seen || (lastSeen === bound.last_seen && code <= bound.code);
  };
  return ({ seq, job, run }) => {
    const facts = state.fact('run', run);
    if (seq === 1) return 'first';
    if (facts === undefined || facts.end === null) return 'open';
    if (facts.lastSeen >= before) return 'recent';
    return isAmongLast(job, run, facts.lastSeen) ? 'last' : null;
  };
}
