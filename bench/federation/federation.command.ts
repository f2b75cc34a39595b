import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Command } from 'commander';
import { SUPERGRAPH_FILE } from '../../gateway/compose.ts';
import { projectRoot } from '../../kernel/project-root.ts';
import { broken, readBounds } from '../bounds.ts';
import { count } from '../count.ts';
import { type EngineProcess, startEngine } from '../engine/engine-process.ts';
import { ratios, spread } from '../statistics.ts';
import { shown, table } from '../table.ts';
import { signBenchToken } from './bench-token.ts';
import { seededDatabase } from './catalogue.ts';
import { type Answering, ask, askMany } from './load.ts';
import { type Operation, operations } from './operations.ts';

/** Apollo Gateway, with packages of its own. */
const APOLLO_GATEWAY = join(projectRoot(), 'bench', 'apollo-gateway');
/** How long an engine is watched while nobody asks it anything. */
const BACKGROUND_MS = 4_000;

/** One way to answer, and every process that it takes. */
interface Engine extends Answering {
  readonly name: 'embedded' | 'apollo' | 'monolith';
  readonly processes: readonly EngineProcess[];
}

interface Options {
  readonly rounds: number;
  readonly requests: number;
  readonly connections: number;
  readonly failAbove: readonly string[];
  readonly profile?: string;
}

const program = (folder: string, name: string): string => join(import.meta.dirname, '..', folder, `${name}.js`);

const cpuTime = async ({ processes }: Engine): Promise<number> =>
  (await Promise.all(processes.map((one) => one.cpuTime()))).reduce((sum, time) => sum + time, 0);

async function startEngines(
  databaseUrl: string,
  folder: string,
  profile: string | undefined,
  stack: AsyncDisposableStack,
): Promise<Engine[]> {
  const start = async (file: string, settings: Readonly<Record<string, unknown>>): Promise<EngineProcess> =>
    stack.use(await startEngine(file, settings, profile));
  const embedded = await start(program('engine', 'embedded'), { databaseUrl, dataDir: join(folder, 'embedded') });
  const secret = randomBytes(32).toString('base64url');
  const baseline = { authorization: `Bearer ${await signBenchToken(secret)}` };
  const monolith = await start(program('federation', 'monolith'), { databaseUrl, secret });
  const engines: Engine[] = [
    {
      name: 'embedded',
      address: embedded.ready['address'] ?? '',
      headers: { authorization: `Bearer ${embedded.ready['architect']}` },
      processes: [embedded],
    },
    { name: 'monolith', address: monolith.ready['address'] ?? '', headers: baseline, processes: [monolith] },
  ];
  if (existsSync(join(APOLLO_GATEWAY, 'node_modules'))) {
    const subgraphs = await start(program('federation', 'subgraphs'), { databaseUrl });
    const gateway = await start(join(APOLLO_GATEWAY, 'server.js'), {
      supergraphFile: SUPERGRAPH_FILE,
      addresses: subgraphs.ready,
      secret,
    });
    engines.push({
      name: 'apollo',
      address: gateway.ready['address'] ?? '',
      headers: baseline,
      processes: [gateway, subgraphs],
    });
  }
  return engines;
}

/** The same answers, or what differs: the operation, its variables, and who says what. */
async function differences(engines: readonly Engine[], all: readonly Operation[]): Promise<string[]> {
  const found: string[] = [];
  for (const operation of all) {
    for (const [turn, variables] of operation.variables.entries()) {
      const [first, ...rest] = await Promise.all(
        engines.map(async (engine) => ({ name: engine.name, data: await ask(engine, operation, turn) })),
      );
      for (const other of rest) {
        if (!isDeepStrictEqual(first?.data, other.data))
          found.push(
            `${operation.name} ${JSON.stringify(variables)}:\n  ${first?.name} ${JSON.stringify(first?.data)}\n  ${other.name} ${JSON.stringify(other.data)}`,
          );
      }
    }
  }
  return found;
}

/** CPU microseconds that an engine uses in a millisecond in which nobody asks it anything: what it polls. */
async function backgroundOf(engine: Engine): Promise<number> {
  const [before, started] = [await cpuTime(engine), performance.now()];
  await sleep(BACKGROUND_MS);
  return ((await cpuTime(engine)) - before) / (performance.now() - started);
}

/** CPU milliseconds a request, a figure a round, by operation and engine; what it does in the background is taken off. */
async function measure(
  engines: readonly Engine[],
  background: ReadonlyMap<Engine, number>,
  all: readonly Operation[],
  { rounds, requests, connections }: Options,
): Promise<Map<Operation, Map<Engine['name'], number[]>>> {
  const figures = new Map(
    all.map((operation) => [operation, new Map(engines.map(({ name }): [Engine['name'], number[]] => [name, []]))]),
  );
  // Round 0 warms up: what it measures is thrown away.
  for (let round = 0; round <= rounds; round++) {
    for (const [operation, byEngine] of figures) {
      for (let place = 0; place < engines.length; place++) {
        const engine = engines[(place + round) % engines.length];
        if (engine === undefined) continue;
        const [before, started] = [await cpuTime(engine), performance.now()];
        await askMany(engine, operation, requests, connections);
        const used = (await cpuTime(engine)) - before - (background.get(engine) ?? 0) * (performance.now() - started);
        if (round > 0) byEngine.get(engine.name)?.push(used / 1_000 / requests);
      }
    }
  }
  return figures;
}

/** CPU time of a federated request, against Apollo Gateway over HTTP and against a monolith. */
export const federationCommand = (): Command =>
  new Command('federation')
    .description(
      'CPU time per request of the embedded mode, against Apollo Gateway over HTTP on the same subgraphs and against one Apollo Server with the same resolvers.',
    )
    .option('--rounds <n>', 'interleaved rounds', count, 7)
    .option('--requests <n>', 'requests of one engine in one round, for each operation', count, 300)
    .option('--connections <n>', 'requests at a time', count, 8)
    .option('--fail-above <baseline=ratio...>', 'exit 1 when a median is above: apollo=0.5 monolith=1.7', [])
    .option('--profile <folder>', 'write a CPU profile of every process')
    .action(async (options: Options) => {
      const bounds = readBounds(options.failAbove, ['apollo', 'monolith']);
      await using stack = new AsyncDisposableStack();
      const folder = await mkdtemp(join(tmpdir(), 'nguon-bench-'));
      stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
      const database = await seededDatabase(folder);
      stack.defer(() => database.stop());
      const engines = await startEngines(database.url, folder, options.profile, stack);
      if (engines.length < 3)
        console.log('Apollo Gateway is left out: it is installed by  npm ci --prefix bench/apollo-gateway\n');

      const all = operations();
      const wrong = await differences(engines, all);
      if (wrong.length > 0) throw new Error(`The engines answer differently:\n${wrong.join('\n')}`);
      console.log(
        `${engines.length} engines gave equal answers to ${all.reduce((sum, { variables }) => sum + variables.length, 0)} questions.\n`,
      );

      const background = new Map<Engine, number>();
      for (const engine of engines) background.set(engine, await backgroundOf(engine));
      const figures = await measure(engines, background, all, options);
      const measured: { what: string; baseline: string; ratio: number }[] = [];
      const rows = [
        ['operation', 'embedded ms', 'apollo ms', 'monolith ms', 'embedded / apollo', 'embedded / monolith'],
      ];
      for (const [{ name: what }, byEngine] of figures) {
        const of = (name: Engine['name']): number[] => byEngine.get(name) ?? [];
        const milliseconds = (name: Engine['name']): string =>
          of(name).length === 0 ? '–' : spread(of(name)).median.toFixed(2);
        const against = (baseline: Engine['name']): string => {
          if (of(baseline).length === 0) return '–';
          const ratio = spread(ratios(of('embedded'), of(baseline)));
          measured.push({ what, baseline, ratio: ratio.median });
          return shown(ratio);
        };
        rows.push([
          what,
          milliseconds('embedded'),
          milliseconds('apollo'),
          milliseconds('monolith'),
          against('apollo'),
          against('monolith'),
        ]);
      }
      console.log(table(rows));
      console.log(
        [
          '',
          `CPU time of all Node.js processes per request; PostgreSQL, the same for all, is not in it. Median of ${options.rounds} rounds of`,
          `${options.requests} requests, ${options.connections} at a time; ratios round by round, with least and most. Taken off is what is used while`,
          `nobody asks, in ms a second: ${[...background].map(([{ name }, rate]) => `${name} ${rate.toFixed(0)}`).join(', ')}.`,
          'embedded   npm start: gateway and subgraphs in one process, limits enforced',
          'apollo     Apollo Gateway and the same subgraphs as Apollo Servers over HTTP: two processes, calls not signed',
          'monolith   one Apollo Server, one schema, the same resolvers joined by direct calls: one process',
          'Each is shown a bearer token with every request.',
          ...all.map(({ name, touches }) => `${name.padEnd(10)} ${touches}`),
        ].join('\n'),
      );
      const above = broken(bounds, measured);
      for (const line of above) console.error(line);
      if (above.length > 0) process.exitCode = 1;
    });
