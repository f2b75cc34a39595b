import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { projectRoot } from '../../kernel/project-root.ts';
import { broken, readBounds } from '../bounds.ts';
import { count } from '../count.ts';
import { ratios, spread } from '../statistics.ts';
import { shown, table } from '../table.ts';
import { untilReady } from './until-ready.ts';

interface Options {
  readonly rounds: number;
  readonly failAbove: readonly string[];
}

/** A way to start; each in turn in every round. */
interface Start {
  readonly name: string;
  /** Milliseconds until it was ready, a figure a round. */
  readonly took: number[];
  run(folder: string): Promise<number>;
}

/** Fails unless the instance holds the sample catalogue, or none. */
async function holds(line: Readonly<Record<string, unknown>>, catalogue: boolean): Promise<void> {
  const response = await fetch(String(line['graphql']), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ catalogTotals { datasets } }' }),
  });
  const answer = (await response.json()) as { data?: { catalogTotals?: { datasets?: number } } };
  const datasets = answer.data?.catalogTotals?.datasets;
  if (datasets === undefined || datasets > 0 !== catalogue)
    throw new Error(
      `It was ready, but answered ${JSON.stringify(answer)}: ${catalogue ? 'no' : 'a'} catalogue is there.`,
    );
}

const nguon = (dataDir: string, seed: '0' | '1', catalogue: boolean): Promise<number> =>
  untilReady(
    [join(projectRoot(), 'bin', 'nguon.js'), 'up', '--json'],
    { NGUON_DATA_DIR: dataDir, NGUON_PORT: '0', NGUON_SEED: seed },
    (line) => holds(line, catalogue),
  );

/** Time from the start of a process until it answers. */
export const bootCommand = (): Command =>
  new Command('boot')
    .description('Time to start from nothing and warm, against the embedded PostgreSQL alone from nothing.')
    .option('--rounds <n>', 'rounds, each on folders of its own', count, 5)
    .option('--fail-above <baseline=ratio...>', 'exit 1 when the warm start is above: postgres=3 cold=0.5', [])
    .action(async ({ rounds, failAbove }: Options) => {
      const bounds = readBounds(failAbove, ['postgres', 'cold']);
      const postgres: Start = {
        name: 'PostgreSQL alone, from nothing (baseline)',
        took: [],
        run: (folder) =>
          untilReady([join(import.meta.dirname, 'bare-postgres.js'), join(folder, 'postgres')], {
            NODE_ENV: 'production',
          }),
      };
      const empty: Start = {
        name: 'nguon, from nothing, no catalogue',
        took: [],
        run: (folder) => nguon(join(folder, 'empty'), '0', false),
      };
      const cold: Start = {
        name: 'nguon, from nothing, sample catalogue loaded',
        took: [],
        run: (folder) => nguon(join(folder, 'full'), '1', true),
      };
      const warm: Start = {
        name: 'nguon, warm, sample catalogue there',
        took: [],
        run: (folder) => nguon(join(folder, 'full'), '0', true),
      };
      const starts = [postgres, empty, cold, warm];
      for (let round = 0; round < rounds; round++) {
        const folder = await mkdtemp(join(tmpdir(), 'nguon-bench-'));
        try {
          for (const start of starts) start.took.push(await start.run(folder));
        } finally {
          await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
        }
      }
      console.log(
        table([
          ['start', 'ms', '/ PostgreSQL alone', '/ from nothing, loaded'],
          ...starts.map(({ name, took }) => [
            name,
            shown(spread(took), 0),
            shown(spread(ratios(took, postgres.took))),
            shown(spread(ratios(took, cold.took))),
          ]),
        ]),
      );
      console.log(
        `\nFrom the start of the process until it says that it is ready; median of ${rounds} rounds, with least and most.`,
      );
      const above = broken(bounds, [
        { what: 'warm start', baseline: 'postgres', ratio: spread(ratios(warm.took, postgres.took)).median },
        { what: 'warm start', baseline: 'cold', ratio: spread(ratios(warm.took, cold.took)).median },
      ]);
      for (const line of above) console.error(line);
      if (above.length > 0) process.exitCode = 1;
    });
