import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { type Config, requireIdentity } from '../kernel/config/config.ts';
import { ConfigurationError } from '../kernel/errors/errors.ts';
import { generateInternalKeys } from '../kernel/internal-call/internal-call.ts';
import { startDatabase } from '../kernel/postgres/server.ts';
import { projectRoot } from '../kernel/project-root.ts';
import { loadSeed } from '../seed/load.ts';
import { askRunning } from './asker.ts';
import { CATALOGUE } from './catalogue.ts';
import { printLine } from './command.ts';
import { leaveNote, removeNote } from './instance-file.ts';
import { takeInstanceLock } from './instance-lock.ts';

/** Lineage processes that follow one log. */
const LINEAGE_PROCESSES = 2;
/** How long a part may take to be ready. */
const PATIENCE_MS = 60_000;

/** One part, running. */
interface Part {
  readonly name: string;
  readonly process: ChildProcess;
  readonly address: string;
  readonly signIn?: string;
}

/** A database of its own for each part that stores, on one server; made when absent. */
async function databaseFor(serverUrl: string, name: string): Promise<string> {
  const database = `nguon_${name}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Starts one part and waits until it says where it listens. */
async function startPart(name: string, environment: NodeJS.ProcessEnv): Promise<Part> {
  const child = spawn(process.execPath, [join(projectRoot(), 'bin', 'nguon.js'), 'serve', name, '--json'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let text = '';
  const ready = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      text += line;
      try {
        return JSON.parse(text) as { address: string; signIn?: string };
      } catch {
        // More lines of the JSON follow.
      }
    }
    throw new ConfigurationError(`${name} did not start; what it said is above.`);
  })();
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(
      () => reject(new ConfigurationError(`${name} was not ready within ${PATIENCE_MS / 1_000} s.`)),
      PATIENCE_MS,
    ).unref();
  });
  const { address, signIn } = await Promise.race([ready, late]);
  return { name, process: child, address, ...(signIn === undefined ? {} : { signIn }) };
}

async function stopPart({ process: child }: Part): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function startAll(config: Config, stack: AsyncDisposableStack): Promise<Part> {
  await mkdir(config.dataDir, { recursive: true });
  const database = await startDatabase({
    dataDir: config.dataDir,
    log: () => undefined,
    ...(config.databaseUrl === undefined ? {} : { databaseUrl: config.databaseUrl }),
  });
  const lock = await takeInstanceLock(database.url, config.dataDir);
  stack.defer(() => database.stop());
  stack.use(lock);
  const keys = await generateInternalKeys();
  const common = {
    NGUON_HOST: config.host,
    NGUON_PORT: '0',
    NGUON_DATA_DIR: config.dataDir,
    NGUON_PUBLIC_KEY: keys.publicKey,
    NGUON_PRIVATE_KEY: keys.privateKey,
  };
  const addresses = new Map<string, string[]>();
  const listed = (): string => [...addresses].map(([name, all]) => `${name}=${all.join('|')}`).join(',');
  const start = async (name: string, environment: NodeJS.ProcessEnv = {}): Promise<Part> => {
    const part = await startPart(name, { ...common, NGUON_SUBGRAPHS: listed(), ...environment });
    stack.defer(() => stopPart(part));
    part.process.on('exit', (code, signal) =>
      printLine(`${name} (process ${part.process.pid}) ended: ${signal ?? code}`),
    );
    addresses.set(name, [...(addresses.get(name) ?? []), part.address]);
    printLine(`  ${name.padEnd(12)} ${part.address}   process ${part.process.pid}`);
    return part;
  };
  for (const { name } of CATALOGUE) await start(name, { DATABASE_URL: await databaseFor(database.url, name) });
  const lineageUrl = await databaseFor(database.url, 'lineage');
  for (let n = 0; n < LINEAGE_PROCESSES; n++) await start('lineage', { DATABASE_URL: lineageUrl });
  return start('gateway', { NGUON_PORT: String(config.port) });
}

/** Starts every part and says where; the parts end with the stack. */
export async function startDistributed(settings: Config, stack: AsyncDisposableStack): Promise<void> {
  requireIdentity(settings);
  const gateway = await startAll(settings, stack);
  await leaveNote(settings.dataDir, {
    pid: process.pid,
    address: gateway.address,
    startedAt: new Date().toISOString(),
  });
  stack.defer(() => removeNote(settings.dataDir));
  if (settings.seed !== 'never') {
    const ask = askRunning(settings, gateway.address);
    const report = await loadSeed(
      (query, variables) => ask(query, variables, { role: 'administrator', agencies: [] }),
      () => undefined,
    );
    printLine(`Sample catalogue: ${report.created} records and links loaded, ${report.present} were there already.`);
  }
  printLine();
  printLine(`Nguồn is ready at ${gateway.address}   GraphQL: ${gateway.address}/graphql`);
  if (gateway.signIn !== undefined) printLine(`Sign in once, to see all and to choose a role: ${gateway.signIn}`);
}
