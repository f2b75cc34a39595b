import { Command } from 'commander';
import { describeConfig } from '../kernel/config/config.ts';
import { type CommandFactory, printJson, printLine } from './command.ts';

/** `nguon config`: the settings in force, secrets covered. */
export const configCommand: CommandFactory = (config) =>
  new Command('config')
    .description('Checks the settings and prints those in force, without secrets.')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: true }) => {
      config();
      const settings = describeConfig(process.env);
      if (json) return printJson(settings);
      for (const { name, value, from, meaning } of settings) {
        printLine(`${name}=${value}${from === 'default' ? '   (default)' : ''}`);
        printLine(`    ${meaning}`);
      }
    });
