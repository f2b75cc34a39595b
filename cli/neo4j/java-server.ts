import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../../kernel/errors/errors.ts';
import type { Java } from './java.ts';
import type { ServerPlan, StartedServer } from './local-neo4j.ts';
import { run } from './run.ts';

/** What every program of Neo4j needs from its Java. */
export const JVM = [
  '--enable-native-access=ALL-UNNAMED',
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--add-opens=java.base/java.io=ALL-UNNAMED',
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
  '-Xms256m',
  '-Xmx1g',
  '-XX:+UseSerialGC',
];
/** From this version on the JVM warns about sun.misc.Unsafe unless told; earlier ones do not know the option. */
const UNSAFE_WARNS_FROM = 23;

/** A stop takes 5 to 11 s; after this it is no longer waited for. */
const STOPS_WITHIN_MS = 30_000;
const MOST_OUTPUT = 4_000;

/** Loopback only, no reports to anybody; the last two lines keep an empty folder at 3 MB. */
const configuration = (port: number): string => `server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:${port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.fleet_manager.enabled=false
server.fleet_discovery.enabled=false
server.memory.pagecache.size=256m
db.tx_log.preallocate=false
db.tx_log.rotation.size=32m
`;

/** Starts Neo4j Community from its jars, in a process of its own. */
export async function startJava(plan: ServerPlan, java: Java, jars: string): Promise<StartedServer> {
  const conf = join(plan.home, 'conf');
  await mkdir(conf, { recursive: true });
  await writeFile(join(conf, 'neo4j.conf'), configuration(plan.port));
  const jvm = java.version >= UNSAFE_WARNS_FROM ? ['--sun-misc-unsafe-memory-access=allow', ...JVM] : JVM;
  const classpath = ['-cp', join(jars, '*')];
  await setPassword(plan, [java.command, ...jvm, ...classpath], conf);

  let output = '';
  const child = spawn(
    java.command,
    [...jvm, ...classpath, 'org.neo4j.server.Neo4jCommunity', `--home-dir=${plan.home}`, `--config-dir=${conf}`],
    // A group of its own: Ctrl-C in a terminal reaches us, and we stop it in good order.
    { cwd: plan.home, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const keep = (text: string): void => {
    output = (output + text).slice(-MOST_OUTPUT);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  child.on('error', (error) => keep(error.message));
  const ended = Promise.race([once(child, 'exit'), once(child, 'error')]).then(() => undefined);
  // Whoever ends without stopping it leaves no server behind.
  const onExit = (): void => void child.kill('SIGKILL');
  process.once('exit', onExit);
  void ended.then(() => process.off('exit', onExit));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  };
  return {
    how: `Java ${java.version} (${java.command})`,
    ended,
    output: () => output,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Sets the password before the first start; later ones find it in the data. */
async function setPassword({ home, password }: ServerPlan, java: readonly string[], conf: string): Promise<void> {
  const isThere = await access(join(home, 'data', 'dbms', 'auth.ini')).then(
    () => true,
    () =>
      access(join(home, 'data', 'databases')).then(
        () => true,
        () => false,
      ),
  );
  if (isThere) return;
  const [command = 'java', ...args] = java;
  const { ok, output } = await run(
    command,
    [...args, 'org.neo4j.cli.AdminTool', 'dbms', 'set-initial-password', password],
    { timeoutMs: 60_000, env: { NEO4J_HOME: home, NEO4J_CONF: conf } },
  );
  if (!ok) throw new ConfigurationError(`Neo4j did not take a password:\n${output}`);
}
