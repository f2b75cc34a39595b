import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where material that others wrote lies; it is never copied into the project. */
const FOLDER = resolve(process.env['CONFORMANCE_DIR'] ?? '../shared/conformance');

/** A folder of the material; undefined, and said once, where it is not there: then its tests are skipped. */
export function conformanceFolder(name: string): string | undefined {
  const folder = join(FOLDER, name);
  if (existsSync(folder)) return folder;
  console.warn(`No conformance material at ${folder}: its tests are skipped. Set CONFORMANCE_DIR to where it is.`);
  return undefined;
}

/** The JSON files of a folder, by name, in the order of their names. */
export function jsonFiles(folder: string): readonly { readonly name: string; readonly value: unknown }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => ({ name, value: JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown }));
}
