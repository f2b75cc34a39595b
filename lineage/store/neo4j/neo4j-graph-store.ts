import { randomUUID } from 'node:crypto';
import type { Driver } from 'neo4j-driver';
import { breather } from '../../../kernel/breather.ts';
import { UnavailableError } from '../../../kernel/errors/errors.ts';
import { foldInTurns } from '../../domain/fold.ts';
import { foldPieces } from '../../domain/fold-reads.ts';
import type { GraphRecord } from '../../domain/graph-record.ts';
import {
  type Applied,
  type ClaimableStore,
  FOLD_PATIENCE_MS,
  type GraphSnapshot,
  type StoreCapabilities,
} from '../graph-store.ts';
import { type Cypher, inTransaction, PATIENCE, runAlone } from './cypher.ts';
import { loadReads, loadSlice } from './load-slice.ts';
import { finishReset, resetGraph } from './reset.ts';
import { lockRevision, type RevisionRow, readRevision } from './revision.ts';
import { EDGE_COLUMNS, type EdgeRow, edgeOf, RECORD_COLUMNS, type RecordRow, recordOf } from './rows.ts';
import { SCHEMA } from './schema.ts';
import { EMPTY_SNAPSHOT, neo4jSnapshot } from './snapshot.ts';
import { writeRecords } from './write-records.ts';

const CAPABILITIES: StoreCapabilities = { name: 'neo4j', scansOneRevision: false };

const CLAIM = 'MATCH (r:GraphRevision {only: 1}) SET r.log = $log';
const TAKEN_OVER = 'The graph store was taken over by an instance with another event log.';

/** Reading that a batch came into is done again so often, then while no batch can come. */
const UNDISTURBED_TRIES = 2;

/** How often a write makes or empties the graph first, before it gives up: others may undo it meanwhile. */
const PREPARATIONS = 5;

const EMPTY: RevisionRow = { revision: 0, epoch: '', resetting: false, log: null };
/** A graph that is being emptied counts as empty. */
const asSeen = (row: RevisionRow | undefined): RevisionRow => (row === undefined || row.resetting ? EMPTY : row);
const snapshotOf = (cypher: Cypher, row: RevisionRow): GraphSnapshot =>
  row === EMPTY ? EMPTY_SNAPSHOT : neo4jSnapshot(cypher, row);

/** The graph in Neo4j, laid out as `schema.ts` says. The driver is the caller's to close. */
export function neo4jGraphStore(driver: Driver): ClaimableStore {
  let claimed: string | undefined;
  const read = <T>(patience: number, work: (cypher: Cypher) => Promise<T>): Promise<T> =>
    inTransaction(driver, 'READ', patience, work);
  const write = <T>(work: (cypher: Cypher) => Promise<T>): Promise<T> =>
    inTransaction(driver, 'WRITE', PATIENCE.long, work);

  /** Runs some work alone on a graph that was made and is not being emptied. */
  const alone = async <T>(work: (cypher: Cypher, row: RevisionRow) => Promise<T>): Promise<T> => {
    for (let tries = 0; tries < PREPARATIONS; tries++) {
      const done = await write(async (cypher) => {
        const row = await lockRevision(cypher);
        if (row === undefined) return 'not made';
        return row.resetting ? 'half emptied' : { result: await work(cypher, row) };
      });
      if (typeof done === 'object') return done.result;
      if (done === 'not made') await make(driver);
      else await finishReset(driver);
    }
    throw new UnavailableError('The graph store is being emptied again and again.');
  };

  /** Reads, again when the graph moved on meanwhile, and at last while it cannot. */
  const atOneRevision = async <T>(work: (at: GraphSnapshot) => Promise<T>): Promise<T> => {
    for (let tries = 0; tries < UNDISTURBED_TRIES; tries++) {
      const answer = await read(PATIENCE.answer, async (cypher) => {
        const before = asSeen(await readRevision(cypher));
        const result = await work(snapshotOf(cypher, before));
        const { revision, epoch } = asSeen(await readRevision(cypher));
        return revision === before.revision && epoch === before.epoch ? { result } : undefined;
      });
      if (answer !== undefined) return answer.result;
    }
    return alone((cypher, row) => work(snapshotOf(cypher, row)));
  };

  return {
    capabilities: CAPABILITIES,

    claim: (log) =>
      alone(async (cypher, row) => {
        if (row.revision > 0 && row.log !== log) return false;
        await cypher.query(CLAIM, { log });
        claimed = log;
        return true;
      }),

    async takeOver(log) {
      await alone(async () => undefined);
      await resetGraph(driver, log);
      claimed = log;
    },

    revision: () => read(PATIENCE.short, async (cypher) => asSeen(await readRevision(cypher)).revision),

    apply: (changes, revision, after) =>
      alone(async (cypher, row): Promise<Applied> => {
        if (claimed !== undefined && row.log !== claimed) {
          // Emptied by a rebuild, or lost: nobody else's.
          if (row.log !== null || row.revision > 0) throw new UnavailableError(TAKEN_OVER);
          await cypher.query(CLAIM, { log: claimed });
        }
        if (revision <= row.revision || (after ?? row.revision) !== row.revision)
          return { applied: false, records: [] };
        const records: GraphRecord[] = [];
        const breathe = breather({ mostMs: FOLD_PATIENCE_MS });
        for await (const piece of foldPieces(changes, (reads) => loadReads(cypher, reads))) {
          const put = await foldInTurns(await loadSlice(cypher, piece), piece, breathe);
          await writeRecords(cypher, put, revision);
          for (const record of put) records.push(record);
        }
        await cypher.query('MATCH (r:GraphRevision {only: 1}) SET r.revision = $revision', { revision });
        return { applied: true, records };
      }),

    scan: (visit) =>
      read(PATIENCE.scan, async (cypher) => {
        const before = asSeen(await readRevision(cypher));
        if (before === EMPTY) return 0;
        await cypher.pages<RecordRow>(`MATCH (n:Record) RETURN ${RECORD_COLUMNS}`, (rows) => visit(rows.map(recordOf)));
        await cypher.pages<EdgeRow>(`MATCH (f)-[e:FLOWS_TO]->(t) RETURN ${EDGE_COLUMNS}`, (rows) =>
          visit(rows.map(edgeOf)),
        );
        if ((await readRevision(cypher))?.epoch !== before.epoch) {
          throw new UnavailableError('The graph was emptied while it was read. Try again.');
        }
        return before.revision;
      }),

    async changesSince(since, most) {
      const seen = await read(PATIENCE.short, async (cypher) => asSeen(await readRevision(cypher)));
      if (seen.revision <= since) return { revision: seen.revision, records: [] };
      // Alone, so that all records are of one revision.
      return alone(async (cypher, { revision }) => {
        const records: GraphRecord[] = [];
        const room = () => ({ since, most: most + 1 - records.length });
        const rows = await cypher.query<RecordRow>(
          `MATCH (n:Record) WHERE n.revision > $since RETURN ${RECORD_COLUMNS} LIMIT $most`,
          room(),
        );
        for (const row of rows) records.push(recordOf(row));
        const edges = await cypher.query<EdgeRow>(
          `MATCH (f)-[e:FLOWS_TO]->(t) WHERE e.revision > $since RETURN ${EDGE_COLUMNS} LIMIT $most`,
          room(),
        );
        for (const row of edges) records.push(edgeOf(row));
        return records.length > most ? null : { revision, records };
      });
    },

    describe: (refs) =>
      read(PATIENCE.short, async (cypher) => snapshotOf(cypher, asSeen(await readRevision(cypher))).describe(refs)),

    traverse: (query) => atOneRevision((at) => at.traverse(query)),

    snapshot: async (work) => {
      // A server that hangs shows here, long before a walk would be given up.
      await read(PATIENCE.short, readRevision);
      return atOneRevision(work);
    },

    async reset() {
      await alone(async () => undefined);
      await resetGraph(driver, claimed ?? null);
    },
  };
}

/** Makes schema and revision. Doing so twice, also at once, is doing so once. */
async function make(driver: Driver): Promise<void> {
  await runAlone(driver, SCHEMA);
  await inTransaction(driver, 'WRITE', PATIENCE.long, (cypher) =>
    cypher.query(
      'MERGE (r:GraphRevision {only: 1}) ON CREATE SET r.revision = 0, r.epoch = $epoch, r.resetting = false',
      { epoch: randomUUID() },
    ),
  );
}
