/**
 * The tables of the graph in PostgreSQL, in order; they come after `LOG_DDL`, which makes the schema.
 *
 * Rows carry the revision that last wrote them: what changed since a revision is a range of an index, there is no
 * change table to prune, and no follower can fall into a gap. A reference can be longer than a B-tree takes, so nodes
 * are unique by its hash.
 *
 * Times are microseconds since 1970; an open end is the greatest bigint and an open start the least, so that
 * `valid_from <= t and t < valid_to` needs no null. `transformation` is empty at dataset level.
 */
export const GRAPH_DDL: readonly string[] = [
  `create table lineage.graph_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint not null
  )`,
  'insert into lineage.graph_revision (revision) values (0)',
  `create table lineage.graph_node (
    id integer generated always as identity primary key,
    key bytea not null unique,
    ref text not null,
    kind text not null check (kind in ('dataset', 'field', 'job')),
    -- The dataset of a column; a dataset is its own.
    dataset_id integer references lineage.graph_node,
    facts jsonb,
    revision bigint not null
  )`,
  "create index graph_node_fields on lineage.graph_node (dataset_id) where kind = 'field'",
  'create index graph_node_revision on lineage.graph_node (revision)',
  `create table lineage.graph_edge (
    job_id integer not null references lineage.graph_node,
    from_id integer not null references lineage.graph_node,
    to_id integer not null references lineage.graph_node,
    transformation text not null,
    valid_from bigint not null,
    valid_to bigint not null,
    recorded_from bigint not null,
    recorded_to bigint not null,
    revision bigint not null,
    primary key (job_id, from_id, to_id, transformation, valid_from, valid_to, recorded_from)
  )`,
  `create index graph_edge_downstream on lineage.graph_edge (from_id)
    include (to_id, valid_from, valid_to, recorded_from, recorded_to)`,
  `create index graph_edge_upstream on lineage.graph_edge (to_id)
    include (from_id, valid_from, valid_to, recorded_from, recorded_to)`,
  'create index graph_edge_revision on lineage.graph_edge (revision)',
  `create table lineage.graph_fact (
    kind text not null check (kind in ('agency', 'partner', 'assignment')),
    code text not null,
    facts jsonb not null,
    revision bigint not null,
    primary key (kind, code)
  )`,
  'create index graph_fact_revision on lineage.graph_fact (revision)',
  // Breadth-first by levels. A recursive query would either lose the distance or expand a node once for each distance
  // that it can be reached at, and would not end on a cycle. No temporary table: it runs in a read-only transaction too.
  // Planned at every call: a plan made while the tables were small reads them whole for ever.
  `create function lineage.closure(
    sources integer[], downstream boolean, as_of bigint, as_recorded bigint,
    max_depth integer, max_nodes integer, hidden integer[]
  ) returns table (node_id integer, distance integer, cut text)
  language plpgsql stable set jit = off set plan_cache_mode = force_custom_plan as $$
  declare
    seen integer[] := sources;
    frontier integer[] := sources;
    found integer[];
    level integer := 0;
    room integer := max_nodes;
  begin
    while cardinality(frontier) > 0 loop
      if downstream then
        found := array(
          select e.to_id from unnest(frontier) as f(id) join lineage.graph_edge e on e.from_id = f.id
          where e.valid_from <= as_of and as_of < e.valid_to
            and e.recorded_from <= as_recorded and as_recorded < e.recorded_to
          except select unnest(seen));
      else
        found := array(
          select e.from_id from unnest(frontier) as f(id) join lineage.graph_edge e on e.to_id = f.id
          where e.valid_from <= as_of and as_of < e.valid_to
            and e.recorded_from <= as_recorded and as_recorded < e.recorded_to
          except select unnest(seen));
      end if;
      if cardinality(hidden) > 0 then
        found := array(
          select n.id from unnest(found) as f(id) join lineage.graph_node n on n.id = f.id
          where n.dataset_id <> all (hidden));
      end if;
      exit when cardinality(found) = 0;
      if level = max_depth then
        return query select null::integer, null::integer, 'DEPTH';
        return;
      end if;
      level := level + 1;
      return query select f.id, level, null::text from unnest(found) with ordinality as f(id, place) where place <= room;
      if cardinality(found) > room then
        return query select null::integer, null::integer, 'BUDGET';
        return;
      end if;
      room := room - cardinality(found);
      seen := seen || found;
      frontier := found;
    end loop;
  end $$`,
];

/** Facts that policy findings look at; it comes after `MEMORY_DDL`. */
export const POLICY_DDL: readonly string[] = [
  'alter table lineage.graph_fact drop constraint graph_fact_kind_check',
  `alter table lineage.graph_fact add constraint graph_fact_kind_check check (kind in
    ('agency', 'partner', 'assignment', 'name', 'link', 'run', 'columns', 'schema', 'linked',
     'basis', 'list', 'claim', 'deidentification', 'acceptance'))`,
];

/** What folding remembers of observations, beside the graph; it comes after `GRAPH_DDL`. */
export const MEMORY_DDL: readonly string[] = [
  'alter table lineage.graph_fact drop constraint graph_fact_kind_check',
  `alter table lineage.graph_fact add constraint graph_fact_kind_check check (kind in
    ('agency', 'partner', 'assignment', 'name', 'link', 'run', 'columns', 'schema', 'linked'))`,
];

/**
 * What producers say of jobs, runs and names is kept beside what else folding remembers; the graph is folded anew from
 * its log, which has said it all along. Which kinds there are, is said by the types of the program. Runs are found by
 * their id, by their job and by the run that started them: the code of a run is its id and the code of its job.
 */
export const FACETS_DDL: readonly string[] = [
  'alter table lineage.graph_fact drop constraint graph_fact_kind_check',
  'truncate lineage.graph_edge, lineage.graph_node, lineage.graph_fact',
  'update lineage.graph_revision set revision = 0',
  "create index graph_fact_run_id on lineage.graph_fact (split_part(code, ':', 1)) where kind = 'run'",
  `create index graph_fact_run_of_job on lineage.graph_fact
    (split_part(code, ':', 2), ((facts ->> 'lastSeen')::bigint) desc, code) where kind = 'run'`,
  `create index graph_fact_run_parent on lineage.graph_fact ((facts -> 'parent' ->> 'runId'))
    where kind = 'run' and facts -> 'parent' ->> 'runId' is not null`,
];

/**
 * Columns are found by what they are bound to; it comes after `FACETS_DDL`. The graph is folded anew from its log, which
 * has said all along whether a value may be missing. A code is at most 128 characters: any of them fits an index.
 */
export const DICTIONARY_DDL: readonly string[] = [
  'truncate lineage.graph_edge, lineage.graph_node, lineage.graph_fact',
  'update lineage.graph_revision set revision = 0',
  `create index graph_node_element on lineage.graph_node ((facts ->> 'element'))
    where kind = 'field' and facts ->> 'element' is not null`,
  `create index graph_node_code_list on lineage.graph_node ((facts ->> 'codeList'))
    where kind = 'field' and facts ->> 'codeList' is not null`,
];

/**
 * What is known of names from outside has codes that begin as their namespace does, and what the log says of names means
 * more than before: the graph is folded anew.
 */
export const NAMES_DDL: readonly string[] = [
  'truncate lineage.graph_edge, lineage.graph_node, lineage.graph_fact',
  'update lineage.graph_revision set revision = 0',
];

/** The log has told all along what jobs read and write that do only one of both: the graph is folded anew. */
export const ENDS_DDL: readonly string[] = NAMES_DDL;

/** The log has told all along which schemas names had, and the graph remembers them now: it is folded anew. */
export const SCHEMA_HISTORY_DDL: readonly string[] = NAMES_DDL;
