import { NormaliseError } from '../body-reader.ts';
import type { Notes } from './notes.ts';

/** Deepest nesting of an event. */
export const DEEPEST_EVENT = 64;

/**
 * The event as it can be kept: NUL and halves of surrogate pairs, which PostgreSQL does not store, become U+FFFD; each
 * place is noted, and so is a whole number that a 64-bit float does not hold exactly. What can be kept as it is, is the
 * same value.
 * @throws NormaliseError for a number beyond a 64-bit float and for nesting deeper than 64.
 */
export const mend = (event: unknown, notes: Notes): unknown =>
  // Nearly every event is as it should be: then no places are spelled out.
  isWhole(event, 1) ? event : mended(event, '$', 1, notes);

/** Whether there is nothing to mend, to note or to refuse. */
function isWhole(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value === 'number') return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > DEEPEST_EVENT) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!isWhole(item, depth + 1)) return false;
    return true;
  }
  const object = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(object)) if (!isStorable(name) || !isWhole(object[name], depth + 1)) return false;
  return true;
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

function mended(value: unknown, path: string, depth: number, notes: Notes): unknown {
  if (typeof value === 'string') return mendedText(value, path, notes);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse(path, 'is a number beyond 1.8e308, expected one that a 64-bit float holds');
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      notes.add(path, 'is a whole number beyond 2^53; the nearest 64-bit float is kept');
    }
    return value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST_EVENT) refuse(path, `is nested deeper than ${DEEPEST_EVENT}, expected less`);
  if (Array.isArray(value)) {
    const items = value.map((item, i) => mended(item, `${path}[${i}]`, depth + 1, notes));
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  const members = Object.entries(value);
  const news = members.map(([name, member]): [string, unknown] => [
    mendedText(name, path, notes),
    mended(member, `${path}.${name}`, depth + 1, notes),
  ]);
  const same = news.every(([name, member], i) => name === members[i]?.[0] && member === members[i]?.[1]);
  // Entries become own members, whatever they are called.
  return same ? value : Object.fromEntries(news);
}

function mendedText(text: string, path: string, notes: Notes): string {
  if (isStorable(text)) return text;
  notes.add(path, 'held NUL or half a surrogate pair, which cannot be stored; U+FFFD stands there now');
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

function refuse(path: string, problem: string): never {
  throw new NormaliseError('OpenLineage', path.slice(0, 300), problem);
}
