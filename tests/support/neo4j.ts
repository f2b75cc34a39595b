import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalNeo4j, startLocalNeo4j } from '../../cli/neo4j/local-neo4j.ts';
import { ConfigurationError } from '../../kernel/errors/errors.ts';
import { type Neo4jAddress, neo4jDriver } from '../../lineage/store/neo4j/connection.ts';

/** A real Neo4j for the tests of a file. */
export interface TestNeo4j extends Neo4jAddress {
  /** The server when it was started here: only such a one may be killed. */
  readonly own: LocalNeo4j | undefined;
  stop(): Promise<void>;
}

/**
 * Finds a Neo4j: the one of NEO4J_URI (which is emptied), else one started with Docker, else with Java and Maven.
 * Undefined when there is none: the reason is printed and the tests skip, unless NEO4J_REQUIRED=1, which makes that a failure.
 */
export async function testNeo4j(): Promise<TestNeo4j | undefined> {
  const { NEO4J_URI: uri, NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env;
  if (uri) {
    const address = { uri, user, password };
    const driver = neo4jDriver(address);
    await driver.executeQuery('MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS').finally(() => driver.close());
    return { ...address, own: undefined, stop: () => Promise.resolve() };
  }
  return startTestNeo4j();
}

/** The same, always a server of our own, which a test may kill. */
export async function startTestNeo4j(home?: string, port?: number): Promise<TestNeo4j | undefined> {
  const folder = home ?? (await mkdtemp(join(tmpdir(), 'nguon-neo4j-')));
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    const own = await startLocalNeo4j({ home: folder, say, ...(port === undefined ? {} : { port }) });
    return {
      ...own,
      own,
      async stop() {
        await own.stop();
        if (home === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      },
    };
  } catch (error) {
    if (home === undefined) await rm(folder, { recursive: true, force: true });
    if (!(error instanceof ConfigurationError) || process.env['NEO4J_REQUIRED'] === '1') throw error;
    say(`Tests on Neo4j are skipped. ${error.message}`);
    return undefined;
  }
}
