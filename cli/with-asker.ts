import type { Config } from '../kernel/config/config.ts';
import { createLog } from '../kernel/log.ts';
import { type Asker, askRunning } from './asker.ts';
import { runningInstance } from './instance-file.ts';

/** Asks the instance that runs on the data folder; where none does, starts one without a port and stops it again. */
export async function withAsker<T>(config: Config, work: (ask: Asker) => Promise<T>): Promise<T> {
  const running = await runningInstance(config.dataDir);
  if (running !== undefined) return work(askRunning(config, running.address));
  const { openInstance } = await import('./instance.ts');
  await using instance = await openInstance(config, createLog(config.logLevel));
  return await work(instance.ask);
}
