import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Driver, int } from 'neo4j-driver';
import { fetchJars } from '../../../cli/neo4j/jars.ts';
import { findJava } from '../../../cli/neo4j/java.ts';
import { JVM } from '../../../cli/neo4j/java-server.ts';
import { type LocalNeo4j, NEO4J_VERSION, startLocalNeo4j } from '../../../cli/neo4j/local-neo4j.ts';
import { run } from '../../../cli/neo4j/run.ts';
import { ConfigurationError } from '../../../kernel/errors/errors.ts';
import { neo4jDriver } from '../../../lineage/store/neo4j/connection.ts';
import type { GraphFiles } from '../files.ts';
import type { Reached } from '../reference.ts';
import { type ClosureEngine, type Given, Missing, timed } from './closure-engine.ts';

/** Rows of one statement where nothing can be imported. */
const AT_ONCE = 20_000;
const IMPORTED_WITHIN_MS = 900_000;

/** The fastest form of ours that gives distances: it plans as breadth-first search that prunes. */
const closureOf = (farthest: number): string => `MATCH (a:BenchColumn {number: $source})
  MATCH p = (a)-[:BENCH_FLOWS_TO*1..${farthest + 1}]->(b)
  WITH b.number AS node, min(length(p)) AS distance WHERE node <> $source
  RETURN count(*) + 1 AS nodes, coalesce(sum(node), 0) + $source AS sum, coalesce(sum(distance), 0) AS distances`;

/**
 * The best Cypher for a closure with distances. Asks the server of NEO4J_URI, in which it makes nodes and relationships
 * of its own labels and removes them again; without one it starts a server on a folder of its own.
 * @throws Missing when none can be started.
 */
export async function openNeo4j({ files, sources, farthest }: Given): Promise<ClosureEngine> {
  await using stack = new AsyncDisposableStack();
  const driver = stack.use(await serve(files, stack));
  await driver.executeQuery('CREATE INDEX bench_column IF NOT EXISTS FOR (c:BenchColumn) ON (c.number)');
  await driver.executeQuery('CALL db.awaitIndexes(300)');
  const cypher = closureOf(farthest);
  const one = async (source: number): Promise<Reached> => {
    const { records } = await driver.executeQuery(cypher, { source: int(source) }, { routing: 'READ' });
    return records[0]?.toObject() as unknown as Reached;
  };
  const resources = stack.move();
  return {
    what: 'Neo4j, Cypher with min(length(p))',
    async answers() {
      const all: Reached[] = [];
      for (const source of sources) all.push(await one(source));
      return all;
    },
    round: () =>
      timed(async () => {
        for (const source of sources) await one(source);
      }, false),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** A server that holds the graph. */
async function serve(files: GraphFiles, stack: AsyncDisposableStack): Promise<Driver> {
  const uri = process.env['NEO4J_URI'];
  if (uri !== undefined && uri !== '') {
    const { NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env;
    const driver = neo4jDriver({ uri, user, password });
    stack.defer(() => clear(driver));
    await clear(driver);
    await send(driver, files);
    return driver;
  }
  const home = join(files.folder, 'neo4j');
  // The first start sets the password; what is imported before it would be taken for a folder that has one.
  let server = await start(home);
  const imports = server.how.startsWith('Java');
  if (imports) {
    await server.stop();
    await importFiles(home, files);
    server = await start(home);
  }
  stack.defer(() => server.stop());
  const driver = neo4jDriver(server);
  if (!imports) await send(driver, files);
  return driver;
}

async function start(home: string): Promise<LocalNeo4j> {
  try {
    return await startLocalNeo4j({ home });
  } catch (error) {
    if (error instanceof ConfigurationError) throw new Missing(error.message);
    throw error;
  }
}

async function importFiles(home: string, files: GraphFiles): Promise<void> {
  const header = async (name: string, text: string): Promise<string> => {
    const path = join(files.folder, name);
    await writeFile(path, `${text}\n`);
    return path;
  };
  const nodes = await header('nodes-header.csv', 'number:ID{id-type:long}');
  const edges = await header('edges-header.csv', ':START_ID,:END_ID,job:int');
  const java = await findJava();
  const jars = await fetchJars(NEO4J_VERSION, () => undefined);
  const { ok, output } = await run(
    java?.command ?? 'java',
    [
      ...JVM,
      ...['-cp', join(jars, '*'), 'org.neo4j.cli.AdminTool', 'database', 'import', 'full', 'neo4j'],
      ...['--overwrite-destination', '--id-type=integer'],
      `--nodes=BenchColumn=${nodes},${files.nodes}`,
      `--relationships=BENCH_FLOWS_TO=${edges},${files.edges}`,
    ],
    { timeoutMs: IMPORTED_WITHIN_MS, env: { NEO4J_HOME: home, NEO4J_CONF: join(home, 'conf') } },
  );
  if (!ok) throw new Error(`Neo4j did not import the graph:\n${output}`);
}

async function send(driver: Driver, files: GraphFiles): Promise<void> {
  await driver.executeQuery('CREATE INDEX bench_column IF NOT EXISTS FOR (c:BenchColumn) ON (c.number)');
  await driver.executeQuery('CALL db.awaitIndexes(300)');
  await inBatches(files.nodes, (rows) =>
    driver.executeQuery('UNWIND $rows AS row CREATE (:BenchColumn {number: row[0]})', { rows }),
  );
  await inBatches(files.edges, (rows) =>
    driver.executeQuery(
      `UNWIND $rows AS row MATCH (a:BenchColumn {number: row[0]}) MATCH (b:BenchColumn {number: row[1]})
       CREATE (a)-[:BENCH_FLOWS_TO {job: row[2]}]->(b)`,
      { rows },
    ),
  );
}

async function clear(driver: Driver): Promise<void> {
  for (;;) {
    const { records } = await driver.executeQuery(
      `MATCH (c:BenchColumn) WITH c LIMIT ${AT_ONCE} DETACH DELETE c RETURN count(*) AS gone`,
    );
    if (records[0]?.get('gone') === 0) break;
  }
  await driver.executeQuery('DROP INDEX bench_column IF EXISTS');
}

async function inBatches(file: string, take: (rows: unknown[][]) => Promise<unknown>): Promise<void> {
  let rows: unknown[][] = [];
  for await (const line of createInterface(createReadStream(file))) {
    rows.push(line.split(',').map((text) => int(text)));
    if (rows.length < AT_ONCE) continue;
    await take(rows);
    rows = [];
  }
  if (rows.length > 0) await take(rows);
}
