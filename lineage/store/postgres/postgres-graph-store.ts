import { breather } from '../../../kernel/breather.ts';
import { foldInTurns } from '../../domain/fold.ts';
import { foldPieces } from '../../domain/fold-reads.ts';
import type { GraphRecord } from '../../domain/graph-record.ts';
import type { Sql } from '../../log/sql.ts';
import { FOLD_PATIENCE_MS, type GraphStore, type Revision, type StoreCapabilities } from '../graph-store.ts';
import { loadReads, loadSlice } from './load-slice.ts';
import {
  EDGE_COLUMNS,
  EDGE_NODES,
  type EdgeRow,
  edgeOf,
  type FactRow,
  factOf,
  NODE_COLUMNS,
  type NodeRow,
  nodeOf,
} from './rows.ts';
import { postgresSnapshot } from './snapshot.ts';
import { traverse } from './traverse.ts';
import { writeRecords } from './write-records.ts';

const CAPABILITIES: StoreCapabilities = { name: 'postgresql', scansOneRevision: true };

/** Records a page of a scan. */
const PAGE = 5_000;

/** The graph in the tables of `ddl.ts`. */
export function postgresGraphStore(sql: Sql): GraphStore {
  return {
    capabilities: CAPABILITIES,

    revision: () => revisionOf(sql),

    apply: (changes, revision, after) =>
      sql.transaction(async (tx) => {
        const [row] = await tx.query<{ revision: string | number }>(
          'select revision from lineage.graph_revision for update',
        );
        const reached = Number(row?.revision ?? 0);
        if (revision <= reached || (after ?? reached) !== reached) return { applied: false, records: [] };
        const records: GraphRecord[] = [];
        const breathe = breather({ mostMs: FOLD_PATIENCE_MS });
        for await (const piece of foldPieces(changes, (reads) => loadReads(tx, reads))) {
          const put = await foldInTurns(await loadSlice(tx, piece), piece, breathe);
          await writeRecords(tx, put, revision);
          for (const record of put) records.push(record);
        }
        await tx.query('update lineage.graph_revision set revision = $1::bigint', [revision]);
        return { applied: true, records };
      }),

    scan: (visit) =>
      sql.transaction(async (tx) => {
        await beginSnapshot(tx);
        const revision = await revisionOf(tx);
        await pages<NodeRow>(tx, `select ${NODE_COLUMNS} from lineage.graph_node n`, (rows) => visit(rows.map(nodeOf)));
        await pages<FactRow>(tx, 'select kind, code, facts::text as facts from lineage.graph_fact', (rows) =>
          visit(rows.map(factOf)),
        );
        await pages<EdgeRow>(tx, `select ${EDGE_COLUMNS} from lineage.graph_edge e ${EDGE_NODES}`, (rows) =>
          visit(rows.map(edgeOf)),
        );
        return revision;
      }),

    changesSince: (since, most) =>
      sql.transaction(async (tx) => {
        await beginSnapshot(tx);
        const revision = await revisionOf(tx);
        const records: GraphRecord[] = [];
        const read = async <Row>(text: string, recordOf: (row: Row) => GraphRecord): Promise<void> => {
          const rows = await tx.query<Row>(`${text} limit $2::int`, [since, most + 1 - records.length]);
          for (const row of rows) records.push(recordOf(row));
        };
        await read<NodeRow>(`select ${NODE_COLUMNS} from lineage.graph_node n where n.revision > $1::bigint`, nodeOf);
        await read<FactRow>(
          'select kind, code, facts::text as facts from lineage.graph_fact where revision > $1::bigint',
          factOf,
        );
        await read<EdgeRow>(
          `select ${EDGE_COLUMNS} from lineage.graph_edge e ${EDGE_NODES} where e.revision > $1::bigint`,
          edgeOf,
        );
        return records.length > most ? null : { revision, records };
      }),

    describe: (refs) => postgresSnapshot(sql, 0).describe(refs),

    traverse: (query) => traverse(sql, query),

    snapshot: (work) =>
      sql.transaction(async (tx) => {
        await beginSnapshot(tx);
        return work(postgresSnapshot(tx, await revisionOf(tx)));
      }),

    reset: () =>
      sql.transaction(async (tx) => {
        await tx.query('update lineage.graph_revision set revision = 0');
        // In the order that readers lock: a reader that has the first waits for nobody who waits for it.
        await tx.query('truncate lineage.graph_node, lineage.graph_edge, lineage.graph_fact restart identity');
      }),
  };
}

async function revisionOf(sql: Sql): Promise<Revision> {
  const [row] = await sql.query<{ revision: string | number }>('select revision from lineage.graph_revision');
  return Number(row?.revision ?? 0);
}

/**
 * Makes the rest of a transaction see one state. The tables are locked before that state is taken, because emptying
 * them does not leave the old rows to older readers.
 */
async function beginSnapshot(sql: Sql): Promise<void> {
  await sql.query('set transaction isolation level repeatable read, read only');
  await sql.query('lock table lineage.graph_node, lineage.graph_edge, lineage.graph_fact in access share mode');
}

/** Reads a query through a cursor, so that memory holds one page. Precondition: within a transaction. */
async function pages<Row>(sql: Sql, query: string, visit: (rows: Row[]) => void): Promise<void> {
  await sql.query(`declare scan no scroll cursor for ${query}`);
  for (;;) {
    const rows = await sql.query<Row>(`fetch ${PAGE} from scan`);
    if (rows.length === 0) break;
    visit(rows);
  }
  await sql.query('close scan');
}
