import { join } from 'node:path';
import { Command } from 'commander';
import { ConfigurationError } from '../kernel/errors/errors.ts';
import { type CommandFactory, printLine } from './command.ts';
import { type LocalNeo4j, startLocalNeo4j } from './neo4j/local-neo4j.ts';
import { isFree } from './neo4j/port.ts';
import { SAVED_QUERIES } from './neo4j/saved-queries.ts';

const USUAL_PORT = 7687;

/** `nguon neo4j`: a Neo4j on this machine, until a signal. */
export const neo4jCommand: CommandFactory = (config) =>
  new Command('neo4j')
    .description('Starts a Neo4j on this machine, with Docker or with Java and Maven, and says what to set.')
    .option('--json', 'print one JSON line when it answers instead of text')
    .action(async ({ json }: { json?: true }) => {
      const { dataDir } = config();
      const say = (line = ''): void => {
        if (!json) printLine(line);
      };
      // Neo4j takes some ten seconds to stop in good order, so the patience of other commands is too short.
      const stopping = new Promise<NodeJS.Signals>((resolve) => {
        process.on('SIGTERM', resolve);
        process.on('SIGINT', resolve);
      });
      say('Starting Neo4j …');
      const port = (await isFree(USUAL_PORT)) ? { port: USUAL_PORT } : {};
      const starting = startLocalNeo4j({ home: join(dataDir, 'neo4j'), say, ...port });
      const signalled = await Promise.race([starting.then(() => false), stopping.then(() => true)]);
      const neo4j = await starting;
      try {
        if (!signalled) await serve(neo4j, json === true, stopping, say);
      } finally {
        await neo4j.stop();
      }
    });

async function serve(
  neo4j: LocalNeo4j,
  json: boolean,
  stopping: Promise<NodeJS.Signals>,
  say: (line?: string) => void,
): Promise<void> {
  const { uri, user, password, how } = neo4j;
  if (json) printLine(JSON.stringify({ uri, user, password, how, pid: process.pid }));
  say(`Neo4j answers at ${uri}, by ${how}.`);
  say();
  say('Run Nguồn on it, in another terminal:');
  say(`  export NEO4J_URI=${uri} NEO4J_USER=${user} NEO4J_PASSWORD=${password}`);
  say('  npm start');
  say();
  say('Questions to ask it in Cypher, once the graph is there (Neo4j Desktop, cypher-shell, or any driver):');
  for (const [index, { question, cypher }] of SAVED_QUERIES.entries()) {
    say();
    say(`// ${index + 1}. ${question}`);
    say(`${cypher};`);
  }
  say();
  say('Ctrl-C stops it; the data stays.');
  const signal = await Promise.race([stopping, neo4j.ended.then(() => null)]);
  if (signal === null) throw new ConfigurationError('Neo4j ended by itself; its folder has the logs.');
  say(`${signal}: stopping Neo4j …`);
}
