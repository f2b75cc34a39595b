import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type GeneratedGraph, OPEN_DAY } from './generate.ts';

/** One graph in files, so that no engine takes it edge by edge. */
export interface GraphFiles {
  /** Absolute path of the folder of all. */
  readonly folder: string;
  /** All edges as columns: see `readColumns`. */
  readonly columns: string;
  /** `number` of a node a line. */
  readonly nodes: string;
  /** The edges in force, `from,to,job` a line. */
  readonly edges: string;
}

/** The edges of a file of columns, in no order. */
export interface EdgeFile {
  readonly nodes: number;
  readonly edges: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly job: Int32Array;
  readonly validFrom: Int32Array;
  readonly validTo: Int32Array;
}

/** Characters that are written at once. */
const CHUNK = 1 << 20;

/**
 * Writes a graph into a folder.
 * @param texts whether the files for `COPY` and for the import of Neo4j are wanted.
 */
export function writeGraph(graph: GeneratedGraph, folder: string, texts: boolean): GraphFiles {
  const file = (name: string): string => join(folder, name);
  const files = { folder, columns: file('columns.bin'), nodes: file('nodes.csv'), edges: file('edges.csv') };
  const { nodes, edges, from, to, job, validFrom, validTo } = graph;
  writeInts(files.columns, [Int32Array.of(nodes, edges), from, to, job, validFrom, validTo]);
  if (!texts) return files;
  writeLines(files.nodes, nodes, (node) => `${node}\n`);
  writeLines(files.edges, edges, (e) => (validTo[e] === OPEN_DAY ? `${from[e]},${to[e]},${job[e]}\n` : ''));
  return files;
}

/** Writes arrays one behind the other, 32-bit and little-endian on every machine that Node.js runs on. */
export function writeInts(path: string, arrays: readonly Int32Array[]): void {
  const file = openSync(path, 'w');
  try {
    for (const { buffer, byteOffset, byteLength } of arrays) {
      // Shared memory is written through a view of it.
      const bytes = new Uint8Array(buffer, byteOffset, byteLength);
      for (let done = 0; done < byteLength; )
        done += writeSync(file, bytes, done, Math.min(byteLength - done, 1 << 28));
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Reads what `writeGraph` wrote.
 * @throws Error when the file is shorter than its head says.
 */
export function readColumns(path: string): EdgeFile {
  const file = openSync(path, 'r');
  const ints = (length: number): Int32Array => {
    const read = new Int32Array(length);
    const bytes = new Uint8Array(read.buffer);
    for (let done = 0; done < bytes.length; ) {
      const some = readSync(file, bytes, done, Math.min(bytes.length - done, 1 << 28), null);
      if (some === 0) throw new Error(`${path} ends before its columns do.`);
      done += some;
    }
    return read;
  };
  try {
    const [nodes = 0, edges = 0] = ints(2);
    const [from, to, job] = [ints(edges), ints(edges), ints(edges)];
    return { nodes, edges, from, to, job, validFrom: ints(edges), validTo: ints(edges) };
  } finally {
    closeSync(file);
  }
}

function writeLines(path: string, count: number, line: (index: number) => string): void {
  const file = openSync(path, 'w');
  try {
    let text = '';
    for (let i = 0; i < count; i++) {
      text += line(i);
      if (text.length < CHUNK && i < count - 1) continue;
      writeSync(file, text);
      text = '';
    }
  } finally {
    closeSync(file);
  }
}
