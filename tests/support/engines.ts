import { afterAll } from 'vitest';
import { startTestNeo4j } from './neo4j.ts';

/** What lineage is answered from in a test, and how to set it. */
export interface TestEngine {
  /** `the projection`, `the PostgreSQL store`, `the Neo4j store`. */
  readonly name: string;
  readonly isProjection: boolean;
  readonly settings: NodeJS.ProcessEnv;
}

/**
 * Every engine there is here. A Neo4j of its own is started for the file and stopped after it; without one the reason is
 * printed and its tests are left out, unless NEO4J_REQUIRED=1, which makes that a failure.
 */
export async function lineageEngines(): Promise<TestEngine[]> {
  const engines: TestEngine[] = [
    { name: 'the projection', isProjection: true, settings: {} },
    { name: 'the PostgreSQL store', isProjection: false, settings: { LINEAGE_ENGINE: 'store' } },
  ];
  const neo4j = await startTestNeo4j();
  if (neo4j === undefined) return engines;
  afterAll(() => neo4j.stop());
  const address = { NEO4J_URI: neo4j.uri, NEO4J_USER: neo4j.user, NEO4J_PASSWORD: neo4j.password };
  return [
    ...engines,
    { name: 'the Neo4j store', isProjection: false, settings: { LINEAGE_ENGINE: 'store', ...address } },
  ];
}
