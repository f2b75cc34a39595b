import { closeSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SnapshotContents } from './contents.ts';
import {
  checksum,
  FRAME,
  MAGIC,
  piecesOf,
  type Section,
  type SectionArray,
  type SnapshotIndex,
  typeOf,
  VERSION,
} from './format.ts';

/**
 * Writes a snapshot: to a file beside it, which takes its name when it is whole and on the disk. Whoever is killed on
 * the way leaves the former snapshot as it is. Blocks: seconds for gigabytes, so that a worker thread does it.
 * @param before called before the file takes its name; for tests.
 * @throws what the file system throws; then nothing but the former snapshot is left.
 */
export function writeSnapshot(path: string, contents: SnapshotContents, before: () => void = () => undefined): void {
  const temporary = temporaryOf(path);
  const file = openSync(temporary, 'w', 0o600);
  try {
    try {
      writeAll(file, contents);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    before();
    renameSync(temporary, path);
  } catch (error) {
    unlinkSync(temporary);
    throw error;
  }
  syncFolder(dirname(path));
}

/** Where this process writes what is to be a snapshot. */
export const temporaryOf = (path: string): string => `${path}.${process.pid}.tmp`;

function writeAll(file: number, contents: SnapshotContents): void {
  let at = 0;
  const write = (bytes: Uint8Array): void => {
    for (let from = 0; from < bytes.length; ) from += writeSync(file, bytes, from, bytes.length - from);
    at += bytes.length;
  };
  const start = Buffer.alloc(FRAME);
  start.write(MAGIC, 'latin1');
  start.writeUInt32LE(VERSION, MAGIC.length);
  write(start);
  const sections: Section[] = [];
  for (const [name, array] of Object.entries(arraysOf(contents))) {
    write(Buffer.alloc(-at & 7));
    sections.push({ name, type: typeOf(array), length: array.length, at, crc: checksum(array) });
    for (const piece of piecesOf(array)) write(piece);
  }
  const { log, revision, nodes, base, instants, ordered } = contents;
  const index: SnapshotIndex = {
    log,
    revision,
    nodes: nodes.refs.count,
    edges: base.count,
    reach: instants.reach,
    latestValid: base.latestValid,
    ordered,
    sections,
  };
  const text = Buffer.from(JSON.stringify(index));
  const end = Buffer.alloc(FRAME);
  end.writeBigUInt64LE(BigInt(at), 0);
  end.writeUInt32LE(text.length, 8);
  end.writeUInt32LE(checksum(text), 12);
  write(text);
  write(end);
}

/** The arrays, cut to what is used. */
function arraysOf({ nodes, base, instants, records }: SnapshotContents): Record<string, SectionArray> {
  const { refs, texts } = nodes;
  const { columns, count, forward, backward, jobs } = base;
  const usedBytes = ({ bytes, offsets, count }: typeof refs): Uint8Array => bytes.subarray(0, offsets[count]);
  return {
    'refs.bytes': usedBytes(refs),
    'refs.offsets': refs.offsets.subarray(0, refs.count + 1),
    'refs.hashes': refs.hashes.subarray(0, refs.count),
    kinds: nodes.kinds.subarray(0, refs.count),
    datasets: nodes.datasets.subarray(0, refs.count),
    facts: nodes.facts.subarray(0, refs.count),
    'texts.bytes': usedBytes(texts),
    'texts.offsets': texts.offsets.subarray(0, texts.count + 1),
    'texts.hashes': texts.hashes.subarray(0, texts.count),
    instants: instants.instants,
    labels: instants.labels,
    from: columns.from.subarray(0, count),
    to: columns.to.subarray(0, count),
    job: columns.job.subarray(0, count),
    transformation: columns.transformation.subarray(0, count),
    validFrom: columns.validFrom.subarray(0, count),
    validTo: columns.validTo.subarray(0, count),
    recordedFrom: columns.recordedFrom.subarray(0, count),
    recordedTo: columns.recordedTo.subarray(0, count),
    'forward.offsets': forward.offsets,
    'forward.openEnds': forward.openEnds,
    'forward.distinctEnds': forward.distinctEnds,
    'backward.offsets': backward.offsets,
    'backward.openEnds': backward.openEnds,
    'backward.distinctEnds': backward.distinctEnds,
    'backward.ends': backward.ends,
    'backward.slots': backward.slots ?? new Int32Array(0),
    'jobs.offsets': jobs.offsets,
    'jobs.slots': jobs.slots,
    records: Buffer.from(JSON.stringify(records)),
  };
}

/** A name is on the disk when its folder is; not every file system lets a folder be opened. */
function syncFolder(folder: string): void {
  let opened: number | undefined;
  try {
    opened = openSync(folder, 'r');
    fsyncSync(opened);
  } catch {
    // The snapshot is whole either way; a crash of the machine may bring the former one back.
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}
