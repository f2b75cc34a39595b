import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, requireIdentity } from '../kernel/config/config.ts';
import { generateInternalKeys } from '../kernel/internal-call/internal-call.ts';
import { startDatabase } from '../kernel/postgres/server.ts';
import { loadSeed } from '../seed/load.ts';
import { askRunning } from './asker.ts';
import { startSteps } from './catalogue.ts';
import { endBecause } from './end-because.ts';
import { leaveNote, removeNote } from './instance-file.ts';
import { takeInstanceLock } from './instance-lock.ts';
import { type Part, startPart, stopPart } from './part.ts';
import { databaseFor } from './part-database.ts';

/** Lineage processes that follow one log. */
const LINEAGE_PROCESSES = 2;

/** The distributed system, running on this machine. */
export interface Distributed {
  /** In the order in which they were started; the gateway is the last. */
  readonly parts: readonly Part[];
  readonly gateway: Part;
}

/**
 * Starts every part and waits until all answer; they end with the stack.
 * @param say told what a person at a terminal wants to know.
 */
export async function startDistributed(
  config: Config,
  stack: AsyncDisposableStack,
  say: (line?: string) => void,
): Promise<Distributed> {
  requireIdentity(config);
  await mkdir(config.dataDir, { recursive: true });
  const database = await startDatabase({
    dataDir: config.dataDir,
    log: () => undefined,
    ...(config.databaseUrl === undefined ? {} : { databaseUrl: config.databaseUrl }),
  });
  const lock = await takeInstanceLock(database.url, config.dataDir, endBecause);
  stack.defer(() => database.stop());
  stack.use(lock);
  database.keepRunning();
  const keys = await generateInternalKeys();
  const common = {
    NGUON_HOST: config.host,
    NGUON_PORT: '0',
    NGUON_LOG_LEVEL: config.logLevel,
    NGUON_PUBLIC_KEY: keys.publicKey,
    NGUON_PRIVATE_KEY: keys.privateKey,
  };
  const parts: Part[] = [];
  const addresses = (): string =>
    [...Map.groupBy(parts, ({ name }) => name)]
      .map(([name, processes]) => `${name}=${processes.map(({ address }) => address).join('|')}`)
      .join(',');
  const start = async (name: string, settings: Readonly<Record<string, string>>): Promise<Part> => {
    const part = await startPart(name, { ...common, NGUON_SUBGRAPHS: addresses(), ...settings });
    stack.defer(() => stopPart(part));
    const { pid } = part.process;
    part.process.on('exit', (code, signal) => say(`${name} (process ${pid}) ended: ${signal ?? code}`));
    parts.push(part);
    say(`  ${name.padEnd(12)} ${part.address}   process ${pid}`);
    return part;
  };
  /** Starts parts at once; each is told the addresses of those that are there by then. */
  const startAll = async (names: readonly string[]): Promise<void> => {
    const starting: Promise<Part>[] = [];
    for (const [index, name] of names.entries()) {
      const settings = {
        DATABASE_URL: await databaseFor(database.url, name),
        // Two that follow one log keep a snapshot each, and neither that of an instance in one process.
        NGUON_DATA_DIR: join(config.dataDir, 'parts', `${name}-${index + 1}`),
      };
      starting.push(start(name, settings));
    }
    // All have come to something when one has failed: what runs is known, and is stopped.
    await Promise.allSettled(starting);
    await Promise.all(starting);
  };
  for (const step of startSteps()) {
    await startAll(
      step.flatMap((name) => (name === 'lineage' ? Array.from({ length: LINEAGE_PROCESSES }, () => name) : [name])),
    );
  }
  const gateway = await start('gateway', { NGUON_PORT: String(config.port), NGUON_DATA_DIR: config.dataDir });
  await leaveNote(config.dataDir, {
    pid: process.pid,
    address: gateway.address,
    startedAt: new Date().toISOString(),
    distributed: true,
  });
  stack.defer(() => removeNote(config.dataDir));
  if (config.seed !== 'never') {
    const ask = askRunning(config, gateway.address);
    const report = await loadSeed(
      (query, variables) => ask(query, variables, { role: 'administrator', agencies: [] }),
      () => undefined,
    );
    say(`Sample catalogue: ${report.created} records and links loaded, ${report.present} were there already.`);
  }
  return { parts, gateway };
}
