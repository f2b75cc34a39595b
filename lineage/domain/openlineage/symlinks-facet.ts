import { MOST_FAMILY } from '../names/symlinks.ts';
import { asObject, type JsonObject, member } from './json.ts';
import type { Notes } from './notes.ts';
import { namedIn } from './read-event.ts';

/** Most identifiers of one facet that are read: more are no one dataset, and `names/symlinks.ts` sees it by these. */
const MOST_IDENTIFIERS = MOST_FAMILY + 1;

/** Reads the facet symlinks: the other names of a dataset, sorted, each once. What is wrong is noted and left out. */
export function readSymlinksFacet(facet: JsonObject, owner: string, path: string, notes: Notes): string[] {
  const identifiers = member(facet, 'identifiers') ?? [];
  if (!Array.isArray(identifiers)) {
    notes.add(`${path}.identifiers`, 'is no list; not used');
    return [];
  }
  const others = new Set<string>();
  for (const [i, item] of identifiers.entries()) {
    const identifier = asObject(item);
    const name = identifier === undefined ? undefined : namedIn(identifier);
    if (name === undefined) notes.add(`${path}.identifiers[${i}]`, 'names no dataset; not used');
    else if (name !== owner) others.add(name);
    if (others.size === MOST_IDENTIFIERS) {
      notes.add(`${path}.identifiers`, `are more than ${MOST_FAMILY} names; such a dataset has its own name only`);
      break;
    }
  }
  return [...others].sort();
}
