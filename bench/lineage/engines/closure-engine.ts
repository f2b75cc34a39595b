import type { GraphFiles } from '../files.ts';
import type { Reached } from '../reference.ts';

/** Nanoseconds of one closure of every source. */
export interface Timed {
  /** On the clock. */
  readonly wall: number;
  /** Of the processor, all threads of the process; null where the work is done in a process that is not ours to ask. */
  readonly cpu: number | null;
}

/** What a closure engine is given. */
export interface Given {
  readonly files: GraphFiles;
  readonly sources: readonly number[];
  /** The greatest distance there is, for engines that would walk in circles. */
  readonly farthest: number;
  /** PostgreSQL with a database of its own, and whether its files are ours to read by `COPY`. */
  readonly databaseUrl?: string;
}

/** Computes closures downstream, with exact distances, over the edges in force. */
export interface ClosureEngine extends AsyncDisposable {
  /** What it measures, for people. */
  readonly what: string;
  /** The closure of each source. */
  answers(): Promise<Reached[]>;
  /** Computes all of them, over and over where they are quick. */
  round(): Promise<Timed>;
}

/** Why an engine cannot be measured here. */
export class Missing extends Error {
  override readonly name = 'Missing';
}

/** A round takes this long or longer. */
export const ROUND_MS = 300;

/**
 * Times passes over all sources.
 * @param ours whether the work is done in this process, so that its CPU time says something.
 */
export async function timed(pass: () => Promise<void> | void, ours: boolean): Promise<Timed> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  let [passes, milliseconds] = [0, 0];
  for (; milliseconds < ROUND_MS; passes++) {
    await pass();
    milliseconds = performance.now() - started;
  }
  const { user, system } = process.cpuUsage(cpu);
  return { wall: (milliseconds * 1e6) / passes, cpu: ours ? ((user + system) * 1e3) / passes : null };
}
