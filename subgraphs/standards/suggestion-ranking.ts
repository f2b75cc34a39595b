import { distance } from 'fastest-levenshtein';

/** A column that is bound to no element. */
export interface UnboundColumn {
  readonly name: string;
  readonly type: string;
}

/** An element that a column could be bound to. */
export interface CandidateElement {
  readonly code: string;
  readonly type: string;
}

/** How many columns of one name are bound to an element, among those that the viewer sees. */
export interface Precedent {
  readonly elementCode: string;
  readonly columns: number;
}

/** Why an element is suggested, or why not more strongly. */
export type SuggestionReasonKind = 'SAME_NAME' | 'SIMILAR_NAME' | 'BOUND_ELSEWHERE' | 'TYPE_AGREES' | 'TYPE_DIFFERS';

/** One reason with what it adds to the score, or takes from it. */
export interface SuggestionReason {
  readonly kind: SuggestionReasonKind;
  readonly weight: number;
  /** Bound elsewhere: how many columns. */
  readonly columns?: number;
}

/** An element for a column. */
export interface RankedElement {
  readonly elementCode: string;
  /** 0 to 1, the sum of the weights of the reasons, rounded to a hundredth. */
  readonly score: number;
  readonly reasons: readonly SuggestionReason[];
}

/** Most elements suggested for one column. */
export const MOST_SUGGESTED = 5;
/** What is less likely is not worth the steward's time. */
const LOWEST_SCORE = 0.3;

const SAME_NAME = 0.5;
const SIMILAR_NAME = 0.4;
const BOUND_ELSEWHERE = 0.4;
const TYPE = 0.1;
/** Share of parts of the names that must be shared to count as similar. */
const LEAST_SHARED = 0.4;
/** Longest name that is compared letter by letter. */
const LONGEST_COMPARED = 64;

/** Letters without marks, lower case; `Đ` is a letter of its own that has no decomposition. */
const folded = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

const partsOf = (name: string): Set<string> =>
  new Set(
    folded(name)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  );

/**
 * How alike two names are, 0 to 1: the greater of the Jaccard index of their parts (Jaccard 1901) and the share of equal
 * letters by Levenshtein distance, the latter only when at most a fifth differs, as in a misspelling.
 */
export function likeness(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  const shared = [...left].filter((part) => right.has(part)).length;
  const jaccard = shared === 0 ? 0 : shared / (left.size + right.size - shared);
  const [short, long] = [folded(a).slice(0, LONGEST_COMPARED), folded(b).slice(0, LONGEST_COMPARED)];
  const alike = 1 - distance(short, long) / Math.max(short.length, long.length, 1);
  return Math.max(jaccard, alike >= 0.8 ? alike : 0);
}

const hundredth = (value: number): number => Math.round(value * 100) / 100;

/**
 * Elements for a column that is bound to none, the likeliest first, then by code. A name that is a homonym says nothing:
 * neither the name nor what others of that name are bound to counts, so that nothing is suggested for it.
 *
 * Score: 0.5 for the element's own name, or up to 0.4 for a similar one; up to 0.4 for the share of columns of this name
 * that are bound to it elsewhere; 0.1 for the type, taken away when it differs.
 */
export function rankElements(
  column: UnboundColumn,
  elements: readonly CandidateElement[],
  precedents: readonly Precedent[],
  isHomonym: boolean,
): RankedElement[] {
  if (isHomonym) return [];
  const bound = precedents.reduce((sum, { columns }) => sum + columns, 0);
  const elsewhere = new Map(precedents.map(({ elementCode, columns }) => [elementCode, columns]));
  return elements
    .flatMap(({ code, type }) => {
      const reasons: SuggestionReason[] = [];
      if (folded(code) === folded(column.name)) reasons.push({ kind: 'SAME_NAME', weight: SAME_NAME });
      else {
        const alike = likeness(code, column.name);
        if (alike >= LEAST_SHARED) reasons.push({ kind: 'SIMILAR_NAME', weight: hundredth(SIMILAR_NAME * alike) });
      }
      const columns = elsewhere.get(code) ?? 0;
      if (columns > 0) {
        reasons.push({ kind: 'BOUND_ELSEWHERE', weight: hundredth((BOUND_ELSEWHERE * columns) / bound), columns });
      }
      if (reasons.length === 0) return [];
      reasons.push(
        type === column.type ? { kind: 'TYPE_AGREES', weight: TYPE } : { kind: 'TYPE_DIFFERS', weight: -TYPE },
      );
      const score = hundredth(reasons.reduce((sum, { weight }) => sum + weight, 0));
      return score < LOWEST_SCORE ? [] : [{ elementCode: code, score, reasons }];
    })
    .toSorted((a, b) => b.score - a.score || (a.elementCode < b.elementCode ? -1 : 1))
    .slice(0, MOST_SUGGESTED);
}
