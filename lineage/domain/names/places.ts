import { codeOf } from '../code-of.ts';
import type { FactReader } from './fact-reader.ts';
import { nameCode, namespaceOf } from './name-code.ts';
import type { NameRule } from './name-facts.ts';
import { ruled } from './name-rules.ts';
import { familyOf, identities, liveSymlinks } from './symlinks.ts';

/*
 * Where a name's edges stand. A decision about the name itself comes first, then the rules of its namespace; a name that
 * neither speaks of follows the names that it is the same as, when they are one dataset. What is left of them is one
 * name, so that a dataset of two names is one in the graph before anybody has said which dataset it is.
 */

/** The rules of a name's namespace. */
export const rulesFor = (reader: FactReader, name: string): readonly NameRule[] =>
  reader.fact('rule', codeOf(namespaceOf(name)))?.rules ?? [];

/** Where a name stands: as put, else as a rule says, else for itself. */
export const placeOf = (reader: FactReader, name: string): string =>
  reader.fact('place', nameCode(name))?.place ?? ruled(rulesFor(reader, name), name)?.dataset ?? name;

/** What is said of a name itself: a dataset, itself for one that is ignored, undefined for nothing. */
function own(reader: FactReader, name: string): string | undefined {
  const decision = reader.fact('link', codeOf(name));
  if (decision?.ignored === true) return name;
  return decision?.dataset ?? ruled(rulesFor(reader, name), name)?.dataset;
}

/** The places of some names and of all that are the same as they. Whatever the order in which things were said. */
export function planPlaces(reader: FactReader, names: Iterable<string>): Map<string, string> {
  const plan = new Map<string, string>();
  for (const name of names) {
    if (plan.has(name)) continue;
    const family = familyOf(reader, name);
    if (family === null) {
      plan.set(name, own(reader, name) ?? name);
      continue;
    }
    const owners = new Set(liveSymlinks(family).map(([owner]) => owner));
    for (const same of identities(family)) planIdentity(reader, same, owners, plan);
  }
  return plan;
}

/** @param same sorted. */
function planIdentity(
  reader: FactReader,
  same: readonly string[],
  owners: ReadonlySet<string>,
  plan: Map<string, string>,
): void {
  const said = new Map(same.map((name) => [name, own(reader, name)]));
  const datasets = (decided: boolean): Set<string> =>
    new Set(
      same.flatMap((name) => {
        const dataset = said.get(name);
        if (dataset === undefined || dataset === name) return [];
        return decided && reader.fact('link', codeOf(name))?.dataset !== dataset ? [] : [dataset];
      }),
    );
  const [linked, all] = [datasets(true), datasets(false)];
  const one = linked.size > 0 ? linked : all;
  const follows = one.size === 1 ? [...one][0] : undefined;
  const rest = same.filter((name) => said.get(name) === undefined);
  // A name that some event gave its dataset, where there is one; a symlink may tell of one that nobody uses.
  const first = rest.find((name) => owners.has(name)) ?? rest[0];
  for (const name of same) plan.set(name, said.get(name) ?? follows ?? first ?? name);
}
