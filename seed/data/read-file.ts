import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SeedFile } from './files.ts';
import { ShapeProblem } from './shape.ts';

/** Largest file that is read, in bytes. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Most records of one file. */
const MOST_RECORDS = 20_000;

const readText = (path: string): string => {
  const { size } = statSync(path);
  if (size > MOST_BYTES) throw new Error(`the file has ${size} bytes, at most ${MOST_BYTES} are read`);
  return readFileSync(path, 'utf8');
};

/** `record 3` or, when it names itself, `record 3 (N03)`. */
const nameOf = (value: unknown, index: number): string => {
  const own = typeof value === 'object' && value !== null && 'code' in value ? value.code : undefined;
  return typeof own === 'string' ? `record ${index + 1} (${own.slice(0, 64)})` : `record ${index + 1}`;
};

/**
 * Reads one file of the seed. What does not fit is left out of the answer and added to `problems`, one sentence for
 * each record: file, record, what is wrong. Two records with the same key are a problem of the second.
 */
export function readSeedFile<T>(folder: string, file: SeedFile<T>, problems: string[]): readonly T[] {
  let values: unknown;
  try {
    values = JSON.parse(readText(join(folder, file.name)));
  } catch (error) {
    problems.push(`${file.name}: cannot be read, ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
  if (!Array.isArray(values) || values.length > MOST_RECORDS) {
    problems.push(`${file.name}: expected a list of at most ${MOST_RECORDS} records`);
    return [];
  }
  const firstWithKey = new Map<string, number>();
  const items: T[] = [];
  for (const [index, value] of values.entries()) {
    const name = `${file.name}, ${nameOf(value, index)}`;
    try {
      const item = file.shape(value, '');
      const key = file.key(item);
      const first = firstWithKey.get(key);
      if (first !== undefined) problems.push(`${name}: the same as record ${first + 1}: ${key}`);
      firstWithKey.set(key, first ?? index);
      items.push(item);
    } catch (error) {
      if (!(error instanceof ShapeProblem)) throw error;
      problems.push(`${name}: ${error.message}`);
    }
  }
  return items;
}
