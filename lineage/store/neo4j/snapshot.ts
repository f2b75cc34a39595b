import type { FactRecord, NodeRecord } from '../../domain/graph-record.ts';
import { factKey } from '../../domain/graph-record.ts';
import type { GraphSnapshot, Revision } from '../graph-store.ts';
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
import { traverse } from './traverse.ts';

/** The statements of a snapshot; the test that reads plans reads these. */
export const SNAPSHOT_CYPHER = {
  describe: `UNWIND $keys AS key MATCH (n:Record {key: key}) RETURN ${RECORD_COLUMNS}`,

  datasets: `MATCH (n:Dataset) RETURN ${RECORD_COLUMNS}`,

  columnsOf: `MATCH (:Record {key: $key})-[:HAS_FIELD]->(n:Field) RETURN ${RECORD_COLUMNS}`,

  columnsOfElement: `MATCH (n:Field) WHERE n.element = $code RETURN ${RECORD_COLUMNS} LIMIT $most`,

  columnsOfCodeList: `MATCH (n:Field) WHERE n.codeList = $code RETURN ${RECORD_COLUMNS} LIMIT $most`,

  // The index is of both properties, and serves nobody who asks for one of them; every end is after 1970.
  edgesOf: `MATCH (f)-[e:FLOWS_TO]->(t) WHERE e.jobKey = $key AND e.recordedTo > 0
    RETURN ${EDGE_COLUMNS} LIMIT $most`,

  edgesAt: `MATCH (:Record {key: $key})-[e:FLOWS_TO]-() WITH DISTINCT e LIMIT $most
    WITH e, startNode(e) AS f, endNode(e) AS t RETURN ${EDGE_COLUMNS}`,

  // One step, so nothing is enumerated: an edge is found by its source and kept by its target.
  edgesAmong: `UNWIND $keys AS key MATCH (f:Record {key: key})
    MATCH (f)-[e:FLOWS_TO]->(t)
    WHERE e.validFrom <= $asOf AND $asOf < e.validTo
      AND e.recordedFrom <= $asRecorded AND $asRecorded < e.recordedTo
      AND t.key IN $keys
    RETURN ${EDGE_COLUMNS} LIMIT $most`,
} as const;

/** All facts of a kind; labels are fixed texts. */
export const factsOfKind = (kind: FactRecord['record']): string =>
  `MATCH (n:${LABEL_OF[kind]}) WHERE n.kind = $kind RETURN ${RECORD_COLUMNS}`;

/** The graph in a transaction; whoever opened it looks whether it stayed at the revision. */
export function neo4jSnapshot(
  cypher: Cypher,
  { revision, log }: { readonly revision: Revision; readonly log: string | null },
): GraphSnapshot {
  const records = async (text: string, parameters: CypherParameters = {}) =>
    (await cypher.query<RecordRow>(text, parameters)).map(recordOf);
  const nodes = async (text: string, parameters: CypherParameters = {}): Promise<NodeRecord[]> =>
    (await records(text, parameters)).filter((record): record is NodeRecord => 'ref' in record);
  const facts = async (text: string, parameters: CypherParameters): Promise<FactRecord[]> =>
    (await records(text, parameters)).filter((record): record is FactRecord => !('ref' in record));
  const edges = async (text: string, parameters: CypherParameters) =>
    (await cypher.query<EdgeRow>(text, parameters)).map(edgeOf);
  const keys = (refs: readonly string[]): string[] => Array.from(new Set(refs), nodeKey);
  return {
    revision,
    log,
    traverse: async (query) => ({ ...(await traverse(cypher, query)), revision }),
    describe: async (refs) => {
      const found = await nodes(SNAPSHOT_CYPHER.describe, { keys: keys(refs) });
      return new Map(found.map((record) => [record.ref, record]));
    },
    datasets: () => nodes(SNAPSHOT_CYPHER.datasets),
    columnsOf: (dataset) => nodes(SNAPSHOT_CYPHER.columnsOf, { key: nodeKey(dataset) }),
    columnsBound: (to, code, most) =>
      nodes(to === 'element' ? SNAPSHOT_CYPHER.columnsOfElement : SNAPSHOT_CYPHER.columnsOfCodeList, { code, most }),
    edgesOf: (job, most) => edges(SNAPSHOT_CYPHER.edgesOf, { key: nodeKey(job), most }),
    edgesAt: (ref, most) => edges(SNAPSHOT_CYPHER.edgesAt, { key: nodeKey(ref), most }),
    edgesAmong: (refs, { asOf, asRecorded }, most) =>
      edges(SNAPSHOT_CYPHER.edgesAmong, { keys: keys(refs), asOf, asRecorded: asRecorded ?? OPEN - 1, most }),
    facts: (kind, codes) =>
      codes === null
        ? facts(factsOfKind(kind), { kind })
        : facts(SNAPSHOT_CYPHER.describe, { keys: codes.map((code) => nodeKey(factKey(kind, code))) }),
  };
}

/** A graph that holds nothing. */
export const EMPTY_SNAPSHOT: GraphSnapshot = {
  revision: 0,
  log: null,
  traverse: async () => ({ reached: [], cut: null, revision: 0 }),
  describe: async () => new Map(),
  datasets: async () => [],
  columnsOf: async () => [],
  columnsBound: async () => [],
  edgesOf: async () => [],
  edgesAt: async () => [],
  edgesAmong: async () => [],
  facts: async () => [],
};
