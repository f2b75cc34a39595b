import type { NodeRecord } from '../../domain/graph-record.ts';
import type { Sql } from '../../log/sql.ts';
import type { GraphSnapshot, Revision } from '../graph-store.ts';
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
} from './rows.ts';
import { LATEST, traverse } from './traverse.ts';

const keys = (refs: Iterable<string>): string => JSON.stringify(Array.from(new Set(refs), nodeKey));

/** The statements of a snapshot; the test that reads plans reads these. */
export const SNAPSHOT_SQL = {
  describe: `select ${NODE_COLUMNS} from jsonb_array_elements_text($1::jsonb) asked(key)
    join lineage.graph_node n on n.key = decode(asked.key, 'hex')`,

  datasets: `select ${NODE_COLUMNS} from lineage.graph_node n where n.kind = 'dataset'`,

  columnsOf: `select ${NODE_COLUMNS} from lineage.graph_node d
    join lineage.graph_node n on n.dataset_id = d.id and n.kind = 'field'
    where d.key = decode($1::text, 'hex')`,

  // An expression of an index each: a parameter for the name would read the whole table.
  columnsOfElement: `select ${NODE_COLUMNS} from lineage.graph_node n
    where n.kind = 'field' and n.facts ->> 'element' = $1::text limit $2::int`,

  columnsOfCodeList: `select ${NODE_COLUMNS} from lineage.graph_node n
    where n.kind = 'field' and n.facts ->> 'codeList' = $1::text limit $2::int`,

  edgesOf: `select ${EDGE_COLUMNS} from lineage.graph_node owner
    join lineage.graph_edge e on e.job_id = owner.id ${EDGE_NODES}
    where owner.key = decode($1::text, 'hex') limit $2::int`,

  // Two lookups by index: an `or` over both ends would read the whole table.
  edgesAt: `select ${EDGE_COLUMNS} from (
      select e.* from lineage.graph_node n join lineage.graph_edge e on e.from_id = n.id
      where n.key = decode($1::text, 'hex')
      union
      select e.* from lineage.graph_node n join lineage.graph_edge e on e.to_id = n.id
      where n.key = decode($2::text, 'hex')) e
    ${EDGE_NODES} limit $3::int`,

  // Both ends are looked up once; an edge is found by its source and kept by its target.
  edgesAmong: `with node as materialized (
      select n.id, n.ref from jsonb_array_elements_text($1::jsonb) asked(key)
      join lineage.graph_node n on n.key = decode(asked.key, 'hex'))
    select ${EDGE_COLUMNS} from node f
    join lineage.graph_edge e on e.from_id = f.id
    join node t on t.id = e.to_id
    join lineage.graph_node j on j.id = e.job_id
    where e.valid_from <= $2::bigint and $3::bigint < e.valid_to
      and e.recorded_from <= $4::bigint and $5::bigint < e.recorded_to
    limit $6::int`,

  factsByCode: `select f.kind, f.code, f.facts::text as facts from lineage.graph_fact f
    where f.kind = $1::text and f.code in (select jsonb_array_elements_text($2::jsonb))`,

  facts: 'select f.kind, f.code, f.facts::text as facts from lineage.graph_fact f where f.kind = $1::text',
} as const;

/** The graph in a transaction that sees one state of it. */
export function postgresSnapshot(sql: Sql, revision: Revision): GraphSnapshot {
  return {
    revision,
    // It stands beside its log.
    log: null,

    traverse: (query) => traverse(sql, query),

    async describe(refs) {
      const rows = await sql.query<NodeRow>(SNAPSHOT_SQL.describe, [keys(refs)]);
      return new Map(rows.map((row) => [row.ref, nodeOf(row)]));
    },

    datasets: async () => (await sql.query<NodeRow>(SNAPSHOT_SQL.datasets)).map(nodeOf),

    columnsOf: async (dataset): Promise<NodeRecord[]> =>
      (await sql.query<NodeRow>(SNAPSHOT_SQL.columnsOf, [nodeKey(dataset)])).map(nodeOf),

    columnsBound: async (to, code, most) => {
      const statement = to === 'element' ? SNAPSHOT_SQL.columnsOfElement : SNAPSHOT_SQL.columnsOfCodeList;
      return (await sql.query<NodeRow>(statement, [code, most])).map(nodeOf);
    },

    edgesOf: async (job, most) => (await sql.query<EdgeRow>(SNAPSHOT_SQL.edgesOf, [nodeKey(job), most])).map(edgeOf),

    edgesAt: async (ref, most) =>
      (await sql.query<EdgeRow>(SNAPSHOT_SQL.edgesAt, [nodeKey(ref), nodeKey(ref), most])).map(edgeOf),

    async edgesAmong(refs, { asOf, asRecorded }, most) {
      const recorded = asRecorded ?? LATEST;
      const values = [keys(refs), asOf, asOf, recorded, recorded, most];
      return (await sql.query<EdgeRow>(SNAPSHOT_SQL.edgesAmong, values)).map(edgeOf);
    },

    async facts(kind, codes) {
      const rows =
        codes === null
          ? await sql.query<FactRow>(SNAPSHOT_SQL.facts, [kind])
          : await sql.query<FactRow>(SNAPSHOT_SQL.factsByCode, [kind, JSON.stringify(codes)]);
      return rows.map(factOf);
    },
  };
}
