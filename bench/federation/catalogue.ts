import { join } from 'node:path';
import { openInstance } from '../../cli/instance.ts';
import { seedWhenWanted } from '../../cli/seeding.ts';
import { readConfig } from '../../kernel/config/config.ts';
import { createLog } from '../../kernel/log.ts';
import { type DatabaseServer, startDatabase } from '../../kernel/postgres/server.ts';

/** A database of our own with the sample catalogue in it, and nobody at it. */
export async function seededDatabase(folder: string): Promise<DatabaseServer> {
  const config = readConfig({ NGUON_DATA_DIR: join(folder, 'catalogue') }, folder);
  {
    await using instance = await openInstance(config, createLog(config.logLevel));
    await seedWhenWanted(config, instance, () => undefined);
  }
  return startDatabase({ dataDir: config.dataDir, log: () => undefined });
}
