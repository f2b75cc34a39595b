import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigurationError, UnavailableError } from '../kernel/errors/errors.ts';
import { CanonicalHash } from './domain/canonical-hash.ts';
import type { EventLog } from './log/event-log.ts';
import { hashOfLog } from './log/fold-log.ts';
import type { ClaimableStore } from './store/graph-store.ts';
import { type Neo4jAddress, neo4jDriver } from './store/neo4j/connection.ts';
import { neo4jGraphStore } from './store/neo4j/neo4j-graph-store.ts';
import { type StoreFeeder, storeFeeder } from './store-feeder.ts';

/** A second graph store, fed from the log behind the one beside the log; it may be down, and nobody waits for it. */
export interface Mirror {
  readonly store: ClaimableStore;
  readonly feeder: StoreFeeder;
  /** Stops feeding; resolves when nothing uses the store any more. */
  close(): Promise<void>;
}

/** What a mirror holds, beside what the log says up to the same revision. */
export type MirrorState =
  | { readonly name: string; readonly problem: string }
  | {
      readonly name: string;
      readonly problem: null;
      readonly revision: number;
      readonly hash: string;
      readonly logHash: string;
    };

/** How long a start waits to hear of a mirror. */
const HEARD_OF_WITHIN_MS = 1_500;

/**
 * A mirror in Neo4j. One that does not answer in time is fed when it is there.
 * @param head how far the log is known to be.
 * @param leads whether this process feeds it, or another.
 * @param warn told when the mirror begins to fail, and when it works again.
 * @throws ConfigurationError when Neo4j answers but does not let us in.
 */
export async function openMirror(
  address: Neo4jAddress,
  log: EventLog,
  head: () => number,
  leads: () => boolean,
  warn: (message: string, error?: unknown) => void,
): Promise<Mirror> {
  const driver = neo4jDriver(address);
  const store = neo4jGraphStore(driver);
  const feeder = storeFeeder(log, store, head, leads, warn);
  const close = async (): Promise<void> => {
    await feeder.pause();
    await driver.close();
  };
  await Promise.race([feeder.run(), sleep(HEARD_OF_WITHIN_MS, undefined, { ref: false })]);
  const failure = feeder.failure();
  if (failure instanceof ConfigurationError) {
    await close();
    throw failure;
  }
  return { store, feeder, close };
}

/**
 * Compares a mirror with the log, after it has taken in all there is. Reads all of it.
 * @param known canonical hash of the graph that the log says up to a revision, when it is known.
 */
export async function mirrorState(
  { store, feeder }: Mirror,
  log: EventLog,
  known: { readonly revision: number; readonly hash: string },
): Promise<MirrorState> {
  const { name } = store.capabilities;
  try {
    await feeder.reach(known.revision);
    const { hash, revision } = await hashOfStore(store);
    const logHash = revision === known.revision ? known.hash : await hashOfLog(log, revision);
    return { name, problem: null, revision, hash, logHash };
  } catch (error) {
    if (!(error instanceof UnavailableError || error instanceof ConfigurationError)) throw error;
    return { name, problem: error.message };
  }
}

/** A scan that a batch came into is done again so often. */
const UNDISTURBED_TRIES = 5;

/** Canonical hash of all that a store holds, and the revision. */
async function hashOfStore(store: ClaimableStore): Promise<{ hash: string; revision: number }> {
  for (let tries = 1; ; tries++) {
    const hash = new CanonicalHash();
    const revision = await store.scan((records) => {
      for (const record of records) hash.add(record);
    });
    const undisturbed = store.capabilities.scansOneRevision || (await store.revision()) === revision;
    if (undisturbed || tries === UNDISTURBED_TRIES) return { hash: hash.digest(), revision };
  }
}
