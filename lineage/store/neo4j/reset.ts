import { randomUUID } from 'node:crypto';
import type { Driver } from 'neo4j-driver';
import { inTransaction, PATIENCE } from './cypher.ts';
import { lockRevision } from './revision.ts';

/** Records removed in one transaction. */
const A_TRANSACTION = 20_000;

/**
 * Marks the graph as empty, then removes what is left of it, piece by piece: a transaction that removes millions would
 * need memory for all of them. Precondition: the schema is there.
 * @param log what names the log that the graph belongs to from now on; null for nobody's.
 */
export async function resetGraph(driver: Driver, log: string | null): Promise<void> {
  await inTransaction(driver, 'WRITE', PATIENCE.long, async (cypher) => {
    await lockRevision(cypher);
    await cypher.query(
      'MATCH (r:GraphRevision {only: 1}) SET r.revision = 0, r.epoch = $epoch, r.resetting = true, r.log = $log',
      { epoch: randomUUID(), log },
    );
  });
  await finishReset(driver);
}

/** Removes what a reset has left; whoever wants to write does it, so that a reset that was killed holds up nobody. */
export async function finishReset(driver: Driver): Promise<void> {
  while (await removeSome(driver));
}

/** Removes a piece while nobody else writes. @returns whether there is more. */
const removeSome = (driver: Driver): Promise<boolean> =>
  inTransaction(driver, 'WRITE', PATIENCE.long, async (cypher) => {
    const row = await lockRevision(cypher);
    if (row === undefined || !row.resetting) return false;
    let room = A_TRANSACTION;
    for (const text of [
      'MATCH ()-[e:FLOWS_TO]->() WITH e LIMIT $room DELETE e RETURN count(*) AS gone',
      'MATCH (n:Record) WITH n LIMIT $room DETACH DELETE n RETURN count(*) AS gone',
    ]) {
      if (room === 0) break;
      const [removed] = await cypher.query<{ gone: number }>(text, { room });
      room -= removed?.gone ?? 0;
    }
    if (room === 0) return true;
    await cypher.query('MATCH (r:GraphRevision {only: 1}) SET r.resetting = false');
    return false;
  });
