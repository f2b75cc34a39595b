import { codeOf } from '../code-of.ts';

/** The namespace of a name, as the name spells it. */
export const namespaceOf = (name: string): string => name.slice(0, name.indexOf('|'));

/** What the codes of all names of a namespace begin with. */
export const namespaceCode = (namespace: string): string => codeOf(namespace).slice(0, 16);

/** Codes that were asked for last: folding an edge asks for those of its ends again and again. */
const known = new Map<string, string>();
const MOST_KNOWN = 10_000;

/**
 * Code of what is known of a name. Names of one namespace begin alike, so that a store finds them together: rules are
 * about namespaces.
 */
export function nameCode(name: string): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  const code = namespaceCode(namespaceOf(name)) + codeOf(name).slice(0, 48);
  if (known.size === MOST_KNOWN) known.clear();
  known.set(name, code);
  return code;
}

/** The name inside its namespace, as its producer wrote it. */
export const plainName = (name: string): string => decodeURIComponent(name.slice(name.indexOf('|') + 1));
