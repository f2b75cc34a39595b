import { isDictionaryRecord } from '../domain/dictionary/dictionary-facts.ts';
import type { FactRecord, MemoryRecord } from '../domain/graph-record.ts';
import { isNameRecord } from '../domain/names/name-facts.ts';
import { isPolicyRecord } from '../domain/policy/policy-facts.ts';
import type { CatalogFacts } from './catalog-facts.ts';
import type { Dictionary } from './dictionary.ts';
import type { ObservedEnds } from './observed-ends.ts';
import type { OutsideNames } from './outside-names.ts';
import type { PolicyFacts } from './policy/policy-facts.ts';

/** Who keeps which kind of facts. */
export interface FactKeepers {
  readonly catalog: CatalogFacts;
  readonly names: OutsideNames;
  readonly ends: ObservedEnds;
  readonly policy: PolicyFacts;
  readonly dictionary: Dictionary;
}

/** Gives a fact to whoever keeps its kind. */
export function putFact(
  { catalog, names, ends, policy, dictionary }: FactKeepers,
  record: Exclude<FactRecord, MemoryRecord>,
): void {
  if (isNameRecord(record)) names.put(record);
  else if (record.record === 'ends') ends.put(record);
  else if (isPolicyRecord(record)) policy.put(record);
  else if (isDictionaryRecord(record)) dictionary.put(record);
  else catalog.put(record);
}
