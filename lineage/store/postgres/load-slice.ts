import type { Change } from '../../domain/change.ts';
import { loadForFold } from '../../domain/fold-reads.ts';
import type { GraphRecord } from '../../domain/graph-record.ts';
import type { GraphState } from '../../domain/graph-state.ts';
import type { FoldReads } from '../../domain/reads.ts';
import type { Sql } from '../../log/sql.ts';
import {
  EDGE_COLUMNS,
  EDGE_NODES,
  type EdgeRow,
  edgeOf,
  type FactRow,
  factOf,
  NODE_COLUMNS,
  type NodeRow,
  nodeKey,
  nodeOf,
  OPEN,
} from './rows.ts';

const keys = (refs: Iterable<string>): string => JSON.stringify(Array.from(refs, nodeKey));

/** Nodes of a list of keys. */
const NODES = `select ${NODE_COLUMNS} from jsonb_array_elements_text($1::jsonb) asked(key)
  join lineage.graph_node n on n.key = decode(asked.key, 'hex')`;

/** Columns of the datasets of a list of keys. */
const FIELDS = `select ${NODE_COLUMNS} from jsonb_array_elements_text($1::jsonb) asked(key)
  join lineage.graph_node d on d.key = decode(asked.key, 'hex')
  join lineage.graph_node n on n.dataset_id = d.id and n.kind = 'field'`;

/** Two lookups by index: an `or` over both ends would read the whole table. */
const openEdgesAt = (nodes: string): string => `with node as materialized (${nodes})
  select ${EDGE_COLUMNS} from (
    select e.* from node join lineage.graph_edge e on e.from_id = node.id where e.recorded_to = ${OPEN}
    union
    select e.* from node join lineage.graph_edge e on e.to_id = node.id where e.recorded_to = ${OPEN}) e
  ${EDGE_NODES}`;

const EDGES_AT_FIELDS = openEdgesAt(`select n.id from jsonb_array_elements_text($1::jsonb) asked(key)
  join lineage.graph_node d on d.key = decode(asked.key, 'hex')
  join lineage.graph_node n on n.dataset_id = d.id and n.kind = 'field'`);

const EDGES_AT_DATASETS = openEdgesAt(`select n.id from jsonb_array_elements_text($1::jsonb) asked(key)
  join lineage.graph_node n on n.key = decode(asked.key, 'hex')`);

const EDGES_OF_JOBS = `select ${EDGE_COLUMNS} from jsonb_array_elements_text($1::jsonb) asked(key)
  join lineage.graph_node owner on owner.key = decode(asked.key, 'hex')
  join lineage.graph_edge e on e.job_id = owner.id and e.recorded_to = ${OPEN}
  ${EDGE_NODES}`;

/**
 * Places in the list of keys of job and ends; the primary key begins with the three. The ids are an array that places
 * are looked up in: joined to as rows, of which the planner expects a hundred, they are read whole for every edge.
 */
const EDGES_BETWEEN = `with node as materialized (
    select array_agg(n.id order by asked.place) as ids
    from jsonb_array_elements_text($1::jsonb) with ordinality as asked(key, place)
    left join lineage.graph_node n on n.key = decode(asked.key, 'hex'))
  select ${EDGE_COLUMNS} from node cross join jsonb_to_recordset($2::jsonb) as given(j int, f int, t int)
  join lineage.graph_edge e on e.job_id = node.ids[given.j] and e.from_id = node.ids[given.f]
    and e.to_id = node.ids[given.t] and e.recorded_to = ${OPEN}
  ${EDGE_NODES}`;

const FACTS = `select f.kind, f.code, f.facts::text as facts
  from jsonb_to_recordset($1::jsonb) as asked(kind text, code text)
  join lineage.graph_fact f on f.kind = asked.kind and f.code = asked.code`;

/** A code is hexadecimal: `g` comes behind all that begin as it does, in any collation. */
const FACTS_UNDER = `select f.kind, f.code, f.facts::text as facts
  from jsonb_to_recordset($1::jsonb) as asked(kind text, prefix text)
  join lineage.graph_fact f on f.kind = asked.kind and f.code >= asked.prefix and f.code < asked.prefix || 'g'`;

/** Loads what folding some changes looks at, in a few statements a round whatever the number of changes. */
export const loadSlice = (sql: Sql, changes: readonly Change[]): Promise<GraphState> =>
  loadForFold(changes, (reads) => loadReads(sql, reads));

/** Loads what is in the store of some reads. */
export async function loadReads(sql: Sql, reads: FoldReads): Promise<GraphRecord[]> {
  const records: GraphRecord[] = [];
  const read = async <Row>(
    asked: ReadonlySet<string>,
    text: string,
    recordOf: (row: Row) => GraphRecord,
    values: readonly string[] = [keys(asked)],
  ): Promise<void> => {
    if (asked.size > 0) for (const row of await sql.query<Row>(text, values)) records.push(recordOf(row));
  };
  await read<NodeRow>(reads.nodes, NODES, nodeOf);
  await read<NodeRow>(reads.fieldsOf, FIELDS, nodeOf);
  await read<EdgeRow>(reads.fieldsOf, EDGES_AT_FIELDS, edgeOf);
  await read<EdgeRow>(reads.edgesAt, EDGES_AT_DATASETS, edgeOf);
  await read<EdgeRow>(reads.edgesOf, EDGES_OF_JOBS, edgeOf);
  await read<EdgeRow>(reads.edges, EDGES_BETWEEN, edgeOf, betweenValues(reads.edges));
  const facts = Array.from(reads.facts, (key) => {
    const [kind, code] = key.split('\n');
    return { kind, code };
  });
  await read<FactRow>(reads.facts, FACTS, factOf, [JSON.stringify(facts)]);
  const under = Array.from(reads.factsUnder, (key) => {
    const [kind, prefix] = key.split('\n');
    return { kind, prefix };
  });
  await read<FactRow>(reads.factsUnder, FACTS_UNDER, factOf, [JSON.stringify(under)]);
  return records;
}

function betweenValues(edges: ReadonlySet<string>): [string, string] {
  const places = new Map<string, number>();
  const place = (ref = ''): number => {
    const known = places.get(ref) ?? places.size + 1;
    places.set(ref, known);
    return known;
  };
  const given = Array.from(edges, (edge) => {
    const [job, from, to] = edge.split('\n');
    return { j: place(job), f: place(from), t: place(to) };
  });
  return [keys(places.keys()), JSON.stringify(given)];
}
