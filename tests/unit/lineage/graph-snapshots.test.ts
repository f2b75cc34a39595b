import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import type { GraphRecord } from '../../../lineage/domain/graph-record.ts';
import { isMemory } from '../../../lineage/domain/graph-record.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { graphSnapshots, snapshotPath } from '../../../lineage/graph-snapshots.ts';
import type { EventLog, StoredEvent } from '../../../lineage/log/event-log.ts';
import { Projection } from '../../../lineage/projection/index.ts';
import { FRAME, type SnapshotIndex } from '../../../lineage/projection/snapshot/format.ts';
import { changesOf, randomGraph } from '../../support/lineage-graphs.ts';

const root = mkdtempSync(join(tmpdir(), 'nguon-graph-snapshots-'));
afterAll(() => rmSync(root, { recursive: true }));
let folder = '';
let folders = 0;
beforeEach(() => {
  folder = join(root, String(++folders));
  mkdirSync(folder);
});

/** A log and the store that is folded from it, at any revision. */
function history(seed: number, told = 'ours') {
  const state = new GraphState();
  const batches = changesOf(randomGraph(seed)).map((changes) => foldChanges(state, changes));
  const events: StoredEvent[] = batches.map((_, i) => ({
    seq: i + 1,
    kind: 'test',
    source: told,
    subject: null,
    body: { i },
    recordedAt: 1_000 + i,
  }));
  const log = (upTo = events.length, its = events): EventLog => ({
    append: () => Promise.reject(new Error('not asked')),
    read: async (after, limit) => its.slice(0, upTo).slice(after, after + limit),
    head: async () => upTo,
  });
  const recordsOf = (from: number, to: number): GraphRecord[] => batches.slice(from, to).flat();
  const at = (revision: number): Projection => {
    const projection = new Projection();
    for (let i = 0; i < revision; i++) projection.apply(batches[i] ?? [], i + 1);
    return projection;
  };
  let scans = 0;
  const store = (revision: number) => ({
    scan: async (visit: (records: readonly GraphRecord[]) => void) => {
      scans += 1;
      visit([...at(revision).records()]);
      return revision;
    },
    changesSince: async (since: number) => ({ revision, records: recordsOf(since, revision) }),
  });
  return { events, log, at, store, length: batches.length, scans: () => scans };
}

/** What was logged, by level. */
function listening() {
  const told: string[] = [];
  const as = (level: string) => (_: unknown, text?: string) => void told.push(`${level}: ${text}`);
  return { told, logger: { info: as('info'), warn: as('warn') } as never };
}

const hashOf = (projection: Projection): string =>
  canonicalHash([...projection.records()].filter((record) => !isMemory(record)));

const LEFT = /^info: removed the unfinished snapshot that a process left behind when it was killed$/;
/** How often a start said so. */
let cleared = 0;

/** Starts on the snapshot that is there and expects the whole graph; returns what was logged. */
async function startsWith(whole: ReturnType<typeof history>, upTo = whole.length, log = whole.log()) {
  const { told, logger } = listening();
  const loaded = await graphSnapshots(folder, log, logger).load(whole.store(upTo));
  expect(loaded.revision).toBe(upTo);
  expect(hashOf(loaded)).toBe(hashOf(whole.at(upTo)));
  const found = told.filter((line) => !LEFT.test(line));
  expect(found).toHaveLength(1);
  cleared += told.length - 1;
  return found[0];
}

const write = (whole: ReturnType<typeof history>, revision: number) =>
  graphSnapshots(folder, whole.log(), listening().logger).close(whole.at(revision));

describe('the snapshot of the graph', () => {
  it('is where a start begins, and only what came since is read from the store', async () => {
    const whole = history(1);
    await write(whole, whole.length >> 1);
    expect(await startsWith(whole)).toBe('info: the lineage graph is loaded from its snapshot');
    expect(whole.scans()).toBe(0);
  });

  it('that is not there is said, without alarm', async () => {
    expect(await startsWith(history(2))).toMatch(/^info: .*not used: there is none; loading from the database$/);
  });

  it('of another log is not used, nor that of a log that was set back and went on differently', async () => {
    const ours = history(3);
    const half = ours.length >> 1;
    await write(history(3, 'theirs'), half);
    expect(await startsWith(ours)).toMatch(/^warn: .*it is of another log/);
    await write(ours, half);
    const differently = ours.events.map((event, i) => (i < half - 1 ? event : { ...event, recordedAt: 5_000 + i }));
    expect(await startsWith(ours, ours.length, ours.log(ours.length, differently))).toMatch(/it is of another log/);
  });

  it('that is newer than the log or the store is not used', async () => {
    const whole = history(4);
    const half = whole.length >> 1;
    await write(whole, whole.length);
    expect(await startsWith(whole, half, whole.log(half))).toMatch(/^warn: .*which the log does not have/);
    expect(await startsWith(whole, half)).toMatch(`and the database of ${half}`);
  });

  it('that is cut off in or before any section, or damaged in any of them, is not used', async () => {
    const whole = history(5);
    await write(whole, whole.length);
    const path = snapshotPath(folder);
    const bytes = readFileSync(path);
    const end = bytes.subarray(-FRAME);
    const from = Number(end.readBigUInt64LE(0));
    const index = JSON.parse(bytes.toString('utf8', from, from + end.readUInt32LE(8))) as SnapshotIndex;
    expect(index.sections.length).toBeGreaterThan(20);
    for (const { name, at, length } of index.sections) {
      for (const cut of [at, at + 1]) {
        writeFileSync(path, bytes.subarray(0, cut));
        expect(await startsWith(whole), `${name} cut at ${cut}`).toMatch(/^warn: .*not used: it is (cut off|shorter)/);
      }
      if (length === 0) continue;
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] as number) ^ 1;
      writeFileSync(path, damaged);
      expect(await startsWith(whole)).toMatch(`its section ${name} is damaged`);
    }
  });

  it('in whose header, index or end any byte is flipped is not used', async () => {
    const whole = history(6);
    await write(whole, whole.length);
    const path = snapshotPath(folder);
    const bytes = readFileSync(path);
    const from = Number(bytes.readBigUInt64LE(bytes.length - FRAME));
    const places = [...bytes.keys()].filter(
      (place) => place < FRAME || place >= bytes.length - FRAME || (place >= from && place % 37 === 0),
    );
    const { logger, told } = listening();
    for (const place of places) {
      const damaged = Buffer.from(bytes);
      damaged[place] = (damaged[place] as number) ^ 0x10;
      writeFileSync(path, damaged);
      await graphSnapshots(folder, whole.log(), logger).load({
        ...whole.store(whole.length),
        scan: async () => whole.length,
      });
    }
    expect(told.filter((line) => line.startsWith('warn: '))).toHaveLength(places.length);
  });

  it('that cannot be read is not used, and one that cannot be written is said', async () => {
    const whole = history(7);
    mkdirSync(snapshotPath(folder));
    expect(await startsWith(whole)).toMatch(/it cannot be read \(EISDIR\)/);
    const { told, logger } = listening();
    await graphSnapshots(folder, whole.log(), logger).close(whole.at(3));
    expect(told).toEqual([expect.stringContaining('no snapshot of the lineage graph is written')]);
    expect(readdirSync(folder)).toEqual(['graph.snapshot']);
  });

  it('is written beside the work every so many events, as the graph was then', async () => {
    const whole = history(8);
    const { told, logger } = listening();
    const every = whole.length >> 1;
    const snapshots = graphSnapshots(folder, whole.log(), logger, every);
    snapshots.keep(whole.at(every - 1));
    expect(existsSync(snapshotPath(folder))).toBe(false);
    const projection = whole.at(every);
    snapshots.keep(projection);
    const later = await whole.store(whole.length).changesSince(every);
    projection.apply(later.records, later.revision);
    await expect.poll(() => existsSync(snapshotPath(folder)), { timeout: 20_000 }).toBe(true);
    expect(await startsWith(whole, every)).toMatch(/loaded from its snapshot/);
    await snapshots.close(projection);
    expect(told).toEqual([]);
    expect(await startsWith(whole)).toMatch(/loaded from its snapshot/);
    expect(whole.scans()).toBe(0);
  });

  it('is taken away before the graph is dropped', async () => {
    const whole = history(9);
    const snapshots = graphSnapshots(folder, whole.log(), listening().logger);
    await snapshots.close(whole.at(5));
    await snapshots.forget();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['its writer', 'snapshot-writer.ts', 7],
    ['whoever lays the graph out anew', 'graph-compacter.ts', 150],
  ])(
    'is whole whenever %s is killed, and what the killed one leaves is removed',
    async (_who, program, pause) => {
      const whole = history(10);
      await write(whole, whole.length);
      const path = snapshotPath(folder);
      const former = readFileSync(path);
      let left = 0;
      for (let round = 0; round < 3; round++) {
        writeFileSync(path, former);
        const writer = spawn(process.execPath, [join(import.meta.dirname, '../../support', program), path]);
        await once(writer.stdout, 'data');
        await sleep(3 + pause * round);
        writer.kill('SIGKILL');
        await once(writer, 'close');
        const before = cleared;
        const unfinished = readdirSync(folder).length - 1;
        left += unfinished;
        // Another log by name, so that it is read to its end and then refused: it is whole.
        expect(await startsWith(whole)).toMatch(/it is of another log|loaded from its snapshot/);
        expect(cleared - before).toBe(unfinished);
        expect(readdirSync(folder)).toEqual(['graph.snapshot']);
      }
      if (program === 'snapshot-writer.ts') expect(left).toBeGreaterThan(0);
    },
    60_000,
  );
});
