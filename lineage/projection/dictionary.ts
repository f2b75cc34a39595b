import { codeOf } from '../domain/code-of.ts';
import {
  type ConformanceFacts,
  type DictionaryKind,
  type DictionaryRecord,
  type ElementFacts,
  isDictionaryKind,
  type StandardFacts,
} from '../domain/dictionary/dictionary-facts.ts';
import type { FieldFacts } from '../domain/facts.ts';
import { kindOfRef, nameOfField, parseNodeRef } from '../domain/node-ref.ts';

const NONE: ReadonlySet<never> = new Set();

/**
 * Elements, code lists and standards, and which datasets conform: some thousands of facts, kept as they are. What a column
 * is bound to stands in its own facts.
 */
export class Dictionary {
  readonly #elements = new Map<string, ElementFacts>();
  readonly #codeLists = new Map<string, Readonly<Record<never, never>>>();
  readonly #standards = new Map<string, StandardFacts>();
  readonly #conformances = new Map<string, ConformanceFacts>();
  /** Standards in force and out of it, by dataset, and the other way round. */
  readonly #standardsOf = new Map<string, Set<string>>();
  readonly #datasetsOf = new Map<string, Set<string>>();
  #version = 0;

  /** Grows with every fact. */
  get version(): number {
    return this.#version;
  }

  /** Adds or replaces a fact. */
  put({ record, code, facts }: DictionaryRecord): void {
    this.#version++;
    switch (record) {
      case 'element':
        this.#elements.set(code, facts);
        break;
      case 'codelist':
        this.#codeLists.set(code, facts);
        break;
      case 'standard':
        this.#standards.set(code, facts);
        break;
      default: {
        const { dataset, standard, conforms } = facts;
        this.#conformances.set(code, facts);
        keep(this.#standardsOf, dataset, standard, conforms);
        keep(this.#datasetsOf, standard, dataset, conforms);
      }
    }
  }

  /** Whether there is what a reference names; false for what is no reference into the dictionary. */
  has(ref: string): boolean {
    const entry = entryOf(ref);
    return entry !== null && this.#codes(entry.kind).has(entry.code);
  }

  /** Codes of all elements, code lists or standards. */
  codes(kind: DictionaryKind): Iterable<string> {
    return this.#codes(kind).keys();
  }

  /** The code list that the values of a column come from: its own, else that of its element; null for none. */
  codeListOf({ element, codeList }: Pick<FieldFacts, 'element' | 'codeList'>): string | null {
    return codeList ?? this.elementList(element ?? '');
  }

  /** The code list of an element; null when it has none, or there is no such element. */
  elementList(element: string): string | null {
    return this.#elements.get(element)?.codeList ?? null;
  }

  /** The type of an element as the catalog writes it; null when there is no such element. */
  elementType(element: string): string | null {
    return this.#elements.get(element)?.type ?? null;
  }

  /** Whether a dataset conforms to a standard, in force or not. */
  conforms(dataset: string): boolean {
    return (this.#standardsOf.get(dataset)?.size ?? 0) > 0;
  }

  /** Whether a standard in force that a dataset conforms to requires a column, by its name or by its element. */
  isRequired(dataset: string, field: string, { element }: Pick<FieldFacts, 'element'>): boolean {
    for (const standard of this.#standardsOf.get(dataset) ?? NONE) {
      if (this.#standards.get(standard)?.inForce === true && this.requires(standard, field, element)) return true;
    }
    return false;
  }

  /** Whether a standard requires a column of a dataset that conforms to it. */
  requires(standard: string, field: string, element: string | null | undefined): boolean {
    const { requires = [] } = this.#standards.get(standard) ?? {};
    return requires.some((name) => name === element || name === nameOfField(field));
  }

  /** References of the datasets that conform to a standard. */
  conforming(standard: string): ReadonlySet<string> {
    return this.#datasetsOf.get(standard) ?? NONE;
  }

  /** Every fact as a record. */
  *records(): IterableIterator<DictionaryRecord> {
    for (const [code, facts] of this.#elements) yield { record: 'element', code, facts };
    for (const [code, facts] of this.#codeLists) yield { record: 'codelist', code, facts };
    for (const [code, facts] of this.#standards) yield { record: 'standard', code, facts };
    for (const facts of this.#conformances.values()) {
      yield { record: 'conformance', code: codeOf(facts.dataset, facts.standard), facts };
    }
  }

  #codes(kind: DictionaryKind): ReadonlyMap<string, unknown> {
    return kind === 'ELEMENT' ? this.#elements : kind === 'CODELIST' ? this.#codeLists : this.#standards;
  }
}

/** What a canonical reference names in the dictionary; null for what is elsewhere. */
export function entryOf(ref: string): { readonly kind: DictionaryKind; readonly code: string } | null {
  const kind = kindOfRef(ref);
  if (!isDictionaryKind(kind)) return null;
  const parsed = parseNodeRef(ref);
  return 'code' in parsed ? { kind, code: parsed.code } : null;
}

function keep(index: Map<string, Set<string>>, key: string, value: string, isThere: boolean): void {
  const values = index.get(key) ?? new Set();
  index.set(key, values);
  if (isThere) values.add(value);
  else values.delete(value);
}
