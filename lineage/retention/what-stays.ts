import { canonicalJson } from '../domain/canonical-json.ts';
import type { Observation } from '../domain/change.ts';
import { codeOf } from '../domain/code-of.ts';
import type { FactsOf } from '../domain/graph-record.ts';
import { nameCode } from '../domain/names/name-code.ts';

type Of<K extends Observation['change']> = Extract<Observation, { change: K }>;

/**
 * What is known when an event is folded: the records of a graph that holds the event, or any later one. Each is a join of
 * all that was said, so that what is older than it now stays so.
 */
export interface Known {
  /** A record of the graph by kind and code. */
  fact<K extends keyof FactsOf>(record: K, code: string): FactsOf[K] | undefined;
  /** Whether the event, or one recorded at the same instant, put a version of an edge of this job. */
  movesEdges(job: string): boolean;
  /** Whether an event before this one, of no later time, says the same of columns and keeps saying it for good. */
  isSaidBefore(code: string): boolean;
}

/** What stays of an event. */
export interface Staying {
  readonly changes: readonly Observation[];
  /** Codes of what it says of columns and keeps: later events need not say it again (`Known.isSaidBefore`). */
  readonly keeps: readonly string[];
}

/** A code of who says which column edges, equal for all runs of an unchanged job. */
export const columnsCode = ({ name, job, sources, edges }: Of<'columns.observed'>): string =>
  codeOf(canonicalJson([name, job, sources, edges]));

/**
 * The changes of a run's event without those that the graph owes to other events too: folding the log with these instead
 * makes the same graph, history included, wherever folding begins (ADR 27 has the reasons, one a change).
 *
 * What a run read and wrote, which names it named, symlinks and what erases stay as they are.
 */
export function whatStays(changes: readonly Observation[], known: Known): Staying {
  const run = changes.find((change): change is Of<'run.observed'> => change.change === 'run.observed');
  const keeps: string[] = [];
  const stay = (change: Observation): readonly Observation[] => {
    switch (change.change) {
      case 'facets.observed':
        return facetsThatStay(change, known);
      case 'schema.observed':
        return isOlderSchema(change, known) ? [] : [change];
      case 'schema.told':
        return isBetweenTellings(change, known) ? [] : [change];
      case 'columns.observed': {
        const code = columnsCode(change);
        if (!known.isSaidBefore(code)) keeps.push(code);
        else if (addsNoColumns(change, known))
          return seesNoSource(change, run, known) ? [] : [{ ...change, edges: [] }];
        return [change];
      }
      default:
        return [change];
    }
  };
  return { changes: changes.flatMap(stay), keeps };
}

/** Without the facets of which a newer one is known; nothing where its times are between others as well. */
function facetsThatStay(change: Of<'facets.observed'>, known: Known): readonly Observation[] {
  const { subject, time } = change;
  const record = known.fact('facets', codeOf(subject));
  if (record === undefined) return [change];
  const keyOf = (place: string, of: string, name: string): string => `${place}\n${of}\n${name}`;
  const newest = new Map(record.facets.map(([place, of, name, at]) => [keyOf(place, of, name), at]));
  const facets = change.facets.filter(({ place, of, name }) => (newest.get(keyOf(place, of, name)) ?? time) <= time);
  const isBetween = record.firstSeen < time && time < record.lastSeen;
  return facets.length === 0 && isBetween ? [] : [{ ...change, facets }];
}

/** Whether of each column a newer place and, if it gives one, a newer type is known. */
function isOlderSchema({ name, columns, time }: Of<'schema.observed'>, known: Known): boolean {
  const of = new Map(known.fact('schema', codeOf(name))?.columns.map((column) => [column[0], column]));
  return columns.every((column) => {
    const [, , typeAt = null, , last = time] = of.get(column.name) ?? [];
    return last > time && (column.type === '' || (typeAt !== null && typeAt > time));
  });
}

/** Whether the schema was told before and after within one stretch: only the first and the last are kept of these. */
function isBetweenTellings({ name, schema, time }: Of<'schema.told'>, known: Known): boolean {
  const told = known.fact('tellings', codeOf(name))?.told ?? [];
  return told.some(([code, first, last]) => code === schema.code && first < time && time < last);
}

/** Whether all its column edges were known, moved nothing, and were seen later as well. */
function addsNoColumns({ name, job, edges, time }: Of<'columns.observed'>, known: Known): boolean {
  const record = known.fact('columns', codeOf(name));
  // What was seen last decides which edges an erasure ends.
  if (record === undefined || record.erased !== null || known.movesEdges(job)) return false;
  const last = new Map(
    record.edges.flatMap(([of, from, to, transformation, , seen]) =>
      of === job ? [[`${from}\n${to}\n${transformation}`, seen]] : [],
    ),
  );
  return edges.every(({ from, to, transformation }) => (last.get(`${from}\n${to}\n${transformation}`) ?? time) > time);
}

/** Whether of each source it is known that it was seen later, or the run itself names it. */
function seesNoSource(
  { sources, time }: Of<'columns.observed'>,
  run: Of<'run.observed'> | undefined,
  known: Known,
): boolean {
  const named = new Set([...(run?.inputs ?? []), ...(run?.outputs ?? [])]);
  return sources.every((name) => named.has(name) || (known.fact('name', nameCode(name))?.lastSeen ?? time) > time);
}
