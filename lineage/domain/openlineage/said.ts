import type { FacetsFacts, SeenFacet } from '../memory.ts';
import { type FacetPlace as CheckedPlace, checkFacets } from './check-facets.ts';
import { asObject, type JsonObject, member, textMember } from './json.ts';
import type { FacetPlace } from './kept-facets.ts';
import { type Note, Notes } from './notes.ts';

/** Somebody who answers for a job or dataset, as a producer says. */
export interface SaidOwner {
  readonly name: string;
  readonly type: string | null;
}

/** A tag, as a producer says. */
export interface SaidTag {
  readonly key: string;
  readonly value: string;
  readonly source: string | null;
  /** Of a tag of a column: its name. */
  readonly field: string | null;
}

/** What a run read or wrote of a dataset (facets inputStatistics, outputStatistics); what was left out is null. */
export interface SaidStatistics {
  readonly rowCount: number | null;
  readonly bytes: number | null;
  readonly fileCount: number | null;
}

/** What the facets of one subject say, read leniently: what is not as its facet describes it is left out. */
export class Said {
  readonly #facets: ReadonlyMap<string, JsonObject>;
  /** Whether all that was said is here: nothing was too large to be kept, nor too much. */
  readonly complete: boolean;

  /** @param of of what a run reads or writes: reference of the dataset. */
  constructor(kept: FacetsFacts | undefined, place: FacetPlace = 'OWN', of = '') {
    const mine = (kept?.facets ?? []).filter(([at, about]) => at === place && about === of);
    this.#facets = new Map(mine.flatMap(([, , name, , value]) => (value === null ? [] : [[name, value]])));
    this.complete = kept?.crowded !== true && !mine.some(isTooLarge);
  }

  /** A facet as it was sent. */
  facet(name: string): JsonObject | undefined {
    return this.#facets.get(name);
  }

  /** All facets as they were sent, known or not, by name. */
  all(): JsonObject {
    return Object.fromEntries([...this.#facets].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** What of them is not as OpenLineage describes it, with the path below `facets`. */
  warnings(place: CheckedPlace): readonly Note[] {
    const notes = new Notes();
    checkFacets(this.all(), place, '$.facets', notes);
    return notes.list();
  }

  /** A text of a facet. */
  text(facet: string, name: string): string | null {
    const found = this.facet(facet);
    return found === undefined ? null : (textMember(found, name) ?? null);
  }

  /** Facet ownership. */
  owners(): SaidOwner[] {
    return this.#list('ownership', 'owners').flatMap((owner) => {
      const name = textMember(owner, 'name');
      return name === undefined ? [] : [{ name, type: textMember(owner, 'type') ?? null }];
    });
  }

  /** Facet tags. */
  tags(): SaidTag[] {
    return this.#list('tags', 'tags').flatMap((tag) => {
      const [key, value] = [textMember(tag, 'key'), textMember(tag, 'value')];
      if (key === undefined || value === undefined) return [];
      return [{ key, value, source: textMember(tag, 'source') ?? null, field: textMember(tag, 'field') ?? null }];
    });
  }

  /** Facet inputStatistics or outputStatistics; null without one. */
  statistics(facet: 'inputStatistics' | 'outputStatistics'): SaidStatistics | null {
    const found = this.facet(facet);
    if (found === undefined) return null;
    const number = (name: string): number | null => {
      const value = member(found, name);
      return typeof value === 'number' ? value : null;
    };
    return { rowCount: number('rowCount'), bytes: number('size'), fileCount: number('fileCount') };
  }

  #list(facet: string, name: string): JsonObject[] {
    const found = this.facet(facet);
    const listed: unknown = found === undefined ? undefined : member(found, name);
    const items: readonly unknown[] = Array.isArray(listed) ? listed : [];
    return items.map(asObject).filter((item) => item !== undefined);
  }
}

const isTooLarge = ([, , , , value, bytes]: SeenFacet): boolean => value === null && bytes > 0;
