import { Command } from 'commander';
import { ConfigurationError } from '../kernel/errors/errors.ts';
import { createLog } from '../kernel/log.ts';
import { type CommandFactory, printJson, printLine } from './command.ts';
import { runningInstance } from './instance-file.ts';
import { retainCommand } from './lineage/retain.ts';
import { progress } from './progress.ts';

/** `nguon lineage`: rebuild drops the graph and folds it anew from the log; retain folds old runs in the log. */
export const lineageCommand: CommandFactory = (config) =>
  new Command('lineage')
    .description('Works on the lineage graph and its log.')
    .addCommand(retainCommand(config))
    .addCommand(
      new Command('rebuild')
        .description('Drops the graph and rebuilds it from the event log; fails unless it comes out the same.')
        .option('--json', 'print JSON')
        .action(async ({ json }: { json?: true }) => {
          const settings = config();
          const running = await runningInstance(settings.dataDir);
          if (running !== undefined) {
            throw new ConfigurationError(
              `An instance runs at ${running.address} (process ${running.pid}). Stop it first: the graph is dropped while it is rebuilt.`,
            );
          }
          const { openInstance } = await import('./instance.ts');
          await using instance = await openInstance(settings, createLog(settings.logLevel));
          const bar = json ? undefined : progress(process.stderr, 'events');
          const report = await instance.lineage.rebuild(bar?.tell);
          bar?.end();
          if (json) printJson(report);
          else {
            printLine(`before  ${report.before}`);
            printLine(`after   ${report.after}`);
            printLine(
              `${report.events} events folded up to revision ${report.revision}: ${report.same ? 'the same graph' : 'ANOTHER graph'}.`,
            );
          }
          if (!report.same) process.exitCode = 1;
        }),
    );
