import type { Clock } from '../../kernel/clock.ts';
import type { GraphRecord } from '../domain/graph-record.ts';
import { type Instant, instantOfDate } from '../domain/instant.ts';
import { type Finding, findingKey } from '../domain/policy/finding.ts';
import type { Sql } from '../log/sql.ts';
import { evaluateInWorker, type RunningEvaluation } from '../projection/policy/evaluate-in-worker.ts';
import { beginEvaluation } from '../projection/policy/evaluation-elsewhere.ts';
import { FollowedFindings } from '../projection/policy/followed-findings.ts';
import type { Projection } from '../projection/projection.ts';
import { LONG_FROM } from '../projection/queries/work-budget.ts';

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
  /** A graph with more edges and nodes is evaluated in a thread, while others are answered; `LONG_FROM` unless given. */
  readonly longFrom?: number;
}

/** A projection that went on for another. */
type Replaced = readonly [next: Projection, renumbered: Parameters<FollowedFindings['goOnOver']>[1]];

/** Who a finding is. */
type Named = { readonly rule: string; readonly target: string };

/**
 * Evaluates the rules after every change of the graph and as time passes, and keeps when each finding came and went.
 * Whoever comes to lead evaluates in full and takes up where the table stands; a large graph in a thread, and what comes
 * meanwhile afterwards. Circles of data (I3) are not followed.
 */
export class FindingHistory {
  readonly #parts: HistoryParts;
  #projection: Projection | undefined;
  #followed: FollowedFindings | undefined;
  /** Keys of the findings that the table holds as open. */
  #open = new Map<string, Named>();
  #pending: GraphRecord[] = [];
  /** What went on for the projection that is being evaluated; undefined while none is. */
  #replaced: Replaced[] | undefined;
  #evaluating: RunningEvaluation | undefined;
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
    await this.#evaluating?.stop();
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
      const followed = projection === this.#projection ? this.#followed : undefined;
      const asOf = instantOfDate(now);
      if (followed === undefined || (this.#isLong(projection) && followed.isDue(asOf))) await this.#begin(now);
      else if (this.#pending.length > 0 || followed.isDue(asOf)) {
        followed.step(this.#taken(), asOf);
        await this.#write(now, followed.evaluation.takeTouched());
      }
    } catch (error) {
      this.#forget();
      // Whoever stops it knows.
      if (!this.#stopped) throw error;
    }
  }

  async #begin(now: Date): Promise<void> {
    this.#forget();
    const rows = await this.#parts
      .sql()
      .query<Named>('select rule, target from lineage.policy_finding where resolved is null');
    this.#open = new Map(rows.map((row) => [findingKey(row), row]));
    if (this.#stopped) return;
    const projection = this.#parts.projection();
    this.#listenTo(projection);
    const asOf = instantOfDate(now);
    const followed = this.#isLong(projection)
      ? await this.#evaluate(projection, asOf)
      : new FollowedFindings(projection, { asOf });
    if (followed === undefined) return;
    this.#followed = followed;
    followed.step(this.#taken(), asOf);
    followed.evaluation.takeTouched();
    const found = Array.from(followed.evaluation.found(), findingKey);
    await this.#write(now, new Set([...found, ...this.#open.keys()]));
  }

  /** @returns undefined when so much came meanwhile that it has to be begun anew. */
  async #evaluate(projection: Projection, asOf: Instant): Promise<FollowedFindings | undefined> {
    const begun = beginEvaluation(projection, { asOf });
    const replaced: Replaced[] = [];
    this.#replaced = replaced;
    try {
      this.#evaluating = evaluateInWorker(begun.task);
      const found = await this.#evaluating.found;
      const followed = await begun.takeOver(found);
      if (this.#replaced !== replaced) return undefined;
      return replaced.reduce((over, [next, renumbered]) => over.goOnOver(next, renumbered), followed);
    } finally {
      begun.giveBack();
      this.#evaluating = undefined;
      this.#replaced = undefined;
    }
  }

  #isLong({ graph, nodes }: Projection): boolean {
    return graph.count + nodes.count > (this.#parts.longFrom ?? LONG_FROM);
  }

  #listenTo(projection: Projection): void {
    this.#projection = projection;
    projection.onApplied = (records) => {
      if (this.#followed === undefined && this.#replaced === undefined) return;
      for (const record of records) this.#pending.push(record);
      // Whoever lags so far behind begins anew.
      if (this.#pending.length > MOST_PENDING) this.#forget();
    };
    projection.onReplaced = (next, renumbered) => {
      this.#followed = this.#followed?.goOnOver(next, renumbered);
      this.#replaced?.push([next, renumbered]);
      this.#listenTo(next);
    };
  }

  /** What came since it was taken last. */
  #taken(): readonly GraphRecord[] {
    const records = this.#pending;
    this.#pending = [];
    return records;
  }

  /** Writes which of some findings came and which went. @param keys of all that can have, by `findingKey`. */
  async #write(now: Date, keys: ReadonlySet<string>): Promise<void> {
    const evaluation = this.#followed?.evaluation;
    const opened: Finding[] = [];
    const closed: Named[] = [];
    for (const key of keys) {
      const [found, open] = [evaluation?.at(key), this.#open.get(key)];
      if (found !== undefined && open === undefined) opened.push(found);
      if (found === undefined && open !== undefined) closed.push(open);
    }
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
    for (const one of closed) this.#open.delete(findingKey(one));
    for (const { rule, target } of opened) this.#open.set(findingKey({ rule, target }), { rule, target });
  }

  #forget(): void {
    this.#followed = undefined;
    this.#pending = [];
    this.#replaced = undefined;
  }
}

const namesOf = (findings: readonly Named[]): string =>
  JSON.stringify(findings.map(({ rule, target }) => ({ rule, target })));
