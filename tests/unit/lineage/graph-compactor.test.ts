import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import type { EdgeRecord } from '../../../lineage/domain/graph-record.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { graphCompactor } from '../../../lineage/graph-compactor.ts';
import { graphSnapshots, snapshotPath } from '../../../lineage/graph-snapshots.ts';
import { impact, Projection } from '../../../lineage/projection/index.ts';
import { readSnapshot } from '../../../lineage/projection/snapshot/read-snapshot.ts';
import { changesOf, randomGraph } from '../../support/lineage-graphs.ts';

const folder = mkdtempSync(join(tmpdir(), 'nguon-compactor-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the thread that lays the graph out anew', () => {
  it('lets edges come meanwhile, leaves answers that are being told alone, and writes the snapshot of when it began', async () => {
    const graph = randomGraph(11);
    const state = new GraphState();
    const batches = changesOf(graph).map((changes) => foldChanges(state, changes));
    const log = {
      append: () => Promise.reject(new Error('not asked')),
      read: async (after: number, limit: number) =>
        [{ seq: after + 1, kind: 'test', source: 'test', subject: null, body: {}, recordedAt: 1 }].slice(0, limit),
      head: async () => batches.length,
    };
    const told: string[] = [];
    const tell = (_: unknown, text?: string): void => void told.push(text ?? '');
    const logger = { info: tell, warn: tell };
    const snapshots = graphSnapshots(folder, log, logger, 1);
    let projection = new Projection({ compactBelow: 0 });
    const half = batches.length >> 1;
    for (let i = 0; i < half; i++) projection.apply(batches[i] ?? [], i + 1);
    projection.compact();
    const first = projection;
    const compactor = graphCompactor({
      projection: () => projection,
      replace: (next) => (projection = next),
      snapshots,
      logger,
    });
    const ask = () => impact(projection, { of: graph.datasets[0] as string, asOf: Number.MAX_SAFE_INTEGER });
    const before = ask();
    compactor.keep();
    for (let i = half; i < batches.length; i++) projection.apply(batches[i] ?? [], i + 1);
    const meanwhile = ask();
    await compactor.close();
    expect(projection).not.toBe(first);
    expect(projection.ordered).toBeGreaterThan(0);
    expect(canonicalHash(projection.records())).toBe(canonicalHash(state.records()));
    expect(tellAll(ask())).toEqual(tellAll(meanwhile));
    expect(before.outcome).toBe('OK');
    expect(told).toEqual(['the lineage graph is being laid out anew', 'the lineage graph is laid out anew']);
    expect(readSnapshot(snapshotPath(folder))).toMatchObject({ revision: half, ordered: projection.ordered });
  });
});

describe('a step for which there is no room', () => {
  it('of more instants than fit between two others finds them labelled anew by a thread', async () => {
    const edge = (i: number, validFrom: number): EdgeRecord => ({
      ...{ record: 'edge', from: 'A.x', to: `B.y${i}`, job: 'job:F01', transformation: 'IDENTITY' },
      ...{ validFrom, validTo: null, recordedFrom: 1_000_000, recordedTo: null },
    });
    let projection = new Projection({ compactBelow: 0, labelReach: 420 });
    projection.apply([edge(0, 1)], 1);
    const compactor = graphCompactor({
      projection: () => projection,
      replace: (next) => (projection = next),
      snapshots: undefined,
      logger: { info: () => undefined, warn: () => undefined },
    });
    // One belated event after the other, between what is known to have begun and when that was learnt.
    let laidOut = 0;
    for (let i = 1; i < 120; i++) {
      const records = [edge(i, 1 + i)];
      if (projection.lackFor(records)?.labels === true) laidOut += 1;
      await compactor.makeRoom(records);
      const { graph } = projection;
      projection.apply(records, 1 + i);
      expect(projection.graph, `event ${i}`).toBe(graph);
    }
    expect(laidOut).toBeGreaterThan(0);
    const asked = { of: 'A.x', asOf: 60 };
    expect(impact(projection, asked)).toMatchObject({ totals: { unresolved: 1 } });
    expect(projection.graph.count).toBe(120);
    await compactor.close();
  });

  it('finds room that a thread has made, so that nothing is laid out while it is put', async () => {
    const edges = Array.from(
      { length: 5_000 },
      (_, i): EdgeRecord => ({
        ...{ record: 'edge', from: `A.x${i % 70}`, to: `B.y${i % 71}`, job: 'job:F01', transformation: 'IDENTITY' },
        ...{ validFrom: null, validTo: null, recordedFrom: 1, recordedTo: null },
      }),
    );
    let projection = new Projection({ compactBelow: 0 });
    projection.apply(edges.slice(0, 100), 1);
    const logger = { info: () => undefined, warn: () => undefined };
    const compactor = graphCompactor({
      projection: () => projection,
      replace: (next) => (projection = next),
      snapshots: undefined,
      logger,
    });
    const rest = edges.slice(100);
    expect(projection.lackFor(rest)).toEqual({ edges: rest.length, labels: false });
    // Another one that goes on leaves the usual room only.
    compactor.keep();
    await compactor.makeRoom(rest);
    expect(projection.lackFor(rest)).toBeNull();
    const { graph } = projection;
    projection.apply(rest, 2);
    expect(projection.graph).toBe(graph);
    expect(graph.count).toBe(70 * 71);
    await compactor.close();
  });
});

describe('memory of the graph of before', () => {
  /** A projection that is laid out by a thread, and edges that make it time again. */
  const keeping = (patienceMs?: number) => {
    const edges = (from: number, count: number): EdgeRecord[] =>
      Array.from({ length: count }, (_, i) => ({
        ...{ record: 'edge', from: `A.x${from + i}`, to: `B.y${from + i}`, job: 'job:F01', transformation: 'IDENTITY' },
        ...{ validFrom: null, validTo: null, recordedFrom: 1, recordedTo: null },
      }));
    let projection = new Projection({ compactBelow: 0 });
    projection.apply(edges(0, 900), 1);
    let laidOut = 0;
    const compactor = graphCompactor({
      projection: () => projection,
      replace: (next) => {
        projection = next;
        laidOut += 1;
      },
      snapshots: undefined,
      logger: { info: () => undefined, warn: () => undefined },
      ...(patienceMs === undefined ? {} : { patienceMs }),
      worthBytes: 1,
    });
    return {
      compactor,
      view: () => projection.graph.view(),
      /** Whether the graph was laid out once more within some milliseconds. */
      async isLaidOut(withinMs: number): Promise<boolean> {
        const before = laidOut;
        const { revision, nodes } = projection;
        // Twice as many nodes are to be put in order.
        projection.apply(edges(nodes.count, nodes.count), revision + 1);
        for (const until = performance.now() + withinMs; laidOut === before && performance.now() < until; ) {
          compactor.keep();
          await sleep(10);
        }
        return laidOut > before;
      },
    };
  };

  it('is waited for before the next one is laid out, while somebody reads it', async () => {
    const kept = keeping();
    let read: unknown = kept.view();
    expect(await kept.isLaidOut(8_000)).toBe(true);
    expect(await kept.isLaidOut(1_500)).toBe(false);
    expect(read).toBeDefined();
    read = undefined;
    expect(await kept.isLaidOut(20_000)).toBe(true);
    await kept.compactor.close();
  }, 40_000);

  it('is not waited for for ever', async () => {
    const kept = keeping(0);
    const read = kept.view();
    expect(await kept.isLaidOut(8_000)).toBe(true);
    expect(await kept.isLaidOut(8_000)).toBe(true);
    expect(read).toBeDefined();
    await kept.compactor.close();
  }, 30_000);

  // Some 7 graphs beside the one that is asked unless each thread lets go of those that it was lent.
  it('is that of few graphs, however often one is laid out, written to disk and asked about', async () => {
    const program = join(import.meta.dirname, '../../support/graph-memory.ts');
    const child = spawn(process.execPath, ['--expose-gc', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [text] = (await once(child.stdout, 'data')) as [Buffer];
    await once(child, 'close');
    const { beside, written } = JSON.parse(text.toString()) as { beside: number; written: number };
    expect(written).toBe(5);
    expect(beside).toBeGreaterThan(1);
    expect(beside).toBeLessThan(5);
  }, 120_000);
});

/** An impact with what it makes only when it is asked for. */
function tellAll(answer: ReturnType<typeof impact>) {
  if (answer.outcome !== 'OK') return answer;
  const datasets = answer.datasets
    .slice(0, 1_000)
    .map((one) => [one.ref, one.distance, one.path(), one.fields().map((field) => [field.ref, field.path()])]);
  return { ...answer, datasets, loads: answer.loads() };
}
