import { asObject, type JsonObject, member, textMember } from './json.ts';
import type { Notes } from './notes.ts';
import { isPart } from './read-event.ts';

/** A column as the facet schema lists it. */
export interface ListedColumn {
  readonly name: string;
  /** As the producer writes it; empty when it says none. */
  readonly type: string;
}

/** Longest type that is kept; a struct can be written out in full. */
const LONGEST_TYPE = 1_024;

/** Reads the facet schema; of a name that repeats, the first is taken. What is wrong is noted and left out. */
export function readSchemaFacet(facet: JsonObject, path: string, notes: Notes): ListedColumn[] {
  const fields = member(facet, 'fields') ?? [];
  if (!Array.isArray(fields)) {
    notes.add(`${path}.fields`, 'is no list; not used');
    return [];
  }
  const columns = new Map<string, ListedColumn>();
  for (const [i, item] of fields.entries()) {
    const field = asObject(item);
    const name = field === undefined ? undefined : textMember(field, 'name');
    if (field === undefined || name === undefined || !isPart(name)) {
      notes.add(`${path}.fields[${i}]`, 'names no column; not used');
    } else if (!columns.has(name)) {
      columns.set(name, { name, type: (textMember(field, 'type') ?? '').slice(0, LONGEST_TYPE).toWellFormed() });
    }
  }
  return [...columns.values()];
}
