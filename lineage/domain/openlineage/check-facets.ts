import { FACET_SHAPES, type Member, type Shape } from './facet-shapes.ts';
import { asObject, type JsonObject, member } from './json.ts';
import type { Notes } from './notes.ts';

/** Where facets stand in an event. */
export type FacetPlace = keyof typeof FACET_SHAPES;

const TYPES = { text: 'string', number: 'number', flag: 'boolean' } as const;

/** Notes what of some facets is not as OpenLineage describes it. Nothing is refused: they are kept as they are. */
export function checkFacets(facets: JsonObject, place: FacetPlace, path: string, notes: Notes): void {
  const shapes: Readonly<Record<string, Shape>> = FACET_SHAPES[place];
  for (const [name, value] of Object.entries(facets)) {
    if (value === null) continue;
    const at = `${path}.${name}`;
    const facet = asObject(value);
    if (facet === undefined) {
      notes.add(at, 'is no object');
      continue;
    }
    if (member(facet, '_deleted') === true) continue;
    for (const base of ['_producer', '_schemaURL']) {
      if (typeof member(facet, base) !== 'string') notes.add(`${at}.${base}`, 'is missing or no text');
    }
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape !== undefined) checkShape(facet, shape, at, notes);
  }
}

function checkShape(object: JsonObject, shape: Shape, path: string, notes: Notes): void {
  for (const [name, expected] of Object.entries(shape)) {
    const value = member(object, name) ?? null;
    if (value !== null) checkMember(value, expected, `${path}.${name}`, notes);
    else if (typeof expected === 'string' && expected.endsWith('!')) notes.add(`${path}.${name}`, 'is missing');
  }
}

function checkMember(value: unknown, expected: Member, path: string, notes: Notes): void {
  if (typeof expected === 'string') {
    const type = expected.replace('!', '') as keyof typeof TYPES | 'object' | 'list';
    const right =
      type === 'object'
        ? asObject(value) !== undefined
        : type === 'list'
          ? Array.isArray(value)
          : typeof value === TYPES[type];
    if (!right) notes.add(path, `is no ${type}`);
    return;
  }
  if (isListShape(expected)) {
    if (!Array.isArray(value)) notes.add(path, 'is no list');
    else for (const [i, item] of value.entries()) checkMember(item, expected[0], `${path}[${i}]`, notes);
    return;
  }
  const object = asObject(value);
  if (object === undefined) notes.add(path, 'is no object');
  else checkShape(object, expected, path, notes);
}

const isListShape = (expected: Shape | readonly [Shape]): expected is readonly [Shape] => Array.isArray(expected);
