import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TRAIL_FUNCTIONS, TRAIL_TABLES } from '../../../kernel/audit/ddl.ts';
import { fixedClock } from '../../../kernel/clock.ts';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import type { EventCall } from '../../../lineage/ingestion/group-commit.ts';
import { APPEND_SENT_DDL } from '../../../lineage/log/append-sent-ddl.ts';
import { type Candidate, candidate } from '../../../lineage/log/candidate.ts';
import { BODY_AS_TEXT_DDL, EVENT_TIME_DDL, LOG_DDL } from '../../../lineage/log/ddl.ts';
import { DEAD_LETTER_DDL } from '../../../lineage/log/dead-letters.ts';
import type { NewEvent } from '../../../lineage/log/event-log.ts';
import { pgSql } from '../../../lineage/log/pg-sql.ts';
import { postgresEventLog } from '../../../lineage/log/postgres-event-log.ts';
import { appendSent } from '../../../lineage/recorded-append.ts';
import { testDatabase } from '../../support/database.ts';
import { type LineageDatabase, lineageDatabase } from '../../support/lineage-database.ts';
import { runEvent, runId } from '../../support/openlineage-events.ts';

let database: LineageDatabase;
const clock = fixedClock('2026-02-01T08:00:00.123Z');

beforeAll(async () => {
  database = await lineageDatabase();
  for (const statement of [...TRAIL_TABLES('lineage'), ...TRAIL_FUNCTIONS('lineage'), ...APPEND_SENT_DDL])
    await database.sql.query(statement);
});
afterAll(() => database.stop());
let trail = 0;
beforeEach(async () => {
  await database.sql.query('truncate lineage.event, lineage.dead_letter');
  const [head] = await database.sql.query<{ seq: string }>('select seq from lineage.audit_trail_head');
  trail = Number(head?.seq);
});

/** A run as it is sent. */
const run = (members: object, subject = 'a'): Candidate => {
  const { kind, body } = runEvent(members);
  return candidate({ kind, body: body as NewEvent['body'], source: `openlineage:${subject}` });
};
const sender = (subject: string): Viewer => ({ subject, role: 'service', agencies: [] });
/** Events of some runs, by number, from one sender. */
const call = (subject: string, ...runs: number[]): EventCall => ({
  sender: sender(subject),
  events: runs.map((n) => run({ run: { runId: runId(n) } }, subject)),
});
/** The numbers given to events; less than 0 for repetitions. */
const append = async (...calls: EventCall[]): Promise<number[]> =>
  (await appendSent(database.sql, calls, clock)).map(({ seq, duplicate }) => (duplicate ? -seq : seq));
/** Who was recorded since the beginning of the test, for how many events, and which places of the log. */
const recorded = () =>
  database.sql.query<{ subject: string; count: number; outcome: string; keys: string[] }>(
    `select body ->> 'subject' as subject, (body ->> 'count')::int as count, body ->> 'outcome' as outcome,
       array(select change ->> 'key' from jsonb_array_elements(body -> 'changes') as change) as keys
     from lineage.audit_trail where seq > $1::bigint order by seq`,
    [trail],
  );

describe('what producers send', () => {
  test('is numbered on, answered in the order of the calls and recorded once a sender', async () => {
    expect(await append(call('a', 1, 2))).toEqual([1, 2]);
    // Events of one sender stand together in the log, whatever came between them.
    expect(await append(call('a', 3), call('b', 4, 5), call('a', 6))).toEqual([3, 5, 6, 4]);
    expect(await recorded()).toEqual([
      { subject: 'a', count: 2, outcome: 'DONE', keys: ['1-2'] },
      { subject: 'a', count: 2, outcome: 'DONE', keys: ['3-4'] },
      { subject: 'b', count: 2, outcome: 'DONE', keys: ['5-6'] },
    ]);
    const [{ changes } = { changes: null }] = await database.sql.query<{ changes: unknown }>(
      `select body -> 'changes' as changes from lineage.audit_trail where seq = $1::bigint`,
      [trail + 1],
    );
    expect(changes).toEqual([{ entity: 'event', key: '1-2', before: null, after: { events: 2 } }]);
  });

  test('leaves one event where it is known or comes twice, and no gap', async () => {
    await append(call('a', 1, 2));
    expect(await append(call('b', 2, 3, 3), call('a', 4, 1))).toEqual([-2, 3, -3, 4, -1]);
    expect(await append(call('b', 3))).toEqual([-3]);
    expect(await append(call('a', 5, 5))).toEqual([5, -5]);
    expect(await append(call('a', 6))).toEqual([6]);
    expect((await recorded()).slice(1)).toEqual([
      { subject: 'b', count: 3, outcome: 'DONE', keys: ['3'] },
      { subject: 'a', count: 2, outcome: 'DONE', keys: ['4'] },
      { subject: 'b', count: 1, outcome: 'UNCHANGED', keys: [] },
      { subject: 'a', count: 2, outcome: 'DONE', keys: ['5'] },
      { subject: 'a', count: 1, outcome: 'DONE', keys: ['6'] },
    ]);
  });

  test('comes back from the log as it was sent, with its sender and hash', async () => {
    const facets = { 'Sổ "hộ khẩu" \\ {}': { _producer: '👨‍👩‍👧\n', NULL: null, list: [1, -0.25, 1e21, ''] } };
    const event = run({ run: { runId: runId(7), facets } });
    await append({ sender: sender('a'), events: [event] });
    const [stored] = await postgresEventLog(database.sql, clock).read(0, 10);
    expect(stored).toMatchObject({
      seq: 1,
      kind: event.kind,
      source: 'openlineage:a',
      subject: null,
      body: event.body,
    });
    await postgresEventLog(database.sql, clock).append([
      { kind: 'other.event', source: 'test', body: { b: 1, a: facets } },
    ]);
    const rows = await database.sql.query<{ hash: string; computed: string }>(
      `select encode(content_hash, 'hex') as hash,
         encode(sha256(convert_to(kind || E'\\n' || body, 'UTF8')), 'hex') as computed from lineage.event order by seq`,
    );
    expect(rows.map(({ computed }) => computed)).toEqual(rows.map(({ hash }) => hash));
    expect(rows[0]?.hash).toBe(event.hash);
  });

  test('is found by its time, whatever zone that is in', async () => {
    const times = ['2026-01-01T07:00:00.000001+07:00', '2026-01-01T00:00:00Z', '2025-12-31T08:30:00-15:30'];
    const events = times.map((eventTime, n) => run({ eventTime, run: { runId: runId(20 + n) } }));
    await append({ sender: sender('a'), events });
    const rows = await database.sql.query<{ us: string }>(
      `select (extract(epoch from lineage.event_time(body)) * 1000000)::bigint::text as us from lineage.event order by seq`,
    );
    expect(rows.map(({ us }) => us)).toEqual(['1767225600000001', '1767225600000000', '1767225600000000']);
  });

  test.each([
    ['first', '{"eventTime":"2026-01-01T00:00:00Z"}'],
    [
      'behind a member of its own that has a time too',
      '{"a":{"eventTime":"2020-01-01T00:00:00Z"},"eventTime":"2026-01-01T00:00:00Z"}',
    ],
    [
      'as PostgreSQL printed jsonb',
      '{"run": {"eventTime": "2020-01-01T00:00:00Z"}, "eventTime": "2026-01-01T00:00:00Z"}',
    ],
    ['spelled with an escape', '{"eventTime":"2026-01-01T00:00:00\\u005a"}'],
    ['longer than any that clients send', `{"eventTime":"2026-01-01T00:00:00.${'0'.repeat(60)}Z"}`],
  ])('has a time that stands %s', async (_where, body) => {
    const [row] = await database.sql.query<{ same: boolean }>(
      `select lineage.event_time($1::json) = timestamptz '2026-01-01T00:00:00Z' as same`,
      [body],
    );
    expect(row?.same).toBe(true);
  });
});

test('a log whose bodies were kept as jsonb reads as before when they are text', async () => {
  const { url, stop } = await testDatabase();
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    const sql = pgSql(pool);
    for (const statement of [...LOG_DDL, ...DEAD_LETTER_DDL, ...EVENT_TIME_DDL]) await sql.query(statement);
    const bodies = [{ b: [1, 'ồ "'], a: { c: null } }, run({ eventTime: '2026-01-01T07:00:00+07:00' }).body];
    for (const [i, body] of bodies.entries()) {
      await sql.query(
        `insert into lineage.event (seq, content_hash, kind, source, body, recorded_at)
         values ($1::bigint, sha256($2::bytea), $3::text, 'test', $4::jsonb, now())`,
        [i + 1, `\\x0${i}`, i === 0 ? 'other.event' : 'openlineage.run', JSON.stringify(body)],
      );
    }
    for (const statement of BODY_AS_TEXT_DDL) await sql.query(statement);
    const events = await postgresEventLog(sql, clock).read(0, 10);
    expect(events.map(({ body }) => body)).toEqual(bodies);
    const found = await sql.query<{ seq: string }>(
      `select seq from lineage.event where kind = 'openlineage.run' and lineage.event_time(body) = '2026-01-01T00:00:00Z'`,
    );
    expect(found.map(({ seq }) => seq)).toEqual(['2']);
  } finally {
    await pool.end();
    await stop();
  }
});
