import { Command, InvalidArgumentError } from 'commander';
import { createLog } from '../kernel/log.ts';
import type { Lineage } from '../lineage/index.ts';
import { type CommandFactory, printJson, printLine } from './command.ts';
import { runningInstance } from './instance-file.ts';

type Letter = Awaited<ReturnType<Lineage['deadLetters']['list']>>[number];

const PAGE = 200;
/** Most letters that are listed at once; `--after` goes on. */
const MOST_LISTED = 10_000;

function readNumber(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('it is the number of an event, as nguon deadletters list prints it.');
}

const collectNumbers = (text: string, before: readonly number[] = []): number[] => [...before, readNumber(text)];

const instantText = (microseconds: number): string => new Date(microseconds / 1_000).toISOString();

const published = ({ recordedAt, ...letter }: Letter): object => ({ ...letter, recordedAt: instantText(recordedAt) });

function printLetter({ seq, kind, source, reason, recordedAt, resolution, resolvedBy }: Letter): void {
  const what = resolution === null ? 'open' : `${resolution.toLowerCase()} by ${resolvedBy}`;
  printLine(`${seq}  ${instantText(recordedAt)}  ${kind}  from ${source}  ${what}`);
  printLine(`    ${reason}`);
}

/**
 * `nguon deadletters`: events of the lineage log that could not be read, and what to do with them. For who may use the
 * data folder and the database; works beside a running instance.
 */
export const deadLettersCommand: CommandFactory = (config) => {
  const withLineage = async <T>(work: (lineage: Lineage) => Promise<T>): Promise<T> => {
    const settings = config();
    const running = await runningInstance(settings.dataDir);
    const { openInstance } = await import('./instance.ts');
    await using instance = await openInstance(settings, createLog(settings.logLevel), {
      beside: running !== undefined,
    });
    return await work(instance.lineage);
  };

  const list = new Command('list')
    .description('Lists those that are open, by number, with the reason.')
    .option('--all', 'those that are not open any more, too')
    .option('--after <number>', 'those after the event with this number', readNumber, 0)
    .option('--json', 'print JSON')
    .action(async ({ all = false, after, json }: { all?: boolean; after: number; json?: true }) => {
      const { letters, truncated } = await withLineage(async ({ deadLetters }) => {
        const found: Letter[] = [];
        for (;;) {
          const page = await deadLetters.list(found.at(-1)?.seq ?? after, PAGE, all);
          found.push(...page);
          if (page.length < PAGE) return { letters: found, truncated: false };
          if (found.length >= MOST_LISTED) return { letters: found, truncated: true };
        }
      });
      if (json) return printJson({ truncated, deadLetters: letters.map(published) });
      for (const letter of letters) printLetter(letter);
      printLine(letters.length === 0 ? 'No dead letters.' : `${letters.length} dead letters.`);
      if (truncated) printLine(`There may be more: nguon deadletters list --after ${letters.at(-1)?.seq}`);
    });

  const show = new Command('show')
    .description('Shows one of them whole; exits 1 when there is none with this number.')
    .argument('<number>', 'number of the event', readNumber)
    .option('--json', 'print JSON')
    .action(async (seq: number, { json }: { json?: true }) => {
      const letter = await withLineage(({ deadLetters }) => deadLetters.open(seq));
      if (letter === undefined) {
        process.stderr.write(`nguon: No dead letter has the number ${seq}. List them: nguon deadletters list --all\n`);
        process.exitCode = 1;
        return;
      }
      if (json) return printJson(published(letter));
      printLetter(letter);
      printLine(`    sha256 ${letter.contentHash}`);
      printJson(letter.body);
    });

  const replay = new Command('replay')
    .description(
      'Lets events count that can be read now, from now on; without a number all that are open. Exits 1 when one still cannot be read.',
    )
    .argument('[number...]', 'numbers of events', collectNumbers)
    .option('--json', 'print JSON')
    .action(async (seqs: readonly number[] | undefined, { json }: { json?: true }) => {
      const given = seqs === undefined || seqs.length === 0 ? null : [...new Set(seqs)];
      const replays = await withLineage((lineage) => lineage.replay(given));
      if (json) printJson({ replays });
      else {
        for (const { seq, outcome, by, reason } of replays) {
          const said = {
            REPLAYED: `counts as event ${by} from now on`,
            SUPERSEDED: `is set aside: event ${by} says anew what it said`,
            UNREADABLE: `still cannot be read: ${reason}`,
            RESOLVED: `was not open any more (event ${by})`,
          }[outcome];
          printLine(`${seq}  ${said}`);
        }
        printLine(`${replays.length} dead letters looked at.`);
      }
      if (replays.some(({ outcome }) => outcome === 'UNREADABLE')) process.exitCode = 1;
    });

  return new Command('deadletters')
    .description('Events of the lineage log that could not be read: list, show, replay.')
    .addCommand(list)
    .addCommand(show)
    .addCommand(replay);
};
