/**
 * What takes in events that producers sent, in one call: lock, comparison by content, numbers, rows and audit records
 * (`kernel/audit/ddl.ts`). One statement is one round trip and one commit; done from outside it is seven, and the lock
 * is held during all of them.
 *
 * `senders` says who sent each event, as a place among `heads`, from 1; each gets one record. The statement that reads
 * the newest number begins after the lock is had, as every statement of a function does that is not `stable`. An event
 * is looked up by its own access to the index: as a join it would be planned for tables of any other size.
 */
export const APPEND_SENT_DDL: readonly string[] = [
  `create or replace function lineage.append_sent(
    lock_key bigint, kinds text[], sources text[], hashes text[], bodies text[], senders integer[], heads jsonb,
    clock timestamptz
  ) returns table (seq bigint, duplicate boolean) language plpgsql as $$
  #variable_conflict use_column
  declare
    head_seq bigint;
    head_at timestamptz;
  begin
    perform pg_advisory_xact_lock(lock_key);
    select e.seq, e.recorded_at into head_seq, head_at from lineage.event e order by e.seq desc limit 1;
    head_seq := coalesce(head_seq, 0);
    -- A clock that was set back does not turn the recorded time around.
    head_at := greatest(head_at, clock);
    return query
    with given as materialized (
      select g.place::int, decode(g.hash, 'hex') as hash, g.sender
      from unnest(hashes, senders) with ordinality as g(hash, sender, place)
    ), content as (
      select hash, min(place) as place from given group by hash
    ), known as materialized (
      select c.hash, c.place, e.seq from content c left join lateral (
        select o.seq from lineage.event o where o.content_hash = c.hash and o.subject is null limit 1) e on true
    ), numbered as materialized (
      select k.hash, k.place, k.seq is null as fresh,
        coalesce(k.seq, head_seq + row_number() over (partition by k.seq is null order by k.place)) as seq
      from known k
    ), written as (
      insert into lineage.event (seq, content_hash, kind, source, subject, body, recorded_at)
      select n.seq, n.hash, kinds[n.place], sources[n.place], null, bodies[n.place]::jsonb, head_at
      from numbered n where n.fresh
    ), added as (
      select g.sender, n.seq, n.seq - row_number() over (partition by g.sender order by n.seq) as run
      from numbered n join given g using (place) where n.fresh
    ), ranges as (
      select sender, min(seq) as first, max(seq) as last from added group by sender, run
    ), changes as (
      select sender, jsonb_agg(jsonb_build_object('entity', 'event', 'before', null,
        'key', case when first = last then first::text else first || '-' || last end,
        'after', jsonb_build_object('events', last - first + 1)) order by first) as list
      from ranges group by sender
    ), records as (
      select jsonb_agg((heads -> (s.sender - 1)) || jsonb_build_object('count', s.events,
        'outcome', case when c.list is null then 'UNCHANGED' else 'DONE' end,
        'changes', coalesce(c.list, '[]')) order by s.sender) as list
      from (select sender, count(*) as events from given group by sender) s left join changes c using (sender)
    ), recorded as materialized (
      select lineage.audit_append(list) from records
    )
    select n.seq, not (n.fresh and n.place = g.place)
    from given g join numbered n on n.hash = g.hash cross join recorded order by g.place;
  end $$`,
];
