import type { Change } from '../../domain/change.ts';
import { readsOf } from '../../domain/fold.ts';
import { GraphState } from '../../domain/graph-state.ts';
import type { Cypher } from './cypher.ts';
import { EDGE_COLUMNS, type EdgeRow, edgeOf, nodeKey, OPEN, RECORD_COLUMNS, type RecordRow, recordOf } from './rows.ts';

/** Loads what folding some changes looks at, in four statements whatever their number. */
export async function loadSlice(cypher: Cypher, changes: readonly Change[]): Promise<GraphState> {
  const reads = readsOf(changes);
  const state = new GraphState();
  const load = async (text: string, refs: ReadonlySet<string>): Promise<void> => {
    if (refs.size === 0) return;
    const keys = Array.from(refs, nodeKey);
    for (const row of await cypher.query<RecordRow>(text, { keys })) state.load(recordOf(row));
  };
  const loadEdges = async (text: string, refs: ReadonlySet<string>): Promise<void> => {
    if (refs.size === 0) return;
    const keys = Array.from(refs, nodeKey);
    for (const row of await cypher.query<EdgeRow>(text, { keys, open: OPEN })) state.load(edgeOf(row));
  };
  await load(`UNWIND $keys AS key MATCH (n:Record {key: key}) RETURN ${RECORD_COLUMNS}`, reads.nodes);
  await load(
    `UNWIND $keys AS key MATCH (:Record {key: key})-[:HAS_FIELD]->(n) RETURN ${RECORD_COLUMNS}`,
    reads.fieldsOf,
  );
  await loadEdges(
    `UNWIND $keys AS key MATCH (:Record {key: key})-[:HAS_FIELD]->(field)
     MATCH (field)-[e:FLOWS_TO]-() WHERE e.recordedTo = $open
     WITH DISTINCT e MATCH (f)-[e]->(t) RETURN ${EDGE_COLUMNS}`,
    reads.fieldsOf,
  );
  await loadEdges(
    `UNWIND $keys AS key MATCH (f)-[e:FLOWS_TO]->(t) WHERE e.jobKey = key AND e.recordedTo = $open
     RETURN ${EDGE_COLUMNS}`,
    reads.edgesOf,
  );
  return state;
}
