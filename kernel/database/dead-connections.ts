import type { Pool, PoolClient } from 'pg';

/** How long whoever holds a connection that died has to give it back: it learns of the death in the same instant. */
const GRACE_MS = 100;

/**
 * Takes back connections that die while a transaction holds them. The query builder gives a connection back after a
 * commit or a rollback that succeeds, and neither can any more: without this every restart of PostgreSQL costs the pool
 * a place for each transaction that it interrupts, until none is left.
 */
export function releaseDeadConnections(pool: Pool): void {
  const held = new Set<PoolClient>();
  pool.on('acquire', (client) => held.add(client));
  pool.on('release', (_error, client) => held.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      setTimeout(() => {
        if (!held.has(client)) return;
        client.release(true);
        // Whoever held it may give it back after all; that a client is given back twice is an error otherwise.
        client.release = () => undefined;
      }, GRACE_MS);
    });
  });
}
