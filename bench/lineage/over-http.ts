import { rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDatabase } from '../../kernel/postgres/server.ts';
import { snapshotPath } from '../../lineage/graph-snapshots.ts';
import { readSnapshot } from '../../lineage/projection/snapshot/read-snapshot.ts';
import { writeSnapshot } from '../../lineage/projection/snapshot/write-snapshot.ts';
import { type EngineProcess, startEngine } from '../engine/engine-process.ts';
import { runEvent } from '../ingestion/events.ts';
import { send } from '../ingestion/send.ts';
import { exchange } from '../refusals/exchange.ts';
import { table } from '../table.ts';
import { type GeneratedGraph, generate } from './generate.ts';
import { Reference } from './reference.ts';
import { Seeded } from './seeded.ts';
import type { Size } from './sizes.ts';
import { agencyOf, columnRef, snapshotOf } from './snapshot.ts';

/** What is measured. */
interface OverHttp {
  readonly size: Size;
  readonly seed: number;
  /** Distinct columns that are asked about, once each. */
  readonly questions: number;
  /** How long edges are added while others ask. */
  readonly seconds: number;
  /** Folder for a CPU profile of the instance; none when undefined. */
  readonly profile?: string | undefined;
}

/** Sources whose totals are held against the reference. */
const CHECKED = 50;
/** Edges of one event of `runEvent`: a column each, and that of the datasets. */
const EVENT_EDGES = 13;
const EDGES_A_SECOND = 1_000;
const BATCH = 100;
/** Between two questions of somebody who asks something else meanwhile. */
const PROBE_EVERY_MS = 20;
const PATIENCE_MS = 600_000;

const IMPACT = `query ($of: NodeRef!) { impact(of: $of) { complete totals { datasets fields agencies }
  datasets(first: 100) { totalCount nodes { ref distance } } } }`;
const STATISTICS = '{ lineageStatistics(level: COLUMN) { complete nodeCount edgeCount generations } }';
const PROBE = '{ lineageBudgets { depth } }';

interface Report {
  readonly complete: boolean;
  readonly totals: { readonly datasets: number; readonly fields: number; readonly agencies: number };
  readonly datasets: { readonly totalCount: number; readonly nodes: readonly { readonly distance: number }[] };
}

/** An instance that answers over HTTP. */
interface Asked {
  readonly engine: EngineProcess;
  readonly address: string;
  ask<T>(query: string, variables?: object): Promise<{ readonly data: T; readonly took: number }>;
}

/**
 * Impact through HTTP, from a snapshot: the first page of 100 with exact totals, of columns each asked about once, so that
 * no kept answer helps; and what else is answered while edges come in, while they are laid out anew and while the graph is
 * asked about as a whole.
 */
export async function overHttp(
  { size, seed, questions, seconds, profile }: OverHttp,
  folder: string,
  stack: AsyncDisposableStack,
): Promise<void> {
  const graph = generate(size, seed);
  const reference = new Reference(graph);
  const sources: number[] = [];
  for (const source of reference.sources(graph, new Seeded(seed + 1))) {
    sources.push(source);
    if (sources.length === questions) break;
  }
  const database = await startDatabase({ dataDir: join(folder, 'database'), log: () => undefined });
  stack.defer(() => database.stop());
  const dataDir = join(folder, 'embedded');
  const settings = { databaseUrl: database.url, dataDir };

  await writeInto(settings, graph);
  const began = performance.now();
  const system = stack.use(await open(settings, profile));
  const restart = performance.now() - began;

  await blocked(system);
  const took: number[] = [];
  for (const [place, source] of sources.entries()) {
    const answer = await system.ask<{ impact: Report }>(IMPACT, { of: columnRef(graph, source) });
    took.push(answer.took);
    if (place < CHECKED) compare(answer.data.impact, graph, reference, source);
  }
  const atRest = await memory(system);
  const impact = { took, blocked: await blocked(system) };
  // Said at once: what comes after may fail.
  console.log(
    [
      `${size.nodes} columns, ${size.edges} edges, seed ${seed}. Totals are those of the reference, from ${Math.min(CHECKED, sources.length)} columns.`,
      `From the start of the process to its readiness: ${Math.round(restart)} ms. Memory at rest: ${mib(atRest)}.`,
      `impact, first 100 with totals: p50 ${at(took, 0.5).toFixed(1)} ms, p99 ${at(took, 0.99).toFixed(1)} ms.\n`,
    ].join('\n'),
  );

  const statistics = await meanwhile(system, () => system.ask(STATISTICS));
  let added = 0;
  const token = system.engine.ready['service'] ?? '';
  const add = (events: number): Promise<void> => {
    // Every event is of a job of its own, so that all its edges are new.
    const bodies = Array.from({ length: events }, () => {
      const job = { namespace: 'bench', name: `added ${++added}` };
      return JSON.stringify({ ...runEvent(added), job });
    });
    return send({ address: system.address, token, connections: 1 }, bodies, BATCH);
  };
  const adding = await meanwhile(system, async () => {
    const until = performance.now() + seconds * 1_000;
    while (performance.now() < until) {
      const next = performance.now() + (BATCH * EVENT_EDGES * 1_000) / EDGES_A_SECOND;
      await add(BATCH);
      await sleep(Math.max(0, next - performance.now()));
    }
  });
  // Enough for the edges to be laid out anew.
  const least = Math.max(4_096, size.edges / 50);
  let peak = 0;
  const compacting = await meanwhile(system, async () => {
    let goesOn = true;
    const watching = (async () => {
      for (; goesOn; await sleep(100)) peak = Math.max(peak, await memory(system));
    })();
    try {
      for (const first = added; (added - first) * EVENT_EDGES < least; ) await add(BATCH);
      await system.engine.ask('settle');
      await sleep(5_000);
    } finally {
      goesOn = false;
      await watching;
    }
  });

  const row = (what: string, { took: all, blocked }: Measured): string[] => [
    what,
    String(all.length),
    at(all, 0.5).toFixed(1),
    at(all, 0.99).toFixed(1),
    Math.max(...all).toFixed(1),
    blocked.toFixed(1),
  ];
  console.log(
    table([
      ['request', 'asked', 'p50 ms', 'p99 ms', 'most ms', 'loop busy at most ms'],
      row('impact, first 100 with totals', impact),
      row('another, while the whole graph is asked about', statistics),
      row(`another, while ${EDGES_A_SECOND} edges a second come`, adding),
      row('another, while edges come at full speed and are laid out anew', compacting),
    ]),
  );
  console.log(`\n${added * EVENT_EDGES} edges added. Memory at most while edges were laid out anew: ${mib(peak)}.`);
}

const mib = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

/** Lets an instance begin a log, and leaves it with the graph as the snapshot of that log. */
async function writeInto(
  settings: { readonly databaseUrl: string; readonly dataDir: string },
  graph: GeneratedGraph,
): Promise<void> {
  const path = snapshotPath(settings.dataDir);
  {
    await using system = await open(settings);
    await send(
      { ...system, token: system.engine.ready['service'] ?? '', connections: 1 },
      [JSON.stringify(runEvent(0))],
      1,
    );
    await system.engine.ask('settle');
  }
  const { log, revision } = readSnapshot(path);
  rmSync(path);
  writeSnapshot(path, snapshotOf(graph, { log, revision }));
}

async function open(settings: Readonly<Record<string, string>>, profile?: string): Promise<Asked & AsyncDisposable> {
  const file = join(import.meta.dirname, '..', 'engine', 'embedded.js');
  const engine = await startEngine(file, settings, profile, PATIENCE_MS);
  const address = engine.ready['address'] ?? '';
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${engine.ready['architect']}` };
  return {
    engine,
    address,
    async ask<T>(query: string, variables: object = {}) {
      const body = Buffer.from(JSON.stringify({ query, variables }));
      const { status, text, took } = await exchange(agent, address, body, headers);
      const answer = JSON.parse(text) as { readonly data: T | null; readonly errors?: unknown };
      if (status !== 200 || answer.errors !== undefined || answer.data === null)
        throw new Error(`${query} was answered with ${status} ${text.slice(0, 500)}`);
      return { data: answer.data, took };
    },
    async [Symbol.asyncDispose]() {
      agent.destroy();
      await engine[Symbol.asyncDispose]();
    },
  };
}

const memory = async ({ engine }: Asked): Promise<number> => (await engine.ask('memory')) as number;

/** How long the instance was busy with one thing at most since this was asked last, in milliseconds. */
const blocked = async ({ engine }: Asked): Promise<number> => (await engine.ask('blocked')) as number;

/** Milliseconds that requests took, and that the instance was busy with one thing at most meanwhile. */
interface Measured {
  readonly took: readonly number[];
  readonly blocked: number;
}

/** What a small question took, asked again and again while something goes on. */
async function meanwhile(system: Asked, work: () => Promise<unknown>): Promise<Measured> {
  const took: number[] = [];
  await blocked(system);
  let goesOn = true;
  const done = work().finally(() => {
    goesOn = false;
  });
  while (goesOn || took.length === 0) {
    took.push((await system.ask(PROBE)).took);
    await sleep(PROBE_EVERY_MS);
  }
  await done;
  return { took, blocked: await blocked(system) };
}

/** @throws Error when an answer is not that of the reference. */
function compare(
  { complete, totals, datasets }: Report,
  graph: GeneratedGraph,
  reference: Reference,
  source: number,
): void {
  const nearest = new Map<number, number>();
  let fields = 0;
  for (const [column, distance] of reference.distances(source)) {
    if (column === source) continue;
    fields++;
    const dataset = graph.dataset[column] as number;
    if (!nearest.has(dataset)) nearest.set(dataset, distance);
  }
  const agencies = new Set(Array.from(nearest.keys(), agencyOf)).size;
  const page = [...nearest.values()].slice(0, 100);
  const expected = { complete: true, datasets: nearest.size, fields, agencies, total: nearest.size, page };
  const given = {
    ...{ complete, datasets: totals.datasets, fields: totals.fields, agencies: totals.agencies },
    ...{ total: datasets.totalCount, page: datasets.nodes.map(({ distance }) => distance) },
  };
  if (JSON.stringify(given) !== JSON.stringify(expected))
    throw new Error(
      `impact of ${columnRef(graph, source)}: given ${JSON.stringify(given)}, expected ${JSON.stringify(expected)}`,
    );
}

/** A figure that so large a part of all is not above. */
function at(all: readonly number[], part: number): number {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
