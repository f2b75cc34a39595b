import { codeOf } from '../domain/code-of.ts';
import type { Instant } from '../domain/instant.ts';
import { printInstant } from '../domain/instant.ts';
import type { FacetsFacts, RunFacts } from '../domain/memory.ts';
import type { SchemasFacts } from '../domain/schema-history/schema-versions.ts';
import type { TellingsFacts } from '../domain/schema-history/tellings.ts';
import type { Sql } from '../log/sql.ts';

/** A run with what its order in lists is made of. */
export interface StoredRun {
  /** Code of the memory of the run. */
  readonly code: string;
  readonly facts: RunFacts;
}

/** Which schemas a name had, and when. */
export interface SchemaHistory {
  readonly name: string;
  readonly tellings: TellingsFacts;
  readonly schemas: SchemasFacts;
}

/** Where a page of runs goes on: behind this one. */
export interface RunPlace {
  readonly lastSeen: Instant;
  readonly code: string;
}

/** Which runs of a job. */
export interface RunsPiece {
  readonly after: RunPlace | null;
  /** Runs that are passed over. */
  readonly skip: number;
  readonly most: number;
}

/** An event as it is in the log. */
export interface StoredLineageEvent {
  readonly seq: number;
  /** Canonical JSON text is parsed as it was sent, members in another order. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly recordedAt: Instant;
}

/** Which events are read back; bounds are of the time of the event, the later one excluded. */
export interface EventsQuestion {
  readonly after: Instant | null;
  readonly before: Instant | null;
  readonly newestFirst: boolean;
  /** Events that are passed over. */
  readonly skip: number;
  readonly most: number;
}

/** What retention has folded of a job. */
export interface FoldedOfJob {
  readonly job: string;
  readonly events: number;
  /** Time of the last event that was folded. */
  readonly until: Instant;
}

/** Events of OpenLineage are counted up to here. */
export const MOST_COUNTED = 10_000;
/** Runs that one run started, of which are told. */
export const MOST_CHILDREN = 200;

/**
 * Reads what folding remembers of observations, and the events themselves: memory of the fold and log are in PostgreSQL,
 * whatever answers are computed from. Each method is one statement, by index.
 */
export interface Observations {
  /** The facets of some subjects, by subject; see `openlineage/kept-facets.ts`. */
  facets(subjects: readonly string[]): Promise<ReadonlyMap<string, FacetsFacts>>;
  /** Which schemas some names had, of those of which any was told. */
  schemaHistories(names: readonly string[]): Promise<readonly SchemaHistory[]>;
  /** Runs with an id: of one job as a rule, but an id names no job. */
  runs(ids: readonly string[]): Promise<readonly RunFacts[]>;
  /** The runs of each of some jobs, last seen first; the same piece of each. */
  runsOf(jobs: readonly string[], piece: RunsPiece): Promise<ReadonlyMap<string, readonly StoredRun[]>>;
  /** How many runs each of some jobs has. */
  countRunsOf(jobs: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The run last seen of each job. */
  latestRuns(jobs: readonly string[]): Promise<ReadonlyMap<string, RunFacts>>;
  /** Runs that each of some runs started, at most `MOST_CHILDREN` and one of each, by its id. */
  childrenOf(runIds: readonly string[]): Promise<ReadonlyMap<string, readonly RunFacts[]>>;
  events(question: EventsQuestion): Promise<readonly StoredLineageEvent[]>;
  /** How many events there are, at most `MOST_COUNTED` and one. */
  countEvents(question: Pick<EventsQuestion, 'after' | 'before'>): Promise<number>;
  /** How many events of a time retention has folded: they are not among `events`. At most `MOST_COUNTED` and one. */
  countFolded(question: Pick<EventsQuestion, 'after' | 'before'>): Promise<number>;
  /** What retention has folded of some jobs, of those of which it has folded anything. */
  foldedOf(jobs: readonly string[]): Promise<readonly FoldedOfJob[]>;
}

interface FactRow {
  readonly code: string;
  readonly facts: string;
}

const EVENT_KINDS = "('openlineage.run', 'openlineage.job', 'openlineage.dataset')";
const BETWEEN = 'lineage.event_time(body) >= $1::timestamptz and lineage.event_time(body) < $2::timestamptz';
const IN_TIME = `kind in ${EVENT_KINDS} and ${BETWEEN}`;
const FOLDED_IN_TIME = `kind = 'openlineage.folded' and ${BETWEEN}`;
const [SINCE_EVER, FOR_EVER] = ['1700-01-01T00:00:00Z', '2250-01-01T00:00:00Z'];

const between = ({ after, before }: Pick<EventsQuestion, 'after' | 'before'>): [string, string] => [
  after === null ? SINCE_EVER : printInstant(after),
  before === null ? FOR_EVER : printInstant(before),
];

// What was put is what is read: facts of these kinds were written as such.
const runOf = ({ facts }: FactRow): RunFacts => JSON.parse(facts) as RunFacts;

/** Observations in the tables of log and graph. */
export function postgresObservations(sql: Sql): Observations {
  const countOf = async (where: string, time: Pick<EventsQuestion, 'after' | 'before'>): Promise<number> => {
    const [row] = await sql.query<{ count: string }>(
      `select count(*) as count from (select 1 from lineage.event where ${where} limit $3::int) counted`,
      [...between(time), MOST_COUNTED + 1],
    );
    return Number(row?.count ?? 0);
  };
  return {
    async facets(subjects) {
      const rows = await sql.query<FactRow>(
        `select f.code, f.facts::text as facts from jsonb_array_elements_text($1::jsonb) asked(code)
         join lineage.graph_fact f on f.kind = 'facets' and f.code = asked.code`,
        [JSON.stringify(subjects.map((subject) => codeOf(subject)))],
      );
      return new Map(
        rows.map(({ facts }) => {
          const read = JSON.parse(facts) as FacetsFacts;
          return [read.subject, read];
        }),
      );
    },
    async schemaHistories(names) {
      const rows = await sql.query<{ tellings: string; schemas: string }>(
        `select t.facts::text as tellings, s.facts::text as schemas from jsonb_array_elements_text($1::jsonb) asked(code)
         join lineage.graph_fact t on t.kind = 'tellings' and t.code = asked.code
         join lineage.graph_fact s on s.kind = 'schemas' and s.code = asked.code`,
        [JSON.stringify(names.map((name) => codeOf(name)))],
      );
      return rows.map((row) => {
        const tellings = JSON.parse(row.tellings) as TellingsFacts;
        return { name: tellings.name, tellings, schemas: JSON.parse(row.schemas) as SchemasFacts };
      });
    },
    async runs(ids) {
      const rows = await sql.query<FactRow>(
        `select f.code, f.facts::text as facts from jsonb_array_elements_text($1::jsonb) asked(id)
         join lineage.graph_fact f on f.kind = 'run' and split_part(f.code, ':', 1) = asked.id order by f.code`,
        [JSON.stringify(ids)],
      );
      return rows.map(runOf);
    },
    async runsOf(jobs, { after, skip, most }) {
      const rows = await sql.query<FactRow>(
        `select piece.code, piece.facts from jsonb_array_elements_text($1::jsonb) with ordinality asked(job, place)
         cross join lateral (
           select f.code, f.facts::text as facts, (f.facts ->> 'lastSeen')::bigint as last_seen from lineage.graph_fact f
           where f.kind = 'run' and split_part(f.code, ':', 2) = asked.job
             and (f.facts ->> 'lastSeen')::bigint <= $2::bigint
             and ((f.facts ->> 'lastSeen')::bigint < $3::bigint or f.code > $4)
           order by (f.facts ->> 'lastSeen')::bigint desc, f.code offset $5::int limit $6::int) piece
         order by asked.place, piece.last_seen desc, piece.code`,
        [JSON.stringify(jobs.map((job) => codeOf(job))), ...bounds(after), skip, most],
      );
      return Map.groupBy(
        rows.map((row) => ({ code: row.code, facts: runOf(row) })),
        ({ facts }) => facts.job,
      );
    },
    async countRunsOf(jobs) {
      const byCode = new Map(jobs.map((job) => [codeOf(job), job]));
      const rows = await sql.query<{ job: string; count: string }>(
        `select asked.job, (select count(*) from lineage.graph_fact f
           where f.kind = 'run' and split_part(f.code, ':', 2) = asked.job) as count
         from jsonb_array_elements_text($1::jsonb) asked(job)`,
        [JSON.stringify([...byCode.keys()])],
      );
      return new Map(rows.map(({ job, count }) => [byCode.get(job) ?? job, Number(count)]));
    },
    async latestRuns(jobs) {
      const rows = await sql.query<FactRow>(
        `select newest.code, newest.facts from jsonb_array_elements_text($1::jsonb) asked(job)
         cross join lateral (
           select f.code, f.facts::text as facts from lineage.graph_fact f
           where f.kind = 'run' and split_part(f.code, ':', 2) = asked.job
           order by (f.facts ->> 'lastSeen')::bigint desc, f.code limit 1) newest`,
        [JSON.stringify(jobs.map((job) => codeOf(job)))],
      );
      return new Map(rows.map(runOf).map((run) => [run.job, run]));
    },
    async childrenOf(runIds) {
      const rows = await sql.query<FactRow & { readonly parent: string }>(
        `select asked.id as parent, child.code, child.facts from jsonb_array_elements_text($1::jsonb) asked(id)
         cross join lateral (
           select f.code, f.facts::text as facts from lineage.graph_fact f
           where f.kind = 'run' and f.facts -> 'parent' ->> 'runId' = asked.id order by f.code limit $2::int) child
         order by asked.id, child.code`,
        [JSON.stringify(runIds), MOST_CHILDREN + 1],
      );
      const grouped = Map.groupBy(rows, ({ parent }) => parent);
      return new Map([...grouped].map(([parent, children]) => [parent, children.map(runOf)]));
    },
    async events({ newestFirst, skip, most, ...time }) {
      const way = newestFirst ? 'desc' : 'asc';
      const rows = await sql.query<{ seq: string; body: string; recorded_at: string }>(
        `select seq, body::text as body, (extract(epoch from recorded_at) * 1000000)::bigint as recorded_at
         from lineage.event where ${IN_TIME}
         order by lineage.event_time(body) ${way}, seq ${way} offset $3::int limit $4::int`,
        [...between(time), skip, most],
      );
      return rows.map((row) => ({
        seq: Number(row.seq),
        body: JSON.parse(row.body) as StoredLineageEvent['body'],
        recordedAt: Number(row.recorded_at),
      }));
    },
    countEvents: (time) => countOf(IN_TIME, time),
    countFolded: (time) => countOf(FOLDED_IN_TIME, time),
    async foldedOf(jobs) {
      const rows = await sql.query<{ job: string; events: string; until: string }>(
        `select f.job, f.events, f.until from jsonb_array_elements_text($1::jsonb) asked(code)
         join lineage.folded_job f on f.code = asked.code`,
        [JSON.stringify(jobs.map((job) => codeOf(job)))],
      );
      return rows.map(({ job, events, until }) => ({ job, events: Number(events), until: Number(until) }));
    },
  };
}

/** Bounds of a page: nothing is later than the greatest bigint. */
function bounds(after: RunPlace | null): [string, string, string] {
  const latest = after === null ? '9223372036854775807' : String(after.lastSeen);
  return [latest, latest, after === null ? '' : after.code];
}
