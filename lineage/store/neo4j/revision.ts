import type { Revision } from '../graph-store.ts';
import type { Cypher } from './cypher.ts';

/** How far the graph is. */
export interface RevisionRow {
  readonly revision: Revision;
  /** Drawn anew when the graph is made or emptied: of another epoch nothing that was read holds any more. */
  readonly epoch: string;
  /** True from the beginning of a reset until everything is gone: the graph counts as empty. */
  readonly resetting: boolean;
  /** What names the log that the graph is a fold of; null when nobody said. */
  readonly log: string | null;
}

const READ = `MATCH (r:GraphRevision {only: 1})
  RETURN r.revision AS revision, r.epoch AS epoch, r.resetting AS resetting, r.log AS log`;

/** How far the graph is; undefined when it was never made. */
export async function readRevision(cypher: Cypher): Promise<RevisionRow | undefined> {
  const [row] = await cypher.query<RevisionRow>(READ);
  return row;
}

/**
 * The same, held until the transaction ends: batches, resets and whoever must see one revision come one after another.
 * Neo4j reads committed state without waiting, so a lock is taken by writing, and what is read is read after that.
 */
export async function lockRevision(cypher: Cypher): Promise<RevisionRow | undefined> {
  await cypher.query('MATCH (r:GraphRevision {only: 1}) SET r.locked = true');
  return readRevision(cypher);
}
