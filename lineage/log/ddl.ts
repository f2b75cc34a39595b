/**
 * The table of the event log, in order. `seq` is given under a lock that is held until commit (`postgres-event-log.ts`):
 * it has no gaps, becomes visible in order, and is no sequence object that a dump could leave behind.
 */
export const LOG_DDL: readonly string[] = [
  'create schema if not exists lineage',
  `create table lineage.event (
    seq bigint primary key,
    content_hash bytea not null,
    kind text not null,
    source text not null,
    subject text,
    body jsonb not null,
    recorded_at timestamptz not null
  )`,
  // What happened once is unique by content; what states how a subject is now may come back.
  'create unique index event_happened_once on lineage.event (content_hash) where subject is null',
  'create index event_of_subject on lineage.event (subject, seq desc) where subject is not null',
];

/**
 * When an event happened, by the producer's clock: for whatever time the core of an event may have
 * (`domain/instant.ts`). Immutable, because the core is refused without a zone: the text means one instant whatever the
 * session says. The zone is taken off by hand: PostgreSQL refuses those from 16 hours on.
 */
const eventTimeFunction = (
  type: 'json' | 'jsonb',
): string => `create or replace function lineage.event_time(body ${type}) returns timestamptz
    language plpgsql immutable strict parallel safe as $$
  declare
    -- Every row that is written passes here. Canonical text begins with it, unless an event has members of its own
    -- before; looking for it in the whole body cost a third of what writing the row did.
    given text := substring(left(body::text, 64) from '^\\{"eventTime":"([^"\\\\]*)"');
    part text[];
  begin
    if given is null then given := body ->> 'eventTime'; end if;
    -- Nearly all are in UTC.
    if right(given, 1) = 'Z' then return left(given, -1)::timestamp at time zone 'UTC'; end if;
    part := regexp_match(given, '^(.*?)([+-][0-9:]{5})$');
    return (part[1]::timestamp - part[2]::interval) at time zone 'UTC';
  end $$`;

/** Events of producers are found by when they happened. */
const EVENT_BY_TIME = `create index event_by_time on lineage.event (lineage.event_time(body), seq)
    where kind in ('openlineage.run', 'openlineage.job', 'openlineage.dataset')`;

/** As it is now, for a database that has an earlier one: what it says of a body is the same, so that its index stands. */
export const EVENT_TIME_OF_TEXT = eventTimeFunction('json');

/** The same while bodies are jsonb. */
export const EVENT_TIME_FUNCTION = eventTimeFunction('jsonb');
export const EVENT_TIME_DDL: readonly string[] = [EVENT_TIME_FUNCTION, EVENT_BY_TIME];

/**
 * Bodies are kept as the canonical text that is hashed: nobody looks into them but by their time, and taking them apart
 * was more than half of what writing one cost the server (ADR 28). Rewrites the table once.
 */
export const BODY_AS_TEXT_DDL: readonly string[] = [
  'drop index lineage.event_by_time',
  'alter table lineage.event alter column body type json using body::text::json',
  EVENT_TIME_OF_TEXT,
  EVENT_BY_TIME,
  'drop function lineage.event_time(jsonb)',
];

/**
 * Tells the whole log of declared flows on the outbox, in its order, so that who follows it knows those that were declared
 * before they were told. A flow that was told already is told again: the last fact of each is what it is now.
 */
export const TELL_FLOWS = `with flows as (
    select kind, body, recorded_at, row_number() over (order by seq) as place
    from lineage.event where kind in ('flow.declared', 'flow.retired')
  ), head as (
    update lineage.outbox_head set seq = seq + (select count(*) from flows) returning seq
  )
  insert into lineage.outbox (seq, kind, key, body, actor, recorded_at)
  select head.seq - (select count(*) from flows) + place, kind, body ->> 'code', body::jsonb, 'process:migration', recorded_at
  from flows, head`;
