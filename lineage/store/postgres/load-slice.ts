import type { Change } from '../../domain/change.ts';
import { readsOf } from '../../domain/fold.ts';
import { GraphState } from '../../domain/graph-state.ts';
import type { Sql } from '../../log/sql.ts';
import {
  EDGE_COLUMNS,
  EDGE_NODES,
  type EdgeRow,
  edgeOf,
  NODE_COLUMNS,
  type NodeRow,
  nodeKey,
  nodeOf,
  OPEN,
} from './rows.ts';

/** Loads what folding some changes looks at, in four statements whatever their number. */
export async function loadSlice(sql: Sql, changes: readonly Change[]): Promise<GraphState> {
  const reads = readsOf(changes);
  const state = new GraphState();
  const keys = (refs: Iterable<string>): string => JSON.stringify(Array.from(refs, nodeKey));
  const nodes = await sql.query<NodeRow>(
    `select ${NODE_COLUMNS} from jsonb_array_elements_text($1::jsonb) asked(key)
     join lineage.graph_node n on n.key = decode(asked.key, 'hex')`,
    [keys(reads.nodes)],
  );
  for (const row of nodes) state.load(nodeOf(row));
  if (reads.fieldsOf.size > 0) {
    const datasets = keys(reads.fieldsOf);
    const fields = await sql.query<NodeRow>(
      `select ${NODE_COLUMNS} from jsonb_array_elements_text($1::jsonb) asked(key)
       join lineage.graph_node d on d.key = decode(asked.key, 'hex')
       join lineage.graph_node n on n.dataset_id = d.id and n.kind = 'field'`,
      [datasets],
    );
    for (const row of fields) state.load(nodeOf(row));
    // Two lookups by index: an `or` over both ends would read the whole table.
    const atFields = await sql.query<EdgeRow>(
      `with field as materialized (
         select n.id from jsonb_array_elements_text($1::jsonb) asked(key)
         join lineage.graph_node d on d.key = decode(asked.key, 'hex')
         join lineage.graph_node n on n.dataset_id = d.id and n.kind = 'field')
       select ${EDGE_COLUMNS} from (
         select e.* from field join lineage.graph_edge e on e.from_id = field.id where e.recorded_to = ${OPEN}
         union
         select e.* from field join lineage.graph_edge e on e.to_id = field.id where e.recorded_to = ${OPEN}) e
       ${EDGE_NODES}`,
      [datasets],
    );
    for (const row of atFields) state.load(edgeOf(row));
  }
  if (reads.edgesOf.size > 0) {
    const ofJobs = await sql.query<EdgeRow>(
      `select ${EDGE_COLUMNS} from jsonb_array_elements_text($1::jsonb) asked(key)
       join lineage.graph_node owner on owner.key = decode(asked.key, 'hex')
       join lineage.graph_edge e on e.job_id = owner.id and e.recorded_to = ${OPEN}
       ${EDGE_NODES}`,
      [keys(reads.edgesOf)],
    );
    for (const row of ofJobs) state.load(edgeOf(row));
  }
  return state;
}
