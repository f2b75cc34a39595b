import type { Clock } from '../../kernel/clock.ts';
import type { GraphRecord } from '../domain/graph-record.ts';
import { instantOfDate } from '../domain/instant.ts';
import { findingKey } from '../domain/policy/finding.ts';
import type { Sql } from '../log/sql.ts';
import { FollowedFindings } from '../projection/policy/followed-findings.ts';
import type { Projection } from '../projection/projection.ts';

/** More records than this between two evaluations, and the graph is evaluated in full. */
const MOST_PENDING = 200_000;

/** When a finding was seen, the last time that it opened. */
export interface Seen {
  readonly firstSeen: Date;
  /** When it was seen to hold no more; null while it holds. */
  readonly resolved: Date | null;
}

/** What the history works with. */
export interface HistoryParts {
  readonly sql: () => Sql;
  readonly clock: Clock;
  readonly projection: () => Projection;
  /** Whether this process keeps the history, or another does. */
  readonly leads: () => boolean;
}

/** Who a finding is. */
type Named = { readonly rule: string; readonly target: string };

/**
 * Evaluates the rules after every change of the graph and as time passes, and keeps when each finding came and went.
 * Whoever comes to lead evaluates in full and takes up where the table stands. Circles of data (I3) are not followed.
 */
export class FindingHistory {
  readonly #parts: HistoryParts;
  #projection: Projection | undefined;
  #followed: FollowedFindings | undefined;
  /** Keys of the findings that the table holds as open. */
  #open = new Map<string, Named>();
  #pending: GraphRecord[] = [];
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  /** Brings the history up to date. Runs one after another; a failure leaves what is to do for the next. */
  async run(): Promise<void> {
    while (this.#running !== undefined) await this.#running.catch(() => undefined);
    this.#running = this.#run();
    try {
      await this.#running;
    } finally {
      this.#running = undefined;
    }
  }

  /** Begins no run any more; resolves when the one that goes on has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running?.catch(() => undefined);
  }

  /** When findings were seen, by `findingKey`; those that never were are left out. One statement. */
  async seen(findings: readonly Named[]): Promise<ReadonlyMap<string, Seen>> {
    if (findings.length === 0) return new Map();
    const rows = await this.#parts.sql().query<{ rule: string; target: string; first: number; last: number | null }>(
      `select distinct on (f.rule, f.target) f.rule, f.target,
        (extract(epoch from f.first_seen) * 1000)::float8 as first,
        (extract(epoch from f.resolved) * 1000)::float8 as last
      from jsonb_to_recordset($1::jsonb) as asked (rule text, target text)
      join lineage.policy_finding f on f.rule = asked.rule and f.target = asked.target
      order by f.rule, f.target, f.first_seen desc`,
      [namesOf(findings)],
    );
    return new Map(
      rows.map((row) => [
        findingKey(row),
        { firstSeen: new Date(row.first), resolved: row.last === null ? null : new Date(row.last) },
      ]),
    );
  }

  async #run(): Promise<void> {
    if (this.#stopped || !this.#parts.leads()) {
      this.#forget();
      return;
    }
    const now = this.#parts.clock.now();
    const projection = this.#parts.projection();
    try {
      if (projection !== this.#projection || this.#followed === undefined) await this.#begin(projection, now);
      else if (!this.#step(this.#followed, now)) return;
      await this.#write(now);
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  async #begin(projection: Projection, now: Date): Promise<void> {
    this.#pending = [];
    this.#listenTo(projection);
    const rows = await this.#parts
      .sql()
      .query<Named>('select rule, target from lineage.policy_finding where resolved is null');
    this.#open = new Map(rows.map((row) => [findingKey(row), row]));
    // It may have been replaced while the table was read.
    this.#followed = new FollowedFindings(this.#projection ?? projection, { asOf: instantOfDate(now) });
  }

  #listenTo(projection: Projection): void {
    this.#projection = projection;
    projection.onApplied = (records) => {
      if (this.#followed === undefined) return;
      for (const record of records) this.#pending.push(record);
      // Whoever lags so far behind begins anew.
      if (this.#pending.length > MOST_PENDING) this.#followed = undefined;
    };
    projection.onReplaced = (next, renumbered) => {
      this.#followed = this.#followed?.goOnOver(next, renumbered);
      this.#listenTo(next);
    };
  }

  /** @returns false when nothing can have changed. */
  #step(followed: FollowedFindings, now: Date): boolean {
    const asOf = instantOfDate(now);
    const records = this.#pending;
    if (records.length === 0 && !followed.isDue(asOf)) return false;
    this.#pending = [];
    followed.step(records, asOf);
    return true;
  }

  async #write(now: Date): Promise<void> {
    const found = new Map(this.#followed?.findings().map((finding) => [findingKey(finding), finding]));
    const opened = [...found].flatMap(([key, finding]) => (this.#open.has(key) ? [] : [finding]));
    const closed = [...this.#open].flatMap(([key, finding]) => (found.has(key) ? [] : [finding]));
    if (opened.length + closed.length === 0) return;
    const at = now.toISOString();
    await this.#parts.sql().transaction(async (sql) => {
      await sql.query(
        `update lineage.policy_finding f set resolved = $1::timestamptz
        from jsonb_to_recordset($2::jsonb) as gone (rule text, target text)
        where f.rule = gone.rule and f.target = gone.target and f.resolved is null`,
        [at, namesOf(closed)],
      );
      await sql.query(
        `insert into lineage.policy_finding (rule, target, severity, first_seen)
        select come.rule, come.target, come.severity, $1::timestamptz
        from jsonb_to_recordset($2::jsonb) as come (rule text, target text, severity text)
        on conflict (rule, target, first_seen) do update set resolved = null, severity = excluded.severity`,
        [at, JSON.stringify(opened.map(({ rule, target, severity }) => ({ rule, target, severity })))],
      );
    });
    this.#open = new Map([...found].map(([key, { rule, target }]) => [key, { rule, target }]));
  }

  #forget(): void {
    this.#followed = undefined;
    this.#pending = [];
  }
}

const namesOf = (findings: readonly Named[]): string =>
  JSON.stringify(findings.map(({ rule, target }) => ({ rule, target })));
