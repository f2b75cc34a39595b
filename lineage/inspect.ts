import { CanonicalHash } from './domain/canonical-hash.ts';
import { isMemory } from './domain/graph-record.ts';
import type { EngineParts } from './engine-parts.ts';
import { hashOfLog } from './log/fold-log.ts';
import { type MirrorState, mirrorState } from './mirror.ts';

/** How far log, store and projection are, and whether they say the same. */
export interface LineageState {
  readonly head: number;
  readonly storeRevision: number;
  readonly projectionRevision: number;
  readonly deadLetters: number;
  /** Canonical hash of the graph that the log says up to the store's revision. */
  readonly logHash: string;
  readonly storeHash: string;
  readonly projectionHash: string;
  /** What the second store holds; null when there is none. */
  readonly mirror: MirrorState | null;
}

/** Compares log, store, projection and mirror. Reads all of log and stores. */
export async function inspectLineage(parts: EngineParts): Promise<LineageState> {
  const { log, store, deadLetters, mirror } = parts;
  const stored = new CanonicalHash();
  const projected = new CanonicalHash();
  const revision = await store.scan((records) => {
    for (const record of records) {
      stored.add(record);
      // The projection holds no memory of the fold; the rest is what is compared.
      if (isMemory(record)) projected.add(record);
    }
  });
  for (const record of parts.projection.records()) projected.add(record);
  const logHash = await hashOfLog(log, revision);
  return {
    head: await log.head(),
    storeRevision: revision,
    projectionRevision: parts.projection.revision,
    deadLetters: await deadLetters.count(),
    logHash,
    storeHash: stored.digest(),
    projectionHash: projected.digest(),
    mirror: mirror === undefined ? null : await mirrorState(mirror, log, { revision, hash: logHash }),
  };
}
