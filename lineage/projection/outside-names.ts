import { codeOf } from '../domain/code-of.ts';
import { datasetOf, isCatalog, moved } from '../domain/linked-names.ts';
import { nameCode, namespaceOf } from '../domain/names/name-code.ts';
import type {
  AliasFacts,
  FamilyFacts,
  LinkFacts,
  NameFacts,
  NameRecord,
  NameRule,
  PlaceFacts,
  RuleFacts,
} from '../domain/names/name-facts.ts';
import { ruled } from '../domain/names/name-rules.ts';

/** Names that events from outside gave datasets, and where each stands. Kept as they are. */
export class OutsideNames {
  readonly #names = new Map<string, NameFacts>();
  readonly #links = new Map<string, LinkFacts>();
  readonly #places = new Map<string, PlaceFacts>();
  readonly #families = new Map<string, FamilyFacts>();
  readonly #aliases = new Map<string, AliasFacts>();
  readonly #rules = new Map<string, RuleFacts>();
  /** By place: the other names that stand there. */
  readonly #standing = new Map<string, Set<string>>();
  #version = 0;

  /** Grows with every fact. */
  get version(): number {
    return this.#version;
  }

  /** Adds or replaces a fact. */
  put({ record, facts }: NameRecord): void {
    this.#version++;
    switch (record) {
      case 'name':
        this.#names.set(facts.name, facts);
        break;
      case 'link':
        this.#links.set(facts.name, facts);
        break;
      case 'place':
        this.#putPlace(facts);
        break;
      case 'family':
        this.#families.set(facts.root, facts);
        break;
      case 'alias':
        this.#aliases.set(facts.name, facts);
        break;
      default:
        this.#rules.set(facts.namespace, facts);
    }
  }

  #putPlace(facts: PlaceFacts): void {
    const { name, place } = facts;
    const before = this.#places.get(name)?.place;
    if (before !== undefined) this.#standing.get(before)?.delete(name);
    this.#places.set(name, facts);
    if (place === name) return;
    const standing = this.#standing.get(place);
    if (standing === undefined) this.#standing.set(place, new Set([name]));
    else standing.add(name);
  }

  /** When a name was seen; undefined for one that never was. */
  seen(name: string): NameFacts | undefined {
    return this.#names.get(name);
  }

  /** Where a name stands: a dataset of the catalog, another name, or itself. */
  placeOf(name: string): string {
    const rules = this.#rules.get(namespaceOf(name))?.rules ?? [];
    return this.#places.get(name)?.place ?? ruled(rules, name)?.dataset ?? name;
  }

  /** The dataset of the catalog that a name is; null while it is none. */
  datasetOf(name: string): string | null {
    const place = this.placeOf(name);
    return isCatalog(place) ? place : null;
  }

  /** The other names that stand at a place, sorted. */
  standingAt(place: string): string[] {
    return [...(this.#standing.get(place) ?? [])].sort();
  }

  /** The reference under which a name's dataset or column stands in the graph. */
  resolve(ref: string): string {
    return ref.includes('|') && !ref.startsWith('job:') ? moved(ref, this.placeOf(datasetOf(ref))) : ref;
  }

  /** What was decided about a name; undefined while nothing was. */
  decisionOf(name: string): LinkFacts | undefined {
    return this.#links.get(name);
  }

  /** Whether it was decided that a name is nobody's dataset. */
  isIgnored(name: string): boolean {
    return this.#links.get(name)?.ignored === true;
  }

  /** The family of a name; undefined when it is of none. */
  familyOf(name: string): FamilyFacts | undefined {
    const root = this.#aliases.get(name)?.family ?? null;
    return root === null ? undefined : this.#families.get(root);
  }

  /** Whether a name was said to be the same as more names than can be one dataset. */
  isCrowded(name: string): boolean {
    return this.#aliases.get(name)?.family === null;
  }

  /** Families of names, in no particular order. */
  *families(): IterableIterator<FamilyFacts> {
    for (const family of this.#families.values()) if (family.members.length > 1) yield family;
  }

  /** Names seen that stand for themselves or for one another, ignored ones included, in no particular order. */
  *unresolved(): IterableIterator<NameFacts> {
    for (const facts of this.#names.values()) if (this.datasetOf(facts.name) === null) yield facts;
  }

  /** Names seen in a namespace, in no particular order. Cost: all names. */
  *seenIn(namespace: string): IterableIterator<NameFacts> {
    const start = `${namespace}|`;
    for (const facts of this.#names.values()) if (facts.name.startsWith(start)) yield facts;
  }

  /** Decisions, those taken back included. */
  linked(): IterableIterator<LinkFacts> {
    return this.#links.values();
  }

  /** The rules of a namespace in the order in which they are tried. */
  rulesOf(namespace: string): readonly NameRule[] {
    return this.#rules.get(namespace)?.rules ?? [];
  }

  /** The rules of all namespaces. */
  rules(): IterableIterator<RuleFacts> {
    return this.#rules.values();
  }

  /** Records of the names that stand elsewhere than at themselves. */
  *placesElsewhere(): IterableIterator<Extract<NameRecord, { record: 'place' }>> {
    for (const facts of this.#places.values())
      if (facts.place !== facts.name) yield { record: 'place', code: nameCode(facts.name), facts };
  }

  /** Every fact as a record. */
  *records(): IterableIterator<NameRecord> {
    for (const facts of this.#names.values()) yield { record: 'name', code: nameCode(facts.name), facts };
    for (const facts of this.#links.values()) yield { record: 'link', code: codeOf(facts.name), facts };
    for (const facts of this.#places.values()) yield { record: 'place', code: nameCode(facts.name), facts };
    for (const facts of this.#families.values()) yield { record: 'family', code: codeOf(facts.root), facts };
    for (const facts of this.#aliases.values()) yield { record: 'alias', code: nameCode(facts.name), facts };
    for (const facts of this.#rules.values()) yield { record: 'rule', code: codeOf(facts.namespace), facts };
  }
}
