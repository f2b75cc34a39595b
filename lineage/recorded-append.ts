import type { EntityManager } from '@mikro-orm/postgresql';
import type { AuditBody, AuditedChange } from '../kernel/audit/body.ts';
import { currentCommand } from '../kernel/audit/command.ts';
import { appendRecords, auditHead } from '../kernel/audit/seal.ts';
import type { RequestScope } from '../kernel/subgraph/request-scope.ts';
import { canonicalJson } from './domain/canonical-json.ts';
import { subjectOf } from './domain/event-subject.ts';
import type { Appended, EventLog, NewEvent } from './log/event-log.ts';
import { mikroSql } from './log/mikro-sql.ts';

type Body = Readonly<Record<string, unknown>>;

/** Events that say only part of what their subject is now; what they leave out stays. */
const PARTIAL = new Set(['flow.retired']);

/** How many events of a subject are looked at for what it was: partial ones, down to the last whole one. */
const MOST_LOOKED_AT = 50;

/**
 * Appends what somebody says about lineage, and the record of it, in one transaction: before is what the log said of the
 * same flow or name, after what it says now.
 */
export const appendRecorded = (
  fork: () => EntityManager,
  log: EventLog,
  events: readonly NewEvent[],
  scope: RequestScope,
): Promise<Appended[]> =>
  fork().transactional(async (em) => {
    const appended = await log.append(events, mikroSql(em));
    const changes: AuditedChange[] = [];
    for (const [place, event] of events.entries()) {
      const { seq, duplicate } = appended[place] as Appended;
      if (!duplicate) changes.push(changeOf(event, await stateBefore(em, event, seq)));
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

/** What the log said of the subject of an event before it; null when it said nothing. */
async function stateBefore(em: EntityManager, { kind, body }: NewEvent, seq: number): Promise<Body | null> {
  const rows = await em.execute<{ kind: string; body: Body }[]>(
    'select kind, body from lineage.event where subject = ? and seq < ? order by seq desc limit ?',
    [subjectOf(kind, body), seq, MOST_LOOKED_AT],
  );
  const whole = rows.findIndex((row) => !PARTIAL.has(row.kind));
  const counted = whole < 0 ? rows : rows.slice(0, whole + 1);
  return counted.length === 0 ? null : Object.assign({}, ...counted.toReversed().map((row) => row.body));
}

/** A change of a flow or of the link of a name, the members that changed only. */
function changeOf({ kind, body }: NewEvent, was: Body | null): AuditedChange {
  const now = body as Body;
  const names = Object.keys(now).filter((name) => canonicalJson(now[name]) !== canonicalJson(was?.[name] ?? null));
  const among = (state: Body): Body => Object.fromEntries(names.map((name) => [name, state[name] ?? null]));
  return {
    entity: kind.slice(0, kind.indexOf('.')),
    key: String(now['code'] ?? now['name']),
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
  ].filter((code): code is string => typeof code === 'string');
