import { codeOf } from '../code-of.ts';
import type { Instant } from '../instant.ts';
import type { FactReader } from './fact-reader.ts';
import { nameCode } from './name-code.ts';
import type { AliasFacts, FamilyFacts, NameRecord, Symlink } from './name-facts.ts';

/** Most names that can be one dataset. A family that grows beyond joins nothing any more, whatever came first. */
export const MOST_FAMILY = 32;

/** What saying something about symlinks puts, and the names that it can place anew. */
export interface Stated {
  readonly records: readonly NameRecord[];
  readonly names: readonly string[];
}

/** The family of a name; null when it is of none, or of one that is too large. */
export function familyOf(reader: FactReader, name: string): FamilyFacts | null {
  const root = reader.fact('alias', nameCode(name))?.family ?? null;
  return root === null ? null : (reader.fact('family', codeOf(root)) ?? null);
}

const isCrowded = (reader: FactReader, name: string): boolean => reader.fact('alias', nameCode(name))?.family === null;

/** An owner says that it is the same as others. A join: order and repetition do not matter. */
export function joinNames(reader: FactReader, owner: string, others: readonly string[], time: Instant): Stated {
  const given = [owner, ...others];
  const families = new Map<string, FamilyFacts>();
  for (const name of given) {
    const family = familyOf(reader, name);
    if (family !== null) families.set(family.root, family);
  }
  const members = [...new Set([...given, ...[...families.values()].flatMap((family) => family.members)])].sort();
  if (members.length > MOST_FAMILY || given.some((name) => isCrowded(reader, name))) return crowd(families, members);
  const last = new Map<string, Symlink>();
  const said = [...families.values()].flatMap(({ symlinks }) => symlinks);
  for (const link of [...said, ...others.map((other): Symlink => [owner, other, time])]) {
    const known = last.get(`${link[0]}\n${link[1]}`);
    if (known === undefined || known[2] < link[2]) last.set(`${link[0]}\n${link[1]}`, link);
  }
  const root = members[0] as string;
  const symlinks = [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, link]) => link);
  const erased = [...families.values()].flatMap((family) => family.erased).sort(([a], [b]) => (a < b ? -1 : 1));
  const records: NameRecord[] = [familyRecord({ root, members, symlinks, erased })];
  for (const other of families.keys()) if (other !== root) records.push(familyRecord(none(other)));
  for (const name of members) records.push(aliasRecord({ name, family: root }));
  return { records, names: members };
}

/** An owner says that it has no symlinks: what it said before or then is over. */
export function partNames(reader: FactReader, owner: string, time: Instant): Stated {
  const family = familyOf(reader, owner);
  if (isCrowded(reader, owner)) return { records: [], names: [] };
  const { root, members, symlinks, erased } = family ?? { ...none(owner), members: [owner] };
  const until = Math.max(time, erased.find(([name]) => name === owner)?.[1] ?? time);
  const others = erased.filter(([name]) => name !== owner);
  const now = [...others, [owner, until] as const].sort(([a], [b]) => (a < b ? -1 : 1));
  const records = [
    familyRecord({ root, members, symlinks, erased: now }),
    ...(family === null ? [aliasRecord({ name: owner, family: root })] : []),
  ];
  return { records, names: members };
}

/** Whether saying it (again) joins what was not joined; for whoever need not read on when it does not. */
export function joinsAnew(reader: FactReader, owner: string, others: readonly string[], time: Instant): boolean {
  const given = [owner, ...others];
  if (given.some((name) => isCrowded(reader, name))) return !given.every((name) => isCrowded(reader, name));
  const family = familyOf(reader, owner);
  if (family === null) return true;
  const erased = family.erased.find(([name]) => name === owner)?.[1] ?? Number.NEGATIVE_INFINITY;
  return others.some((other) => {
    const known = family.symlinks.find(([from, to]) => from === owner && to === other);
    return known === undefined || (known[2] <= erased && time > erased);
  });
}

/** The symlinks of a family that count. */
export const liveSymlinks = ({ symlinks, erased }: FamilyFacts): Symlink[] => {
  const until = new Map(erased);
  return symlinks.filter(([owner, , last]) => last > (until.get(owner) ?? Number.NEGATIVE_INFINITY));
};

/** The members that live symlinks join, in sets; sorted, and so are they. Union-find with path halving. */
export function identities(family: FamilyFacts): string[][] {
  const parent = new Map(family.members.map((name) => [name, name]));
  const find = (name: string): string => {
    let at = name;
    for (;;) {
      const up = parent.get(at) as string;
      if (up === at) return at;
      parent.set(at, parent.get(up) as string);
      at = up;
    }
  };
  for (const [owner, other] of liveSymlinks(family)) {
    const [a, b] = [find(owner), find(other)].sort();
    if (a !== b) parent.set(b as string, a as string);
  }
  return [...Map.groupBy(family.members, find).values()];
}

/** Whether symlinks among some names go round: each says that it is the next one, over one event or several. */
export function goRound(symlinks: readonly Symlink[], among: ReadonlySet<string>): boolean {
  // Takes away what nobody points at (Kahn 1962); what is left goes round, or is pointed at by what does.
  const links = symlinks.filter(([owner]) => among.has(owner));
  const pointed = new Map<string, number>();
  for (const [, other] of links) pointed.set(other, (pointed.get(other) ?? 0) + 1);
  const free = [...among].filter((name) => !pointed.has(name));
  let gone = 0;
  for (let name = free.pop(); name !== undefined; name = free.pop()) {
    gone++;
    for (const [owner, other] of links) {
      if (owner !== name) continue;
      const left = (pointed.get(other) ?? 0) - 1;
      pointed.set(other, left);
      if (left === 0) free.push(other);
    }
  }
  return gone < among.size;
}

/** Too many: from now on each stands for itself, and so does whatever is said to be one of them. */
function crowd(families: ReadonlyMap<string, FamilyFacts>, members: readonly string[]): Stated {
  return {
    records: [
      ...[...families.keys()].map((root) => familyRecord(none(root))),
      ...members.map((name) => aliasRecord({ name, family: null })),
    ],
    names: members,
  };
}

const none = (root: string): FamilyFacts => ({ root, members: [], symlinks: [], erased: [] });
const familyRecord = (facts: FamilyFacts): NameRecord => ({ record: 'family', code: codeOf(facts.root), facts });
const aliasRecord = (facts: AliasFacts): NameRecord => ({ record: 'alias', code: nameCode(facts.name), facts });
