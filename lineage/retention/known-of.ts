import type { Observation } from '../domain/change.ts';
import { codeOf } from '../domain/code-of.ts';
import { type FactRecord, factKey } from '../domain/graph-record.ts';
import { GraphState } from '../domain/graph-state.ts';
import type { Instant } from '../domain/instant.ts';
import { nameCode } from '../domain/names/name-code.ts';
import type { Sql } from '../log/sql.ts';
import { type FactRow, factOf, nodeKey } from '../store/postgres/rows.ts';
import type { WholeEvent } from './old-events.ts';
import { columnsCode, type Known } from './what-stays.ts';

/** Where a column lineage is said for good. */
export interface Keeper {
  readonly seq: number;
  readonly time: Instant;
}

/** What is known of some events, each with what was said before it. */
export interface KnownOf {
  readonly state: GraphState;
  of(event: WholeEvent): Known;
}

/**
 * Loads what deciding about some events looks at: a statement for records, one for edges, one for what is said for good.
 * @param sql one transaction that sees one state of graph and log.
 * @param keepers what is said for good by events that are decided on but not written; grows with these.
 */
export async function knownOf(sql: Sql, events: readonly WholeEvent[], keepers: Map<string, Keeper>): Promise<KnownOf> {
  const state = new GraphState();
  const changes = events.flatMap((event) => event.changes);
  const asked = new Set([...changes.flatMap(recordsOf), ...events.map(({ run }) => factKey('run', run))]);
  const facts = await sql.query<FactRow>(
    `select f.kind, f.code, f.facts::text as facts
     from jsonb_to_recordset($1::jsonb) as asked(kind text, code text)
     join lineage.graph_fact f on f.kind = asked.kind and f.code = asked.code`,
    [JSON.stringify(Array.from(asked, (key) => ({ kind: key.split('\n')[0], code: key.split('\n')[1] })))],
  );
  for (const row of facts) state.load(factOf(row));
  const moves = await sql.query<{ job: string; at: string }>(
    `select distinct encode(j.key, 'hex') as job, e.recorded_from as at
     from jsonb_array_elements_text($1::jsonb) asked(key)
     join lineage.graph_node j on j.key = decode(asked.key, 'hex')
     join lineage.graph_edge e on e.job_id = j.id
     where e.recorded_from in (select instant::bigint from jsonb_array_elements_text($2::jsonb) as i(instant))`,
    [
      JSON.stringify([...new Set(events.map(({ job }) => nodeKey(job)))]),
      JSON.stringify([...new Set(events.map(({ recordedAt }) => recordedAt))]),
    ],
  );
  const moved = new Set(moves.map(({ job, at }) => `${job}\n${at}`));
  const codes = changes.flatMap((change) => (change.change === 'columns.observed' ? [columnsCode(change)] : []));
  const rows = await sql.query<{ code: string; seq: string; event_time: string }>(
    `select asked.code, k.seq, k.event_time from jsonb_array_elements_text($1::jsonb) asked(code)
     join lineage.kept_columns k on k.code = decode(asked.code, 'hex')`,
    [JSON.stringify([...new Set(codes)])],
  );
  for (const { code, seq, event_time } of rows) keepers.set(code, { seq: Number(seq), time: Number(event_time) });
  return {
    state,
    of: ({ seq, time, recordedAt }) => ({
      fact: (record, code) => state.fact(record, code),
      movesEdges: (job) => moved.has(`${nodeKey(job)}\n${recordedAt}`),
      isSaidBefore: (code) => {
        const keeper = keepers.get(code);
        return keeper !== undefined && keeper.seq < seq && keeper.time <= time;
      },
    }),
  };
}

/** The records that `whatStays` looks at for a change. */
function recordsOf(change: Observation): string[] {
  const key = (record: FactRecord['record'], ref: string): string[] => [factKey(record, codeOf(ref))];
  switch (change.change) {
    case 'facets.observed':
      return key('facets', change.subject);
    case 'schema.observed':
      return key('schema', change.name);
    case 'schema.told':
      return key('tellings', change.name);
    case 'columns.observed':
      return [...key('columns', change.name), ...change.sources.map((name) => factKey('name', nameCode(name)))];
    default:
      return [];
  }
}
