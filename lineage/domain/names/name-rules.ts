import { plainName } from './name-code.ts';
import type { NameRule } from './name-facts.ts';

/** Most datasets of one rule, and most rules of one namespace. */
export const MOST_RULE_DATASETS = 1_000;
export const MOST_RULES = 50;

/** How a rule spells names. */
export type Spelling = Pick<NameRule, 'caseSensitive' | 'quoted'>;

// One part in quotes: what stands in between is taken as it is.
const QUOTED = /"([^"]*)"|`([^`]*)`|\[([^\]]*)\]/g;

/** A plain name as a rule compares it: composed (Unicode NFC), without quotes, in small letters, as far as it says so. */
export function spelled(text: string, { caseSensitive, quoted }: Spelling): string {
  const composed = text.normalize('NFC');
  const bare = quoted
    ? composed.replace(QUOTED, (_all, a?: string, b?: string, c?: string) => a ?? b ?? c ?? '')
    : composed;
  return caseSensitive ? bare : bare.toLowerCase();
}

/** Rules in the order in which they are tried. */
export const inOrder = (rules: readonly NameRule[]): NameRule[] =>
  rules.toSorted((a, b) => b.prefix.length - a.prefix.length || (a.code < b.code ? -1 : 1));

/** The dataset that a rule says a name is; undefined when it says nothing of it. */
export function datasetBy(rule: NameRule, name: string): string | undefined {
  const [whole, prefix] = [spelled(plainName(name), rule), spelled(rule.prefix, rule)];
  if (!whole.startsWith(prefix)) return undefined;
  const rest = whole.slice(prefix.length);
  return rule.datasets.find(([known]) => spelled(known, rule) === rest)?.[1];
}

/** What the rules of its namespace say of a name, and which one does. */
export function ruled(
  rules: readonly NameRule[],
  name: string,
): { readonly dataset: string; readonly rule: NameRule } | undefined {
  for (const rule of rules) {
    const dataset = datasetBy(rule, name);
    if (dataset !== undefined) return { dataset, rule };
  }
  return undefined;
}

/** The rules of a namespace once one of them is as given; its version follows the one that it has. */
export function withRule(rules: readonly NameRule[], stated: Omit<NameRule, 'version' | 'former'>): NameRule[] {
  const before = rules.find(({ code }) => code === stated.code);
  const former = before === undefined ? null : withoutFormer(before);
  const after: NameRule = { ...stated, version: (before?.version ?? 0) + 1, former };
  return inOrder([...rules.filter(({ code }) => code !== stated.code), after]);
}

const withoutFormer = ({ former: _former, ...rule }: NameRule): Omit<NameRule, 'former'> => rule;
