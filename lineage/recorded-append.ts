import type { EntityManager } from '@mikro-orm/postgresql';
import type { AuditBody, AuditedChange } from '../kernel/audit/body.ts';
import { currentCommand } from '../kernel/audit/command.ts';
import { appendRecords, auditHead } from '../kernel/audit/seal.ts';
import type { Clock } from '../kernel/clock.ts';
import { ConflictError } from '../kernel/errors/errors.ts';
import { emitFacts } from '../kernel/outbox/emit.ts';
import type { NewFact } from '../kernel/outbox/fact.ts';
import { forgetReads, type RequestScope } from '../kernel/subgraph/request-scope.ts';
import { canonicalJson } from './domain/canonical-json.ts';
import { subjectOf } from './domain/event-subject.ts';
import type { EventCall } from './ingestion/group-commit.ts';
import { bytesArray, intArray, textArray } from './log/binary-array.ts';
import type { Appended, EventLog, NewEvent } from './log/event-log.ts';
import { mikroSql } from './log/mikro-sql.ts';
import { APPEND_LOCK } from './log/postgres-event-log.ts';
import type { Sql } from './log/sql.ts';

type Body = Readonly<Record<string, unknown>>;

/** Events that say only part of what their subject is now; what they leave out stays. */
const PARTIAL = new Set(['flow.retired']);

/** Events about flows are told on the outbox too, for those who compute with who feeds whom. */
const TOLD = new Set(['flow.declared', 'flow.retired']);

const factOf = ({ kind, body }: NewEvent): NewFact => {
  const told = body as Body;
  return { kind, key: String(told['code']), body: told };
};

/** How many events of a subject are looked at for what it was: partial ones, down to the last whole one. */
const MOST_LOOKED_AT = 50;

/**
 * Appends what somebody says about lineage, and the record of it, in one transaction: before is what the log said of the
 * same flow or name, after what it says now.
 * @param known revision at which it was decided. Of two decisions at once on the same the second would undo the first, by
 * rights that its sender had to what was before.
 * @throws ConflictError when something else was said of the same since; nothing is written then.
 */
export async function appendRecorded(
  fork: () => EntityManager,
  log: EventLog,
  events: readonly NewEvent[],
  scope: RequestScope,
  known: number,
): Promise<Appended[]> {
  const appended = await fork().transactional(async (em) => {
    const appended = await log.append(events, mikroSql(em));
    const changes: AuditedChange[] = [];
    for (const [place, event] of events.entries()) {
      const { seq, duplicate } = appended[place] as Appended;
      if (!duplicate) changes.push(changeOf(event, await stateBefore(em, event, seq, known)));
    }
    const told = events.filter(({ kind }, place) => TOLD.has(kind) && appended[place]?.duplicate === false);
    if (told.length > 0) {
      const by = { actor: scope.viewer.subject, at: scope.clock.now() };
      await emitFacts(em, 'lineage', told.map(factOf), by);
    }
    const { action = 'unnamed', targets = [] } = currentCommand() ?? {};
    const keys = [...new Set([...targets, ...changes.flatMap(codesOf)])];
    const record: AuditBody = {
      ...auditHead(scope, { action, targets: keys }),
      kind: 'WRITE',
      outcome: changes.length === 0 ? 'UNCHANGED' : 'DONE',
      changes,
    };
    await appendRecords(em, 'lineage', [record]);
    return appended;
  });
  forgetReads(scope);
  return appended;
}

/** Who tells, on the outbox, what events of several senders say. */
const SENDERS = 'process:ingestion';

/**
 * Appends what was sent to the log, and one record for each sender, in one transaction: how many events, and where in the
 * log they are. What they say is there, with the sender as their source; a sender is not recorded event by event.
 * Events that state the present of something (`domain/event-subject.ts`) do not come this way.
 * @param factsOf what an event that is new to the log tells others of the system, through the outbox.
 */
export async function appendSent(
  sql: Sql,
  calls: readonly EventCall[],
  clock: Clock,
  factsOf: (event: NewEvent) => readonly NewFact[] = () => [],
): Promise<readonly Appended[]> {
  const bySender = [...Map.groupBy(calls.entries(), ([, { sender }]) => sender.subject).values()];
  const sent = bySender.flat();
  const events = sent.flatMap(([, call]) => call.events);
  if (events.some(({ subject }) => subject !== null)) throw new TypeError('What is sent happened once');
  const heads = bySender.flatMap(([first]) =>
    first === undefined
      ? []
      : [
          {
            ...auditHead({ viewer: first[1].sender, clock, correlationId: null }, { action: SEND_EVENTS, targets: [] }),
            kind: 'WRITE',
          },
        ],
  );
  const append = async (tx: Sql): Promise<Appended[]> => {
    const rows = await tx.query<{ seq: string | number; duplicate: boolean }>(
      `select seq, duplicate from lineage.append_sent($1::bigint, $2::text[], $3::text[], $4::bytea[], $5::text[],
      $6::int[], $7::jsonb, $8::timestamptz)`,
      [
        APPEND_LOCK,
        textArray(events.map(({ kind }) => kind)),
        textArray(events.map(({ source }) => source)),
        bytesArray(events.map(({ hash }) => hash)),
        textArray(events.map(({ json }) => json)),
        intArray(bySender.map((ones) => ones.reduce((sum, [, call]) => sum + call.events.length, 0))),
        JSON.stringify(heads),
        clock.now().toISOString(),
      ],
      'append_sent',
    );
    return rows.map(({ seq, duplicate }) => ({ seq: Number(seq), duplicate }));
  };
  const told = events.map(factsOf);
  // One statement is a transaction by itself.
  if (told.every((facts) => facts.length === 0)) return inOrderOfCalls(sent, await append(sql));
  return sql.transaction(async (tx) => {
    const appended = await append(tx);
    const fresh = told.flatMap((facts, place) => (appended[place]?.duplicate === false ? facts : []));
    if (fresh.length > 0) await tellFacts(tx, fresh, clock);
    return inOrderOfCalls(sent, appended);
  });
}

/** Answers of calls that were put in order by sender, in the order in which they were made. */
function inOrderOfCalls(
  sent: readonly (readonly [number, EventCall])[],
  appended: readonly Appended[],
): readonly Appended[] {
  const ofCall: (readonly Appended[])[] = [];
  let at = 0;
  for (const [place, { events }] of sent) {
    ofCall[place] = appended.slice(at, at + events.length);
    at += events.length;
  }
  return ofCall.flat();
}

/** As `emitFacts`, last in the transaction: numbers are given under the lock of the head row. */
async function tellFacts(tx: Sql, facts: readonly NewFact[], clock: Clock): Promise<void> {
  await tx.query(
    `with head as (update lineage.outbox_head set seq = seq + $1::bigint returning seq)
     insert into lineage.outbox (seq, kind, key, body, actor, recorded_at)
     select head.seq - $2::bigint + told.place, told.fact ->> 'kind', told.fact ->> 'key', told.fact -> 'body',
       $3::text, $4::timestamptz
     from head, jsonb_array_elements($5::jsonb) with ordinality as told(fact, place)`,
    [facts.length, facts.length, SENDERS, clock.now().toISOString(), JSON.stringify(facts)],
  );
}

/** What sending lineage events is called among actions. */
const SEND_EVENTS = 'sendLineageEvents';

/**
 * What the log said of the subject of an event before it; null when it said nothing.
 * @throws ConflictError when that is newer than what was known.
 */
async function stateBefore(
  em: EntityManager,
  { kind, body }: NewEvent,
  seq: number,
  known: number,
): Promise<Body | null> {
  const rows = await em.execute<{ seq: string | number; kind: string; body: Body }[]>(
    'select seq, kind, body from lineage.event where subject = ? and seq < ? order by seq desc limit ?',
    [subjectOf(kind, body), seq, MOST_LOOKED_AT],
  );
  if (Number(rows[0]?.seq ?? 0) > known) {
    throw new ConflictError(
      `Somebody else decided on ${keyOf(body as Body)} at this moment. Nothing was written: look at what it is now, then decide again.`,
    );
  }
  const whole = rows.findIndex((row) => !PARTIAL.has(row.kind));
  const counted = whole < 0 ? rows : rows.slice(0, whole + 1);
  return counted.length === 0 ? null : Object.assign({}, ...counted.toReversed().map((row) => row.body));
}

/** What a change is of: a flow or a name, else a flow and its column, or a rule and what it found. */
const keyOf = (body: Body): string =>
  String(
    body['code'] ??
      body['name'] ??
      (body['job'] === undefined ? `${body['rule']} ${body['target']}` : `${body['job']} ${body['field']}`),
  );

/**
 * A change of a flow, of the link of a name, of who answers for a finding or of a de-identification, the members that
 * changed only.
 */
function changeOf({ kind, body }: NewEvent, was: Body | null): AuditedChange {
  const now = body as Body;
  const names = Object.keys(now).filter((name) => canonicalJson(now[name]) !== canonicalJson(was?.[name] ?? null));
  const among = (state: Body): Body => Object.fromEntries(names.map((name) => [name, state[name] ?? null]));
  return {
    entity: kind.slice(0, kind.indexOf('.')),
    key: keyOf(now),
    before: was === null ? null : among(was),
    after: among(now),
  };
}

/** Datasets and flows that a change speaks of, those of before too: a name that moves leaves one. */
const codesOf = ({ key, before, after }: AuditedChange): string[] =>
  [
    key,
    before?.['dataset'],
    after?.['dataset'],
    before?.['from'],
    before?.['to'],
    after?.['from'],
    after?.['to'],
    before?.['target'],
    after?.['target'],
    after?.['job'],
    after?.['field'],
  ].filter((code): code is string => typeof code === 'string');
