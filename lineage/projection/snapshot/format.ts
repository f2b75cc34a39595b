import { crc32 } from 'node:zlib';

/*
 * A snapshot of the projection as one file: what stands in memory, as it stands there.
 *
 * ```
 * 16 bytes   the magic, and the version of the format as a 32-bit number
 * sections   one after the other, each at a multiple of 8
 * index      JSON: what it is of, and name, type, length, place and CRC-32 of every section
 * 16 bytes   place (8) and length (4) of the index, and its CRC-32
 * ```
 *
 * Numbers are little-endian, as on every machine that Node runs on. What can be computed in no time is not in it.
 */

/** Begins every snapshot. */
export const MAGIC = 'nguon graph\n';
/**
 * Grows with every change of the format, and whenever folding makes another graph of the same log: a snapshot of another
 * version is not read.
 */
export const VERSION = 7;
/** Length of what stands before the sections, and behind the index. */
export const FRAME = 16;
/** Bytes that are written or read at once. */
export const CHUNK = 2 ** 26;

/** Arrays that a section can hold. */
export type SectionArray = Uint8Array | Int32Array | Float64Array;

/** One array of the file. */
export interface Section {
  readonly name: string;
  readonly type: 'bytes' | 'ints' | 'floats';
  /** Elements. */
  readonly length: number;
  /** Byte of the file at which it begins. */
  readonly at: number;
  readonly crc: number;
}

/** What a snapshot says of itself. */
export interface SnapshotIndex {
  /** What names the log, see `nameOfLogAt`. */
  readonly log: string;
  /** Last event of the log that is in it. */
  readonly revision: number;
  readonly nodes: number;
  readonly edges: number;
  /** See `InstantTable` and `CompressedBase`. */
  readonly reach: number;
  readonly latestValid: number;
  /** See `Projection`. */
  readonly ordered: number;
  readonly sections: readonly Section[];
}

/** A snapshot cannot be used: the message says why, as a clause. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
}

/** The type of an array, as a section says it. */
export const typeOf = (array: SectionArray): Section['type'] =>
  array instanceof Int32Array ? 'ints' : array instanceof Float64Array ? 'floats' : 'bytes';

/** The bytes of an array, in pieces of at most `CHUNK`. */
export function* piecesOf(array: SectionArray): IterableIterator<Uint8Array> {
  for (let from = 0; from < array.byteLength; from += CHUNK) {
    yield new Uint8Array(array.buffer, array.byteOffset + from, Math.min(CHUNK, array.byteLength - from));
  }
}

/** CRC-32 of an array. */
export function checksum(array: SectionArray): number {
  let crc = 0;
  for (const piece of piecesOf(array)) crc = crc32(piece, crc);
  return crc;
}
