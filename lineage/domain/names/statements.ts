import type { Change } from '../change.ts';
import { codeOf } from '../code-of.ts';
import type { FactReader } from './fact-reader.ts';
import { namespaceCode, namespaceOf } from './name-code.ts';
import type { NameRule } from './name-facts.ts';
import { ruled, withRule } from './name-rules.ts';
import { familyOf, joinNames, joinsAnew, partNames, type Stated } from './symlinks.ts';

/** A change that says something about names, and so can place them anew. */
export type NameStatement = Extract<
  Change,
  { change: 'name.linked' | 'symlinks.observed' | 'symlinks.erased' | 'name-rule.set' }
>;

const KINDS: ReadonlySet<Change['change']> = new Set<NameStatement['change']>([
  'name.linked',
  'symlinks.observed',
  'symlinks.erased',
  'name-rule.set',
]);

/** Whether a change is one. */
export const isNameStatement = (change: Change): change is NameStatement => KINDS.has(change.change);

/** A graph, or a part of one, that also gives the names that begin with a code. */
export interface NameReader extends FactReader {
  /** Names that are known in some way, of those whose code begins so. */
  namesUnder(prefix: string): Iterable<string>;
}

/** What a statement puts, and the names that it can place anew. Nothing is put yet. */
export function stated(reader: NameReader, change: NameStatement): Stated {
  switch (change.change) {
    case 'name.linked': {
      const { name, dataset, ignored } = change;
      const facts = { name, dataset, ...(ignored ? { ignored: true as const } : {}) };
      return { records: [{ record: 'link', code: codeOf(name), facts }], names: [name] };
    }
    case 'symlinks.observed':
      return joinNames(reader, change.name, change.others, change.time);
    case 'symlinks.erased':
      return partNames(reader, change.name, change.time);
    default:
      return setRule(reader, change);
  }
}

/**
 * Whether a statement can place anything anew, as far as a reader knows: of symlinks that are only told again nothing
 * depends, and they are told with every event.
 */
export const isNews = (reader: FactReader, change: NameStatement): boolean =>
  change.change !== 'symlinks.observed' || joinsAnew(reader, change.name, change.others, change.time);

/** Only names of which the rules say something else than before can move. */
function setRule(reader: NameReader, { namespace, rule }: Extract<NameStatement, { change: 'name-rule.set' }>): Stated {
  const code = codeOf(namespace);
  const before = reader.fact('rule', code)?.rules ?? [];
  const rules = withRule(before, rule);
  const says = (among: readonly NameRule[], name: string): string | undefined => ruled(among, name)?.dataset;
  const names = [...reader.namesUnder(namespaceCode(namespace))].filter(
    (name) => namespaceOf(name) === namespace && says(before, name) !== says(rules, name),
  );
  return { records: [{ record: 'rule', code, facts: { namespace, rules } }], names };
}

/** All names of the families of some names, and they themselves. */
export const withFamilies = (reader: FactReader, names: Iterable<string>): Set<string> => {
  const all = new Set<string>();
  for (const name of names) {
    all.add(name);
    for (const member of familyOf(reader, name)?.members ?? []) all.add(member);
  }
  return all;
};
