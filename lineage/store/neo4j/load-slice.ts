import type { Change } from '../../domain/change.ts';
import { loadForFold } from '../../domain/fold-reads.ts';
import type { FactRecord, GraphRecord } from '../../domain/graph-record.ts';
import type { GraphState } from '../../domain/graph-state.ts';
import type { FoldReads } from '../../domain/reads.ts';
import type { Cypher, CypherParameters } from './cypher.ts';
import {
  EDGE_COLUMNS,
  type EdgeRow,
  edgeOf,
  LABEL_OF,
  nodeKey,
  OPEN,
  RECORD_COLUMNS,
  type RecordRow,
  recordOf,
} from './rows.ts';

/** Nodes and facts of a list of keys. */
const RECORDS = `UNWIND $keys AS key MATCH (n:Record {key: key}) RETURN ${RECORD_COLUMNS}`;

/** Facts of a kind whose code begins in one of some ways; labels are fixed texts. */
const factsUnder = (kind: FactRecord['record']): string =>
  `UNWIND $prefixes AS prefix MATCH (n:${LABEL_OF[kind]}) WHERE n.code STARTS WITH prefix AND n.kind = $kind
  RETURN ${RECORD_COLUMNS}`;

/** Columns of the datasets of a list of keys. */
const FIELDS = `UNWIND $keys AS key MATCH (:Record {key: key})-[:HAS_FIELD]->(n) RETURN ${RECORD_COLUMNS}`;

const EDGES_AT_FIELDS = `UNWIND $keys AS key MATCH (:Record {key: key})-[:HAS_FIELD]->(field)
  MATCH (field)-[e:FLOWS_TO]-() WHERE e.recordedTo = $open
  WITH DISTINCT e MATCH (f)-[e]->(t) RETURN ${EDGE_COLUMNS}`;

const EDGES_AT_DATASETS = `UNWIND $keys AS key MATCH (n:Record {key: key})
  MATCH (n)-[e:FLOWS_TO]-() WHERE e.recordedTo = $open
  WITH DISTINCT e MATCH (f)-[e]->(t) RETURN ${EDGE_COLUMNS}`;

const EDGES_OF_JOBS = `UNWIND $keys AS key MATCH (f)-[e:FLOWS_TO]->(t) WHERE e.jobKey = key AND e.recordedTo = $open
  RETURN ${EDGE_COLUMNS}`;

const EDGES_BETWEEN = `UNWIND $given AS row MATCH (f:Record {key: row.from}) MATCH (t:Record {key: row.to})
  MATCH (f)-[e:FLOWS_TO]->(t) WHERE e.jobKey = row.job AND e.recordedTo = $open
  RETURN ${EDGE_COLUMNS}`;

/** Loads what folding some changes looks at, in a few statements a round whatever the number of changes. */
export const loadSlice = (cypher: Cypher, changes: readonly Change[]): Promise<GraphState> =>
  loadForFold(changes, (reads) => loadReads(cypher, reads));

/** Loads what is in the store of some reads. */
export async function loadReads(cypher: Cypher, reads: FoldReads): Promise<GraphRecord[]> {
  const records: GraphRecord[] = [];
  const read = async <Row>(
    asked: ReadonlySet<string>,
    text: string,
    recordOf: (row: Row) => GraphRecord,
    parameters: CypherParameters = { keys: Array.from(asked, nodeKey) },
  ): Promise<void> => {
    if (asked.size === 0) return;
    for (const row of await cypher.query<Row>(text, { ...parameters, open: OPEN })) records.push(recordOf(row));
  };
  // A fact is unique by its key as a node is by its reference.
  await read<RecordRow>(new Set([...reads.nodes, ...reads.facts]), RECORDS, recordOf);
  const under = Map.groupBy(
    Array.from(reads.factsUnder, (key) => key.split('\n') as [FactRecord['record'], string]),
    ([kind]) => kind,
  );
  for (const [kind, asked] of under) {
    const prefixes = asked.map(([, prefix]) => prefix);
    await read<RecordRow>(new Set(prefixes), factsUnder(kind), recordOf, { kind, prefixes });
  }
  await read<RecordRow>(reads.fieldsOf, FIELDS, recordOf);
  await read<EdgeRow>(reads.fieldsOf, EDGES_AT_FIELDS, edgeOf);
  await read<EdgeRow>(reads.edgesAt, EDGES_AT_DATASETS, edgeOf);
  await read<EdgeRow>(reads.edgesOf, EDGES_OF_JOBS, edgeOf);
  const given = Array.from(reads.edges, (edge) => {
    const [job = '', from = '', to = ''] = edge.split('\n').map(nodeKey);
    return { job, from, to };
  });
  await read<EdgeRow>(reads.edges, EDGES_BETWEEN, edgeOf, { given });
  return records;
}
