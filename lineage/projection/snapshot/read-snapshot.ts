import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { rowsOf } from '../compressed-base.ts';
import { spareFor } from '../graph.ts';
import { moreThan, sharedBytes, sharedInts } from '../shared-arrays.ts';
import type { SnapshotContents } from './contents.ts';
import {
  checksum,
  FRAME,
  MAGIC,
  piecesOf,
  type SectionArray,
  SnapshotError,
  type SnapshotIndex,
  typeOf,
  VERSION,
} from './format.ts';

/**
 * Reads a snapshot, straight into shared arrays that have room for what comes. Blocks, for a fraction of a second a
 * gigabyte beside what the disk takes.
 * @throws SnapshotError for a file that is none, of another version, or damaged; nothing of it is used. What the file
 * system throws, ENOENT where there is no snapshot.
 */
export function readSnapshot(path: string): SnapshotContents {
  const file = openSync(path, 'r');
  try {
    return readContents(file, readIndex(file));
  } finally {
    closeSync(file);
  }
}

function read(file: number, bytes: Uint8Array, at: number): void {
  for (let from = 0; from < bytes.length; ) {
    const count = readSync(file, bytes, from, bytes.length - from, at + from);
    if (count === 0) throw new SnapshotError('it is shorter than it says');
    from += count;
  }
}

function readIndex(file: number): SnapshotIndex {
  const { size } = fstatSync(file);
  if (size < 2 * FRAME) throw new SnapshotError('it is cut off');
  const start = Buffer.alloc(FRAME);
  read(file, start, 0);
  if (start.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new SnapshotError('it is no snapshot');
  const version = start.readUInt32LE(MAGIC.length);
  if (version !== VERSION) {
    throw new SnapshotError(`it is of version ${version} of the format, and this program reads version ${VERSION}`);
  }
  const end = Buffer.alloc(FRAME);
  read(file, end, size - FRAME);
  const [at, length] = [Number(end.readBigUInt64LE(0)), end.readUInt32LE(8)];
  if (at + length + FRAME !== size) throw new SnapshotError('it is cut off');
  const text = Buffer.alloc(length);
  read(file, text, at);
  if (checksum(text) !== end.readUInt32LE(12)) throw new SnapshotError('its index is damaged');
  return JSON.parse(text.toString()) as SnapshotIndex;
}

function readContents(file: number, index: SnapshotIndex): SnapshotContents {
  const { nodes: count, edges } = index;
  const found = new Map(index.sections.map((section) => [section.name, section]));
  const into = <T extends SectionArray>(name: string, array: T, length = array.length): T => {
    const section = found.get(name);
    if (section === undefined || section.type !== typeOf(array) || section.length !== length)
      throw new SnapshotError(`its section ${name} does not fit the others`);
    const part = array.subarray(0, length);
    let at = section.at;
    for (const piece of piecesOf(part)) {
      read(file, piece, at);
      at += piece.byteLength;
    }
    if (checksum(part) !== section.crc) throw new SnapshotError(`its section ${name} is damaged`);
    return array;
  };
  const lengthOf = (name: string): number => found.get(name)?.length ?? 0;
  const texts = (name: string, texts: number) => {
    const [bytes, room] = [lengthOf(`${name}.bytes`), moreThan(texts)];
    return {
      count: texts,
      bytes: into(`${name}.bytes`, sharedBytes(Math.max(16_384, Math.ceil(bytes * 1.125))), bytes),
      offsets: into(`${name}.offsets`, sharedInts(room + 1), texts + 1),
      hashes: into(`${name}.hashes`, sharedInts(room), texts),
    };
  };
  const room = moreThan(count);
  const slots = edges + spareFor(edges);
  const column = (name: string): Int32Array => into(name, sharedInts(slots), edges);
  const to = column('to');
  const side = (name: string) => {
    const offsets = into(`${name}.offsets`, sharedInts(lengthOf(`${name}.offsets`)));
    const openEnds = into(`${name}.openEnds`, sharedInts(lengthOf(`${name}.openEnds`)));
    const distinctEnds = into(`${name}.distinctEnds`, sharedInts(lengthOf(`${name}.distinctEnds`)));
    return { offsets, openEnds, distinctEnds, rows: rowsOf(offsets, distinctEnds) };
  };
  const forward = side('forward');
  return {
    log: index.log,
    revision: index.revision,
    nodes: {
      refs: texts('refs', count),
      kinds: into('kinds', sharedBytes(room), count),
      datasets: into('datasets', sharedInts(room), count),
      facts: into('facts', sharedInts(room), count),
      texts: texts('texts', lengthOf('texts.hashes')),
    },
    base: {
      columns: {
        room: slots,
        from: column('from'),
        to,
        job: column('job'),
        transformation: into('transformation', sharedBytes(slots), edges),
        validFrom: column('validFrom'),
        validTo: column('validTo'),
        recordedFrom: column('recordedFrom'),
        recordedTo: column('recordedTo'),
      },
      count: edges,
      nodes: forward.openEnds.length,
      forward: { ...forward, ends: to, slots: null },
      backward: {
        ...side('backward'),
        ends: into('backward.ends', sharedInts(edges)),
        slots: into('backward.slots', sharedInts(edges)),
      },
      jobs: {
        offsets: into('jobs.offsets', sharedInts(lengthOf('jobs.offsets'))),
        slots: into('jobs.slots', sharedInts(edges)),
      },
      latestValid: index.latestValid,
    },
    ordered: index.ordered,
    instants: {
      instants: into('instants', new Float64Array(lengthOf('instants'))),
      labels: into('labels', new Int32Array(lengthOf('labels'))),
      reach: index.reach,
    },
    records: JSON.parse(
      Buffer.from(into('records', new Uint8Array(lengthOf('records')))).toString(),
    ) as SnapshotContents['records'],
  };
}
