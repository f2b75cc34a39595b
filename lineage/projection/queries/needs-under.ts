import type { CheckedChange } from '../../domain/change-analysis/check-changes.ts';
import type { Effect, Needs } from '../../domain/change-analysis/rules.ts';
import { entryOf } from '../dictionary.ts';
import { FIELD } from '../node-table.ts';
import type { Projection } from '../projection.ts';

/**
 * What columns need once all changes of a question are made. A column that may be missing then does not refuse what is,
 * one that takes its values from the list of the new codes does not refuse them, and one that is bound to what changes
 * follows it, whatever it needed before: that meaning, and not another one that comes from elsewhere.
 */
export function needsUnder(
  projection: Projection,
  checked: readonly CheckedChange[],
): (node: number, effect: Effect, becomes: string | null) => Needs {
  const { nodes, dictionary } = projection;
  const follows = new Set<string>();
  const lists = new Map<string, string | null>();
  const nullable = new Map<string, boolean>();
  const noKeys = new Set<string>();
  for (const { change, effect, bound, becomes } of checked) {
    const { kind, target, to } = change;
    if (bound !== null) follows.add(followed(effect, target, becomes));
    // Where only codes of its list change, it stays with that; of two changes, the one that names a list is stricter.
    const isMoved = effect === 'CODES' && (bound === null || becomes === to);
    if (isMoved && (becomes !== null || !lists.has(target))) lists.set(target, becomes);
    if (kind === 'NULLABILITY') nullable.set(target, to === 'nullable');
    if (effect === 'KEY') noKeys.add(target);
  }
  const keys = new Map<number, readonly number[]>();
  const isWholeKey = (node: number): boolean => {
    const dataset = nodes.dataset(node);
    const key = keys.get(dataset) ?? keyOf(projection, dataset);
    keys.set(dataset, key);
    return key.length === 1 && key[0] === node && !noKeys.has(nodes.ref(node));
  };
  const conforming = new Map<number, boolean>();
  const conforms = (dataset: number): boolean => {
    const known = conforming.get(dataset) ?? dictionary.conforms(nodes.ref(dataset));
    conforming.set(dataset, known);
    return known;
  };
  const targets = new Set(checked.map(({ change }) => nodes.find(change.target)));
  return (node, effect, becomes) => {
    const facts = nodes.kind(node) === FIELD ? nodes.fieldFacts(node) : null;
    if (facts === null) return NOTHING_KNOWN;
    // Most columns are no target: their names are not looked at, and of what they need only what a rule asks.
    const ref = targets.has(node) ? nodes.ref(node) : '';
    // Which codes it takes is decided by its list, for it may be bound to another change of codes than the one that comes.
    const isFollower = ref !== '' && effect !== 'NO_NULLS' && effect !== 'CODES';
    if (isFollower && follows.has(followed(effect, ref, becomes))) return NOTHING_KNOWN;
    return {
      get notNull() {
        return !(nullable.get(ref) ?? facts.nullable !== false);
      },
      get standard() {
        const dataset = nodes.dataset(node);
        return conforms(dataset) && dictionary.isRequired(nodes.ref(dataset), nodes.ref(node), facts);
      },
      get codeList() {
        const own = lists.has(ref) ? (lists.get(ref) ?? null) : dictionary.codeListOf(facts);
        return own !== null && own !== becomes;
      },
      get key() {
        return effect === 'KEY' && isWholeKey(node);
      },
    };
  };
}

const NOTHING_KNOWN: Needs = {};

/** Names what a column follows. Missing values are missing values, whoever they come from; meanings differ. */
const followed = (effect: Effect, column: string, becomes: string | null): string =>
  `${effect} ${column} ${effect === 'MEANING' ? becomes : ''}`;

/** The columns of the key of a dataset. Cost: its columns. */
export function keyOf({ nodes }: Projection, dataset: number | undefined): number[] {
  if (dataset === undefined) return [];
  return nodes.fieldsOf(dataset).filter((field) => {
    const facts = nodes.fieldFacts(field);
    return facts?.isKey === true && facts.dropped === null;
  });
}

/** The code list that a column, an element or a list itself stands for; null for none. */
export function listOf({ nodes, dictionary }: Projection, target: string): string | null {
  const entry = entryOf(target);
  if (entry?.kind === 'CODELIST') return entry.code;
  if (entry !== null) return entry.kind === 'ELEMENT' ? dictionary.elementList(entry.code) : null;
  const node = nodes.find(target);
  const facts = node === undefined ? null : nodes.fieldFacts(node);
  return facts === null ? null : dictionary.codeListOf(facts);
}
