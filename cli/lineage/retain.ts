import { Command, InvalidArgumentError, Option } from 'commander';
import { createLog } from '../../kernel/log.ts';
import { type CommandFactory, printJson } from '../command.ts';
import { runningInstance } from '../instance-file.ts';
import { progress } from '../progress.ts';
import { printRetention } from './print-retention.ts';

const HOUR_MS = 3_600_000;
const UNITS_MS: Readonly<Record<string, number>> = { h: HOUR_MS, d: 24 * HOUR_MS, w: 7 * 24 * HOUR_MS };
const MOST_KEPT = 10_000;

/** Milliseconds of an age such as 90d. */
function readAge(text: string): number {
  const [, number, unit = ''] = /^([1-9]\d{0,5})([hdw])$/.exec(text) ?? [];
  const ms = Number(number) * (UNITS_MS[unit] ?? Number.NaN);
  if (ms > 0) return ms;
  throw new InvalidArgumentError('it is an age: a whole number of hours, days or weeks, such as 36h, 90d or 52w.');
}

function readKept(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= MOST_KEPT) return Number(text);
  throw new InvalidArgumentError(`it is a whole number from 0 to ${MOST_KEPT}: so many runs of each job stay whole.`);
}

interface Given {
  readonly olderThan: number;
  readonly keepLast: number;
  readonly apply?: true;
  readonly json?: true;
}

/**
 * `nguon lineage retain`: folds the events of old runs, or says what that would do. For who may use the data folder and the
 * database; works beside a running instance.
 */
export const retainCommand: CommandFactory = (config) =>
  new Command('retain')
    .description(
      'Folds the events of old runs into what they contribute to the graph, which stays as it is; says what it would do unless --apply is given.',
    )
    .requiredOption('--older-than <age>', 'recorded, and their run last heard of, so long ago: 36h, 90d, 52w', readAge)
    .option('--keep-last <number>', 'so many runs of each job stay whole, however old they are', readKept, 1)
    .addOption(new Option('--dry-run', 'say what would be done and write nothing (the default)').conflicts('apply'))
    .option('--apply', 'do it: what was folded can not be had back as it was sent')
    .option('--json', 'print JSON')
    .action(async ({ olderThan, keepLast, apply = undefined, json }: Given) => {
      const settings = config();
      const running = await runningInstance(settings.dataDir);
      const { openInstance } = await import('../instance.ts');
      await using instance = await openInstance(settings, createLog(settings.logLevel), {
        beside: running !== undefined,
      });
      const bar = json ? undefined : progress(process.stderr, 'events');
      const request = { before: new Date(Date.now() - olderThan), keepLast, apply: apply === true };
      const report = await instance.lineage.retain(request, bar?.tell);
      bar?.end();
      if (json) printJson(report);
      else printRetention(report);
    });
