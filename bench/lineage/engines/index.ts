import { openC, openCCompacted } from './c.ts';
import type { ClosureEngine, Given } from './closure-engine.ts';
import { openGraphology } from './graphology.ts';
import { openNeo4j } from './neo4j.ts';
import { openPostgres } from './postgres.ts';
import { openProjection } from './projection.ts';

/** The engines by name, ours first. */
export const ENGINES = {
  projection: openProjection,
  c: openC,
  'c-compacted': openCCompacted,
  postgres: openPostgres,
  neo4j: openNeo4j,
  graphology: openGraphology,
} as const satisfies Readonly<Record<string, (given: Given) => Promise<ClosureEngine>>>;

/** Name of an engine. */
export type EngineName = keyof typeof ENGINES;

/** The names. */
export const ENGINE_NAMES = Object.keys(ENGINES) as EngineName[];
