import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { startDatabase } from '../../kernel/postgres/server.ts';
import { type Bounds, broken, readBounds } from '../bounds.ts';
import { count } from '../count.ts';
import { ratios, spread } from '../statistics.ts';
import { shown, table } from '../table.ts';
import { ENGINE_NAMES, type EngineName } from './engines/index.ts';
import { growth } from './growth.ts';
import { overHttp } from './over-http.ts';
import { type Question, question } from './question.ts';
import { type Running, startClosures } from './running.ts';
import { SIZES, type Size, sizeOf } from './sizes.ts';

interface Options {
  readonly size: Size;
  readonly engines: readonly EngineName[];
  readonly rounds: number;
  readonly sources: number;
  readonly seed: number;
  readonly growth?: true;
  readonly http?: true;
  readonly questions: number;
  readonly seconds: number;
  readonly profile?: string;
  readonly failAbove: readonly string[];
}

/** Engines that our own one is compared with. */
const BASELINES = ENGINE_NAMES.filter((name) => name !== 'projection');

/** Reads `projection,c,postgres`; ours is always one. */
function engines(text: string): EngineName[] {
  const names = text.split(',');
  const unknown = names.find((name) => !(ENGINE_NAMES as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`It takes some of ${ENGINE_NAMES.join(',')}; given: "${unknown.slice(0, 80)}".`);
  return ENGINE_NAMES.filter((name) => name === 'projection' || names.includes(name));
}

/** Closures with distances, of the projection and of what else could compute them. */
export const lineageCommand = (): Command =>
  new Command('lineage')
    .description('Closures with exact distances: the projection against C, PostgreSQL, Neo4j and graphology.')
    .option(`--size <size>`, `columns: ${SIZES.map(({ name }) => name).join(', ')}`, sizeOf, sizeOf('100k'))
    .option('--engines <names>', `some of ${ENGINE_NAMES.join(',')}`, engines, ENGINE_NAMES)
    .option('--rounds <n>', 'interleaved rounds', count, 5)
    .option('--sources <n>', 'closures of a round, at least 50', count, 50)
    .option('--seed <n>', 'of the graph', count, 1)
    .option('--growth', 'instead: the cost of an edge that is visited, from the least graph to the size given')
    .option('--http', 'instead: impact through HTTP from a snapshot, memory, restart, and others while edges come')
    .option('--questions <n>', 'with --http: columns that are asked about, once each', count, 1_000)
    .option('--seconds <n>', 'with --http: how long edges come', count, 20)
    .option('--profile <folder>', 'a CPU profile of every Node.js process of an engine')
    .option(
      '--fail-above <baseline=ratio...>',
      'exit 1 when ours takes more of the time of a baseline: c=1.67 postgres=0.01 neo4j=0.01 graphology=0.01',
      [],
    )
    .action(async (options: Options) => {
      const bounds = readBounds(options.failAbove, BASELINES);
      if (options.sources < 50) throw new RangeError('--sources takes at least 50: answers of fewer say too little.');
      await using stack = new AsyncDisposableStack();
      const folder = await mkdtemp(join(tmpdir(), 'nguon-bench-'));
      // A database server of another user reads the files in it.
      await chmod(folder, 0o755);
      stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
      if (options.http === true) await overHttp(options, folder, stack);
      else if (options.growth === true) await growth(options, folder, stack);
      else await closures(options, bounds, folder, stack);
    });

async function closures(options: Options, bounds: Bounds, folder: string, stack: AsyncDisposableStack): Promise<void> {
  const { size, rounds, seed, profile } = options;
  const texts = options.engines.some((name) => name === 'postgres' || name === 'neo4j');
  const asked = question(size, seed, options.sources, folder, texts);
  const databaseUrl = options.engines.includes('postgres') ? await database(folder, stack) : undefined;
  const running: Running[] = [];
  for (const name of options.engines) {
    const engine = await startClosures(name, asked, stack, { databaseUrl, profile });
    if (engine !== null) running.push(engine);
  }
  console.log(
    `${running.map(({ name }) => name).join(', ')}: nodes, sums of their numbers and of distances are those of the reference, from ${asked.sources.length} columns.\n`,
  );
  // Round 0 warms up: what it measures is thrown away.
  for (let round = 0; round <= rounds; round++) for (const engine of running) await engine.round(round === 0);
  report(running, asked, options, bounds);
}

async function database(folder: string, stack: AsyncDisposableStack): Promise<string> {
  const server = await startDatabase({ dataDir: join(folder, 'database'), log: () => undefined });
  stack.defer(() => server.stop());
  return server.url;
}

function report(running: readonly Running[], { sources, expected }: Question, options: Options, bounds: Bounds): void {
  const ours = running.find(({ name }) => name === 'projection');
  if (ours === undefined) throw new Error('The projection was not measured.');
  const total = (what: 'nodes' | 'edges'): number => expected.reduce((sum, one) => sum + one[what], 0);
  const edges = total('edges');
  console.log(
    table([
      ['engine', 'ms a closure', 'million edges/s', 'its time / ours', 'its CPU time / ours'],
      ...running.map(({ what, wall, cpu }) => [
        what,
        shown(spread(wall.map((all) => all / sources.length / 1e6)), 3),
        shown(spread(wall.map((all) => (edges * 1e3) / all)), 1),
        shown(spread(ratios(wall, ours.wall))),
        cpu.length === 0 ? '–' : shown(spread(ratios(cpu, ours.cpu))),
      ]),
    ]),
  );
  const { size, rounds, seed } = options;
  console.log(
    [
      '',
      `${size.nodes} columns, ${size.edges} edges, 14 layers, seed ${seed}; ${sources.length} closures a round, of ${Math.round(total('nodes') / sources.length)} columns and ${Math.round(edges / sources.length)} edges on average.`,
      `Median of ${rounds} interleaved rounds with the least and the most; ratios within a round.`,
    ].join('\n'),
  );
  const above = broken(
    bounds,
    running
      .filter((engine) => engine !== ours)
      .map(({ name, wall }) => ({ what: 'a closure', baseline: name, ratio: spread(ratios(ours.wall, wall)).median })),
  );
  for (const line of above) console.error(line);
  if (above.length > 0) process.exitCode = 1;
}
