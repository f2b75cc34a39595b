import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startTestNeo4j, type TestNeo4j } from './neo4j.ts';

/** With INSTANCES_ON_NEO4J=1 every instance of a test has a Neo4j of its own, beside what the test is about. */
const isAsked = process.env['INSTANCES_ON_NEO4J'] === '1';

/** Beside the data folder, which tests copy and compare. */
const homeOf = (folder: string): string => join(tmpdir(), `${basename(folder)}-neo4j`);

const servers = new Map<string, Promise<TestNeo4j | undefined>>();

/** Settings of an instance with those of the Neo4j of its data folder, started at the first need; as given when not asked. */
export async function withNeo4j(folder: string, settings: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  if (!isAsked || 'NEO4J_URI' in settings || 'DATABASE_URL' in settings) return settings;
  const home = homeOf(folder);
  if (!servers.has(home)) servers.set(home, startTestNeo4j(home));
  const server = await servers.get(home);
  if (server === undefined) return settings;
  return { NEO4J_URI: server.uri, NEO4J_USER: server.user, NEO4J_PASSWORD: server.password, ...settings };
}

/** Stops the Neo4j of a data folder, if it has one. */
export async function stopNeo4j(folder: string): Promise<void> {
  const home = homeOf(folder);
  const server = servers.get(home);
  servers.delete(home);
  await (await server)?.stop();
  await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
