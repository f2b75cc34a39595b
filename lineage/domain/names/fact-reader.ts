import { type FactRecord, type FactsOf, factKey } from '../graph-record.ts';

/** Whatever gives facts by kind and code: a graph, or one in which something is said that is not yet put. */
export interface FactReader {
  fact<K extends keyof FactsOf>(record: K, code: string): FactsOf[K] | undefined;
}

/** A graph in which some facts are as given. */
export function withFacts(reader: FactReader, records: readonly FactRecord[]): FactReader {
  const stated = new Map(records.map((record) => [factKey(record.record, record.code), record.facts]));
  return {
    // A fact is found by its kind, so that it has the facts of that kind.
    fact: <K extends keyof FactsOf>(record: K, code: string) =>
      (stated.get(factKey(record, code)) as FactsOf[K] | undefined) ?? reader.fact(record, code),
  };
}
