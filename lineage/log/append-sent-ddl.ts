/**
 * What takes in events that producers sent, in one call: lock, comparison by content, numbers, rows and audit records
 * (`kernel/audit/ddl.ts`). One statement is one round trip and one commit; done from outside it is seven, and the lock
 * is held during all of them.
 *
 * Events of one sender stand together; `counts` says how many each of the `heads` has sent, who gets one record. Mostly
 * all are new, and no two the same: then each sender has added one range, and nothing has to be compared among the
 * events. The statement that reads the newest number begins after the lock is had, as every statement of a function does
 * that is not `stable`. An event is looked up by its own access to the index: as a join it would be planned for tables
 * of any other size. Lists are taken apart where they are selected: as a table they would be written to a file when
 * they are long.
 */
export const APPEND_SENT_DDL: readonly string[] = [
  `create or replace function lineage.append_sent(
    lock_key bigint, kinds text[], sources text[], hashes bytea[], bodies text[], counts integer[], heads jsonb,
    clock timestamptz
  ) returns table (seq bigint, duplicate boolean) language plpgsql set plan_cache_mode = force_generic_plan as $$
  #variable_conflict use_column
  declare
    head_seq bigint;
    head_at timestamptz;
    next_seq bigint;
    repeated bigint;
    records jsonb := '[]';
  begin
    perform pg_advisory_xact_lock(lock_key);
    -- A clock that was set back does not turn the recorded time around.
    select coalesce(newest.seq, 0), greatest(newest.recorded_at, clock), again.times into head_seq, head_at, repeated
    from (
      select count(known.seq) + count(*) - count(distinct given.hash) as times
      from (select unnest(hashes) as hash) given left join lateral (
        select o.seq from lineage.event o where o.content_hash = given.hash and o.subject is null limit 1) known on true
    ) again left join lateral (
      select e.seq, e.recorded_at from lineage.event e order by e.seq desc limit 1) newest on true;
    if repeated > 0 then
      return query select * from lineage.append_repeated(
        head_seq, head_at, kinds, sources, hashes, bodies, counts, heads);
      return;
    end if;
    insert into lineage.event (seq, content_hash, kind, source, subject, body, recorded_at)
    select head_seq + g.place, g.hash, g.kind, g.source, null, g.body::json, head_at
    from (select unnest(kinds) as kind, unnest(sources) as source, unnest(hashes) as hash, unnest(bodies) as body,
            generate_subscripts(hashes, 1) as place offset 0) g;
    next_seq := head_seq + 1;
    for i in 1 .. coalesce(cardinality(counts), 0) loop
      records := records || ((heads -> (i - 1)) || jsonb_build_object('count', counts[i], 'outcome', 'DONE',
        'changes', jsonb_build_array(jsonb_build_object('entity', 'event', 'before', null,
          'key', next_seq || case when counts[i] = 1 then '' else '-' || next_seq + counts[i] - 1 end,
          'after', jsonb_build_object('events', counts[i])))));
      next_seq := next_seq + counts[i];
    end loop;
    perform lineage.audit_append(records);
    duplicate := false;
    for number in head_seq + 1 .. next_seq - 1 loop
      seq := number;
      return next;
    end loop;
  end $$`,
  // The same for events of which some are there already, or come twice. The lock is held.
  `create or replace function lineage.append_repeated(
    head_seq bigint, head_at timestamptz, kinds text[], sources text[], hashes bytea[], bodies text[],
    counts integer[], heads jsonb
  ) returns table (seq bigint, duplicate boolean) language plpgsql as $$
  #variable_conflict use_column
  begin
    return query
    with senders as materialized (
      select row_number() over (order by c.sender, n) as place, c.sender::int as sender
      from unnest(counts) with ordinality as c(events, sender), generate_series(1, c.events) n
    ), given as materialized (
      select g.place::int, g.hash, s.sender
      from unnest(hashes) with ordinality as g(hash, place) join senders s using (place)
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
      select n.seq, n.hash, kinds[n.place], sources[n.place], null, bodies[n.place]::json, head_at
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
