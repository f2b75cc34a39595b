import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../kernel/config/config.ts';
import { loadSeed } from '../seed/load.ts';
import type { Instance } from './instance.ts';

/** There while the sample catalogue is being loaded: a start that finds it goes on loading. */
const markOf = (dataDir: string): string => join(dataDir, 'seeding');

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Whether a start loads the sample catalogue: told to, into an empty embedded database, or because a load was cut off. */
async function isWanted({ seed, dataDir }: Config, instance: Instance): Promise<boolean> {
  if (seed !== 'when-empty') return seed === 'always';
  if (instance.database.kind !== 'embedded') return false;
  return (await exists(markOf(dataDir))) || (await instance.isEmpty());
}

/** Loads the sample catalogue where it is wanted, with progress for a person at a terminal. */
export async function seedWhenWanted(config: Config, instance: Instance, say: (line: string) => void): Promise<void> {
  if (!(await isWanted(config, instance))) return;
  const started = performance.now();
  say('Loading the sample catalogue …');
  await writeFile(markOf(config.dataDir), '');
  let last = '';
  const report = await loadSeed(
    (query, variables) => instance.ask(query, variables, { role: 'administrator', agencies: [], system: true }),
    (step, done, total) => {
      if (step !== last) say(`  ${String(Math.round((done / total) * 100)).padStart(3)} %  ${step}`);
      last = step;
    },
  );
  await instance.settle();
  await rm(markOf(config.dataDir), { force: true });
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  say(`  ${report.created} records and links loaded, ${report.present} were there already (${seconds} s).`);
}
