import { Command } from 'commander';
import { broken, readBounds } from '../bounds.ts';
import { count } from '../count.ts';
import { growth } from './growth.ts';
import { runs } from './runs.ts';
import { startServers } from './servers.ts';
import { throughput } from './throughput.ts';

interface Options {
  readonly rounds: number;
  readonly events: number;
  readonly batches: number;
  readonly batch: number;
  readonly connections: readonly number[];
  readonly growth?: true | readonly number[];
  readonly runs?: true | readonly number[];
  readonly profile?: string;
  readonly failAbove: readonly string[];
}

const CONNECTIONS: readonly number[] = [1, 4];
const KNOWN: readonly number[] = [1_000, 10_000, 100_000];
const RUNS: readonly number[] = [1_000, 10_000, 100_000];

/** Reads one more whole number of a list. */
const counts =
  (given: readonly number[] = []) =>
  (text: string, before: unknown): number[] =>
    Array.isArray(before) && before !== given ? [...(before as number[]), count(text)] : [count(text)];

const ascending = (numbers: true | readonly number[], given: readonly number[]): number[] =>
  (numbers === true ? given : numbers).toSorted((a, b) => a - b);

/** Events a second, taken by HTTP, committed and folded, against PostgreSQL inserts of the same bytes. */
export const ingestionCommand = (): Command =>
  new Command('ingestion')
    .description('Lineage events a second, by HTTP, against plain PostgreSQL inserts of the same bytes.')
    .option('--rounds <n>', 'interleaved rounds', count, 5)
    .option('--events <n>', 'events of one way in one round, each a request', count, 300)
    .option('--batches <n>', 'batches of one way in one round', count, 10)
    .option('--batch <n>', 'events of a batch', count, 100)
    .option('--connections <n...>', 'requests, or transactions, at a time', counts(CONNECTIONS), CONNECTIONS)
    .option(
      '--growth [datasets...]',
      `time an event with so many datasets known instead, ${KNOWN.join(' ')} unless given`,
      counts(),
    )
    .option(
      '--runs [runs...]',
      `time of reads of one graph with so many runs instead, ${RUNS.join(' ')} unless given`,
      counts(),
    )
    .option('--profile <folder>', 'writes a CPU profile of the instance; of throughput only')
    .option(
      '--fail-above <baseline=ratio...>',
      'exit 1 when plain inserts are faster than acknowledged events by more, or what is flat grows more: inserts=2 batches=1.25 growth=1.3 reads=1.1',
      [],
    )
    .action(async ({ failAbove, growth: known, runs: ran, ...sizes }: Options) => {
      const bounds = readBounds(failAbove, ['inserts', 'batches', 'growth', 'reads']);
      await using servers = await startServers();
      const measured =
        known === undefined && ran === undefined
          ? await throughput(sizes, servers)
          : [
              ...(known === undefined ? [] : await growth({ ...sizes, known: ascending(known, KNOWN) }, servers)),
              ...(ran === undefined ? [] : await runs({ ...sizes, runs: ascending(ran, RUNS) }, servers)),
            ];
      const above = broken(bounds, measured);
      for (const line of above) console.error(line);
      if (above.length > 0) process.exitCode = 1;
    });
