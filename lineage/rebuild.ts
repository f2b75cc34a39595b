import type { EngineParts } from './engine-parts.ts';
import { inspectLineage } from './inspect.ts';
import { Projection } from './projection/projection.ts';

/** What a rebuild did. */
export interface RebuildReport {
  /** Canonical hash of the graph before and after, history included. */
  readonly before: string;
  readonly after: string;
  /** Whether it is what it was, and the mirror, if there is one, holds it too. */
  readonly same: boolean;
  readonly events: number;
  readonly revision: number;
}

/**
 * Drops the graph of an engine that is settled, in the mirror too, and folds it anew from the log; only while nobody asks:
 * until it is done answers come from part of it.
 * @throws UnavailableError when there is a mirror that is down; then nothing is dropped.
 */
export async function rebuildGraph(
  parts: EngineParts,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<RebuildReport> {
  const { mirror } = parts;
  await mirror?.feeder.reach(parts.projection.revision);
  const { storeHash: before } = await inspectLineage(parts);
  // Nobody folds while the graph is dropped, or part of it would be folded into the projection that is thrown away.
  clearInterval(parts.poll);
  await parts.run();
  await mirror?.feeder.pause();
  try {
    await mirror?.store.reset();
    await parts.snapshots?.forget();
    await parts.store.reset();
    parts.projection = new Projection();
    const of = await parts.log.head();
    parts.progress = (done) => progress(done, of);
    await parts.run();
  } finally {
    parts.progress = undefined;
    mirror?.feeder.resume();
    parts.startPolling();
  }
  const { revision } = parts.projection;
  await mirror?.feeder.reach(revision);
  const { storeHash: after, head, mirror: mirrored } = await inspectLineage(parts);
  const mirrorSame = mirrored === null || (mirrored.problem === null && mirrored.hash === mirrored.logHash);
  return { before, after, same: before === after && mirrorSame, events: head, revision };
}
