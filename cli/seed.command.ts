import { Command } from 'commander';
import { type CommandFactory, printJson, printLine } from './command.ts';
import { withAsker } from './with-asker.ts';

/** `nguon seed`: loads the seed catalogue through the gateway; what is there already stays as it is. */
export const seedCommand: CommandFactory = (config) =>
  new Command('seed')
    .description('Loads the sample catalogue through the gateway. Loading it twice changes nothing.')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: true }) => {
      const { loadSeed } = await import('../seed/load.ts');
      const report = await withAsker(config(), (ask) =>
        loadSeed(
          (query, variables) => ask(query, variables, { role: 'administrator', agencies: [] }),
          (step, done, total) => {
            if (!json) printLine(`${String(done).padStart(4)} of ${total}  ${step}`);
          },
        ),
      );
      if (json) printJson(report);
      else
        printLine(
          `Loaded: ${report.created} calls accepted (links that stood already count too), ${report.present} records were there already.`,
        );
    });
