import { distance } from 'fastest-levenshtein';

const MOST_CANDIDATES = 5_000;

/**
 * At most three candidates near what was given (Levenshtein distance, case folded, at most 40 % of the length), nearest
 * first, then alphabetical. Only the first 5,000 candidates are looked at.
 */
export function didYouMean(given: string, candidates: Iterable<string>): string[] {
  const wanted = given.slice(0, 128).toLowerCase();
  const farthest = Math.max(1, Math.floor(wanted.length * 0.4));
  const near: { candidate: string; away: number }[] = [];
  let looked = 0;
  for (const candidate of candidates) {
    if (++looked > MOST_CANDIDATES) break;
    const away = distance(wanted, candidate.toLowerCase());
    if (away <= farthest) near.push({ candidate, away });
  }
  near.sort((a, b) => a.away - b.away || (a.candidate < b.candidate ? -1 : 1));
  return near.slice(0, 3).map(({ candidate }) => candidate);
}
