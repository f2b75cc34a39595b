import { Command } from 'commander';
import { createLog } from '../kernel/log.ts';
import { type CommandFactory, printJson, printLine } from './command.ts';

/** `nguon migrate`: brings every schema up to date and stops. */
export const migrateCommand: CommandFactory = (config) =>
  new Command('migrate')
    .description('Brings every database schema up to date, under a lock, and stops.')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: true }) => {
      const settings = config();
      const { openInstance } = await import('./instance.ts');
      await using instance = await openInstance(settings, createLog(settings.logLevel));
      if (json) printJson(instance.migrations);
      else
        for (const { schema, ran } of instance.migrations)
          printLine(`${schema}: ${ran.length === 0 ? 'up to date' : ran.join(', ')}`);
    });
