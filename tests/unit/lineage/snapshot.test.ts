import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { closureOf, Projection } from '../../../lineage/projection/index.ts';
import { contentsOf, projectionOf } from '../../../lineage/projection/snapshot/contents.ts';
import { FRAME, MAGIC, SnapshotError, VERSION } from '../../../lineage/projection/snapshot/format.ts';
import { readSnapshot } from '../../../lineage/projection/snapshot/read-snapshot.ts';
import { writeSnapshot } from '../../../lineage/projection/snapshot/write-snapshot.ts';
import { changesOf, randomGraph } from '../../support/lineage-graphs.ts';
import { Random } from '../../support/random.ts';

const folder = mkdtempSync(join(tmpdir(), 'nguon-snapshot-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'graph.snapshot');
const LOG = 'a log';

/** A random graph at two revisions: what is written, and what comes after. */
function graphs(seed: number) {
  const graph = randomGraph(seed);
  const [state, projection] = [new GraphState(), new Projection({ compactBelow: seed % 2 === 0 ? 0 : 20_000 })];
  const batches = changesOf(graph).map((changes) => foldChanges(state, changes));
  const half = batches.length >> 1;
  for (let i = 0; i < half; i++) projection.apply(batches[i] ?? [], i + 1);
  return { graph, projection, tail: batches.slice(half).map((records, i) => ({ records, revision: half + i + 1 })) };
}

describe('a snapshot', () => {
  it('is read as the projection that was written, which goes on from there', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const { graph, projection, tail } = graphs(seed);
      writeSnapshot(path, contentsOf(projection, LOG));
      const read = projectionOf(readSnapshot(path), { compactBelow: 0 });
      expect(read.revision).toBe(projection.revision);
      expect(canonicalHash(read.records())).toBe(canonicalHash(projection.records()));
      for (const { records, revision } of tail) for (const one of [read, projection]) one.apply(records, revision);
      expect(canonicalHash(read.records())).toBe(canonicalHash(projection.records()));
      for (const of of graph.datasets.slice(0, 3)) {
        const asked = { of, direction: 'DOWNSTREAM', asOf: graph.moments.at(-1) ?? 0 } as const;
        const told = (one: Projection) => {
          const answer = closureOf(one, asked);
          return answer.outcome === 'OK' ? answer.reached.map(({ ref, distance }) => [ref, distance]) : answer;
        };
        expect(told(read)).toEqual(told(projection));
      }
    }
    expect(readdirSync(folder)).toEqual(['graph.snapshot']);
  });

  it('of nothing is read too', () => {
    writeSnapshot(path, contentsOf(new Projection(), LOG));
    expect([...projectionOf(readSnapshot(path)).records()]).toEqual([]);
  });

  it('that is cut off anywhere is refused', () => {
    writeSnapshot(path, contentsOf(graphs(3).projection, LOG));
    const whole = readFileSync(path);
    const random = new Random(5);
    for (const length of [0, 5, FRAME, 2 * FRAME, whole.length - 1, ...random.some([...whole.keys()], 60)]) {
      writeFileSync(path, whole.subarray(0, length));
      expect(() => readSnapshot(path), `${length} of ${whole.length} bytes`).toThrow(SnapshotError);
    }
  });

  it('in which any byte differs is refused, or read as it was where nothing stands', () => {
    const { projection } = graphs(4);
    const hash = canonicalHash(projection.records());
    writeSnapshot(path, contentsOf(projection, LOG));
    const whole = readFileSync(path);
    const random = new Random(6);
    let refused = 0;
    for (const place of random.some([...whole.keys()], 200)) {
      const damaged = Buffer.from(whole);
      damaged[place] = (damaged[place] as number) ^ (1 << random.int(0, 7));
      writeFileSync(path, damaged);
      try {
        expect(canonicalHash(projectionOf(readSnapshot(path)).records())).toBe(hash);
      } catch (error) {
        expect(error).toBeInstanceOf(SnapshotError);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(180);
  });

  it('of another version, or that is something else, is refused by name', () => {
    writeSnapshot(path, contentsOf(graphs(5).projection, LOG));
    const newer = readFileSync(path);
    newer.writeUInt32LE(VERSION + 1, MAGIC.length);
    writeFileSync(path, newer);
    expect(() => readSnapshot(path)).toThrow(`it is of version ${VERSION + 1} of the format`);
    writeFileSync(path, 'x'.repeat(400));
    expect(() => readSnapshot(path)).toThrow('it is no snapshot');
  });

  it('whose writing ends before it is whole leaves the former one', () => {
    writeSnapshot(path, contentsOf(graphs(6).projection, LOG));
    const former = readFileSync(path);
    const killed = (): void => {
      throw new Error('killed');
    };
    expect(() => writeSnapshot(path, contentsOf(graphs(7).projection, LOG), killed)).toThrow('killed');
    expect(readFileSync(path)).toEqual(former);
    expect(readdirSync(folder)).toEqual(['graph.snapshot']);
  });
});
