import { canonicalJson } from './canonical-json.ts';
import type { Observation } from './change.ts';
import { codeOf } from './code-of.ts';
import type { GraphState } from './graph-state.ts';
import type { FacetsFacts, SeenFacet } from './memory.ts';

/** Most facets kept of one subject: the newest. A producer that calls each facet differently fills no store. */
export const MOST_FACETS = 300;

/**
 * Folds the facets of one subject: of each the newest, of two of one time the greater by its text. What an event leaves
 * out stays. The join of any set of events is one, whatever their order: the newest of each name, and of these the newest
 * few.
 */
export function observeFacets(state: GraphState, seen: Extract<Observation, { change: 'facets.observed' }>): void {
  const { subject, facets, time } = seen;
  const code = codeOf(subject);
  const before = state.fact('facets', code);
  const known = new Map((before?.facets ?? []).map((facet) => [keyOf(facet), facet]));
  for (const { place, of, name, value, bytes } of facets) {
    const facet: SeenFacet = [place, of, name, time, value, bytes];
    const former = known.get(keyOf(facet));
    if (former === undefined || isNewer(facet, former)) known.set(keyOf(facet), facet);
  }
  const newest = [...known.values()].sort((a, b) => b[3] - a[3] || (keyOf(a) < keyOf(b) ? -1 : 1));
  const facts: FacetsFacts = {
    subject,
    firstSeen: Math.min(before?.firstSeen ?? time, time),
    lastSeen: Math.max(before?.lastSeen ?? time, time),
    facets: newest.slice(0, MOST_FACETS).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    crowded: (before?.crowded ?? false) || newest.length > MOST_FACETS,
  };
  state.put({ record: 'facets', code, facts });
}

const keyOf = ([place, of, name]: SeenFacet): string => `${place}\n${of}\n${name}`;

function isNewer(a: SeenFacet, b: SeenFacet): boolean {
  if (a[3] !== b[3]) return a[3] > b[3];
  const text = ([, , , , value, bytes]: SeenFacet): string => canonicalJson([bytes, value]);
  return text(a) > text(b);
}
