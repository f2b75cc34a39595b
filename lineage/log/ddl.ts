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
export const EVENT_TIME_FUNCTION = `create or replace function lineage.event_time(body jsonb) returns timestamptz
    language plpgsql immutable strict parallel safe as $$
  declare
    part text[] := regexp_match(body ->> 'eventTime', '^(.*?)(?:Z|([+-][0-9:]{5}))$');
  begin
    return (part[1]::timestamp - coalesce(part[2], '00:00')::interval) at time zone 'UTC';
  end $$`;

/** Events of producers are found by when they happened. */
export const EVENT_TIME_DDL: readonly string[] = [
  EVENT_TIME_FUNCTION,
  `create index event_by_time on lineage.event (lineage.event_time(body), seq)
    where kind in ('openlineage.run', 'openlineage.job', 'openlineage.dataset')`,
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
  select head.seq - (select count(*) from flows) + place, kind, body ->> 'code', body, 'process:migration', recorded_at
  from flows, head`;
