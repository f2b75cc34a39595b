import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../../kernel/errors/errors.ts';
import type { ServerPlan, StartedServer } from './local-neo4j.ts';
import { run } from './run.ts';

/** Fetching the image takes its time at the first start. */
const STARTED_WITHIN_MS = 600_000;
const STOPS_WITHIN_S = 30;

/** Whether a Docker engine answers; the client alone is not enough. */
export const dockerEngine = async (): Promise<boolean> =>
  (await run('docker', ['info', '--format', '{{.ServerVersion}}'], { timeoutMs: 10_000 })).ok;

/** Starts Neo4j Community in a container that is removed when it ends; the data stays in the folder. */
export async function startContainer(
  { home, port, password, say }: ServerPlan,
  version: string,
): Promise<StartedServer> {
  const name = `nguon-neo4j-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`;
  const data = join(home, 'data');
  await mkdir(data, { recursive: true });
  say(`Starting neo4j:${version}-community with Docker …`);
  // What a killed start has left.
  await run('docker', ['rm', '--force', name], { timeoutMs: 60_000 });
  const settings = ['dbms_usage__report_enabled=false', 'server_memory_heap_max__size=1g'];
  const started = await run(
    'docker',
    [
      ...['run', '--rm', '--detach', '--name', name, '--publish', `127.0.0.1:${port}:7687`],
      ...['--volume', `${data}:/data`, '--env', 'NEO4J_AUTH'],
      ...settings.flatMap((setting) => ['--env', `NEO4J_${setting}`]),
      `neo4j:${version}-community`,
    ],
    // The value of NEO4J_AUTH is taken from the environment, so that no list of processes shows it.
    { timeoutMs: STARTED_WITHIN_MS, env: { NEO4J_AUTH: `neo4j/${password}` } },
  );
  if (!started.ok) throw new ConfigurationError(started.output.split('\n').at(-1) ?? 'no reason given');
  const ended = run('docker', ['wait', name], { timeoutMs: 2 ** 31 - 1 }).then(() => undefined);
  const end = async (...how: string[]): Promise<void> => {
    await run('docker', [...how, name], { timeoutMs: (STOPS_WITHIN_S + 30) * 1_000 });
    await ended;
  };
  let output = '';
  void run('docker', ['logs', '--follow', name], { timeoutMs: 2 ** 31 - 1 }).then((logs) => {
    output = logs.output;
  });
  return {
    how: `Docker (container ${name})`,
    ended,
    output: () => output,
    stop: () => end('stop', '--time', String(STOPS_WITHIN_S)),
    kill: () => end('kill'),
  };
}
