import { chmod, mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Driver } from 'neo4j-driver';
import { ConfigurationError } from '../../kernel/errors/errors.ts';
import { freePort } from '../../kernel/postgres/free-port.ts';
import { type Neo4jAddress, neo4jDriver } from '../../lineage/store/neo4j/connection.ts';
import { dockerEngine, startContainer } from './docker.ts';
import { fetchJars } from './jars.ts';
import { findJava, hasMaven } from './java.ts';
import { startJava } from './java-server.ts';
import { storedPassword } from './password.ts';

/** The Neo4j that is started; Community, GPL-3.0, a program of its own beside ours. */
export const NEO4J_VERSION = '2026.07.1';

/** How long a server may take until it answers: the first start of a slow machine. */
const ANSWERS_WITHIN_MS = 120_000;

/** A server that was started here. */
export interface LocalNeo4j extends Neo4jAddress {
  /** For people: `Docker`, `Java 25 (/usr/lib/jvm/…)`. */
  readonly how: string;
  /** Resolves when the server has ended, however it came to that. */
  readonly ended: Promise<void>;
  /** Ends it in good order; resolves when it has ended. */
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** A server before it answers. */
export interface StartedServer {
  readonly how: string;
  readonly ended: Promise<void>;
  /** The last of what it said. */
  output(): string;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** What a server is started with. */
export interface ServerPlan {
  /** Absolute path of its folder; data stays there. */
  readonly home: string;
  readonly port: number;
  readonly password: string;
  readonly say: (line: string) => void;
}

/** Where and how. */
export interface LocalNeo4jOptions {
  readonly home: string;
  /** Port on 127.0.0.1; a free one unless given. */
  readonly port?: number;
  readonly say?: (line: string) => void;
}

/** What has to be installed when no Neo4j can be started here. */
export const WHAT_TO_INSTALL =
  'No Neo4j can be started here: there is neither a Docker engine that answers (docker info), nor Java 21 or later with Maven 3.8 or later (mvn). ' +
  'Install Docker (https://docs.docker.com/engine/install/), or a JDK of at least 21 (https://adoptium.net) and Maven (https://maven.apache.org/install.html); or set NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD to a Neo4j that you have.';

/**
 * Starts a real Neo4j and waits until it answers: with Docker where an engine answers, else with the newest Java of at
 * least 21 and the jars that Maven fetches once.
 * @throws ConfigurationError when neither is there, or when it does not start, with what it said.
 */
export async function startLocalNeo4j({ home, port, say = () => undefined }: LocalNeo4jOptions): Promise<LocalNeo4j> {
  await mkdir(home, { recursive: true });
  await chmod(home, 0o700);
  const plan: ServerPlan = { home, port: port ?? (await freePort()), password: await storedPassword(home), say };
  const server = await start(plan);
  const address = { uri: `bolt://127.0.0.1:${plan.port}`, user: 'neo4j', password: plan.password };
  try {
    await untilAnswers(address, server);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const { how, ended } = server;
  return { ...address, how, ended, stop: () => server.stop(), kill: () => server.kill() };
}

async function start(plan: ServerPlan): Promise<StartedServer> {
  if (await dockerEngine()) {
    try {
      return await startContainer(plan, NEO4J_VERSION);
    } catch (error) {
      plan.say(`Docker did not start it (${error instanceof Error ? error.message : String(error)}); trying Java.`);
    }
  }
  const java = await findJava();
  if (java === undefined || !(await hasMaven())) throw new ConfigurationError(WHAT_TO_INSTALL);
  return startJava(plan, java, await fetchJars(NEO4J_VERSION, plan.say));
}

async function untilAnswers(address: Neo4jAddress, server: StartedServer): Promise<void> {
  const driver: Driver = neo4jDriver(address);
  let over = false;
  void server.ended.then(() => {
    over = true;
  });
  try {
    const giveUpAt = Date.now() + ANSWERS_WITHIN_MS;
    for (;;) {
      // Connectivity comes before the database: only a query shows that it is there.
      const problem = await driver.executeQuery('RETURN 1').then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (problem === null) return;
      if (over || Date.now() > giveUpAt) {
        const what = over ? 'ended before it answered' : `did not answer within ${ANSWERS_WITHIN_MS / 1_000} s`;
        throw new ConfigurationError(`Neo4j ${what}: ${problem}\n${server.output()}`);
      }
      await sleep(250);
    }
  } finally {
    await driver.close();
  }
}
