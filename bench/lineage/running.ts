import { join } from 'node:path';
import { type EngineProcess, startEngine } from '../engine/engine-process.ts';
import { compareOrThrow } from './compare.ts';
import type { Timed } from './engines/closure-engine.ts';
import type { EngineName } from './engines/index.ts';
import type { Question } from './question.ts';
import type { Reached } from './reference.ts';

/** Loading ten million edges into a library or a database takes minutes, and so do its slowest answers. */
const PATIENCE_MS = 1_200_000;

/** An engine that holds a graph and is measured, a figure a round. */
export interface Running {
  readonly name: EngineName;
  readonly what: string;
  readonly wall: number[];
  readonly cpu: number[];
  /** One round; measured, but not kept when it warms up. */
  round(warmUp: boolean): Promise<void>;
}

/**
 * Starts an engine in a process of its own and holds its answers against the reference.
 * @returns null, with the reason printed, where it cannot be measured.
 * @throws Error when it answers anything else than the reference.
 */
export async function startClosures(
  name: EngineName,
  { files, sources, expected, farthest }: Question,
  stack: AsyncDisposableStack,
  { databaseUrl, profile }: { readonly databaseUrl?: string | undefined; readonly profile?: string | undefined } = {},
): Promise<Running | null> {
  const settings = { engine: name, files, sources, farthest, databaseUrl };
  const file = join(import.meta.dirname, 'engines', 'process.js');
  const engine: EngineProcess = stack.use(await startEngine(file, settings, profile, PATIENCE_MS));
  const { what, missing } = engine.ready;
  if (what === undefined) {
    console.log(`${name} is left out: ${missing}.`);
    return null;
  }
  compareOrThrow(name, sources, expected, (await engine.ask('answers')) as Reached[]);
  const running: Running = {
    name,
    what,
    wall: [],
    cpu: [],
    async round(warmUp) {
      const { wall, cpu } = (await engine.ask('round')) as Timed;
      if (warmUp) return;
      running.wall.push(wall);
      if (cpu !== null) running.cpu.push(cpu);
    },
  };
  return running;
}
