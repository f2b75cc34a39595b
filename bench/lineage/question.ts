import { type GraphFiles, writeGraph } from './files.ts';
import { generate } from './generate.ts';
import { Reference } from './reference.ts';
import { Seeded } from './seeded.ts';
import type { Size } from './sizes.ts';

/** A graph in files, what is asked about it, and what is right. */
export interface Question {
  readonly files: GraphFiles;
  readonly sources: readonly number[];
  /** By source. */
  readonly expected: readonly ReturnType<Reference['closure']>[];
  /** The greatest distance. */
  readonly farthest: number;
}

/**
 * Makes a graph and writes it into a folder.
 * @param wanted number of sources.
 * @param texts see `writeGraph`.
 * @param wantedOne which closures are asked for; all unless given.
 */
export function question(
  size: Size,
  seed: number,
  wanted: number,
  folder: string,
  texts: boolean,
  wantedOne: (closure: ReturnType<Reference['closure']>) => boolean = () => true,
): Question {
  const graph = generate(size, seed);
  const files = writeGraph(graph, folder, texts);
  const reference = new Reference(graph);
  const sources: number[] = [];
  const expected: ReturnType<Reference['closure']>[] = [];
  for (const source of reference.sources(graph, new Seeded(seed + 1))) {
    if (sources.length === wanted) break;
    const closure = reference.closure(source);
    if (!wantedOne(closure)) continue;
    sources.push(source);
    expected.push(closure);
  }
  return { files, sources, expected, farthest: Math.max(...expected.map(({ farthest }) => farthest)) };
}
