import type { EdgeRecord, FactRecord, GraphRecord, NodeRecord } from '../../domain/graph-record.ts';
import type { Revision } from '../graph-store.ts';
import type { Cypher, CypherParameters } from './cypher.ts';
import { edgeRow, LABEL_OF, recordRow } from './rows.ts';

/** Rows a statement: measured to be fast, and small enough for the heap of a small server. */
const ROWS_A_STATEMENT = 5_000;

/** Writes records, each marked with the revision: those of a label, then the columns' datasets, then the edges. */
export async function writeRecords(cypher: Cypher, records: readonly GraphRecord[], revision: Revision): Promise<void> {
  const write = async (text: string, rows: readonly CypherParameters[]): Promise<void> => {
    for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT) {
      await cypher.query(text, { rows: rows.slice(i, i + ROWS_A_STATEMENT), revision });
    }
  };
  for (const [kind, label] of Object.entries(LABEL_OF)) {
    const rows = records
      .filter((record): record is NodeRecord | FactRecord => record.record === kind)
      .map((record) => recordRow(record));
    await write(
      `UNWIND $rows AS row MERGE (n:Record {key: row.key})
       ON CREATE SET n:${label}, n += row.made
       SET n += row.told, n.facts = row.facts, n.revision = $revision`,
      rows,
    );
    if (kind !== 'field') continue;
    await write(
      `UNWIND $rows AS row MATCH (d:Record {key: row.dataset}) MATCH (n:Record {key: row.key})
       MERGE (d)-[:HAS_FIELD]->(n)`,
      rows.map(({ key = null, dataset = null }) => ({ key, dataset })),
    );
  }
  await write(
    `UNWIND $rows AS row MATCH (f:Record {key: row.from}) MATCH (t:Record {key: row.to})
     MERGE (f)-[e:FLOWS_TO {key: row.key}]->(t)
     ON CREATE SET e += row.made
     SET e.recordedTo = row.recordedTo, e.revision = $revision`,
    records.filter((record): record is EdgeRecord => record.record === 'edge').map(edgeRow),
  );
}
