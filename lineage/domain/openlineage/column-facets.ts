import { fieldRef } from '../node-ref.ts';
import type { Transformation } from '../transformations.ts';
import { asObject, type JsonObject, member, textMember } from './json.ts';
import type { Notes } from './notes.ts';
import { isPart, namedIn } from './read-event.ts';
import { transformationsOf } from './transformations-of.ts';

/** What flows from column to column, as a facet says. */
export interface ColumnEdge {
  /** Canonical references of columns. */
  readonly from: string;
  readonly to: string;
  readonly transformation: Transformation;
}

/** What a facet says about the columns of one dataset. */
export interface ColumnFacet {
  /** Canonical references of datasets that feed it. */
  readonly sources: ReadonlySet<string>;
  readonly edges: readonly ColumnEdge[];
}

/** Most column edges of one facet; one that makes more is kept in the log, noted and not used. */
export const MOST_EDGES = 100_000;

/**
 * Reads the facet columnLineage (1-0-0 to 1-2-0: `fields.*.inputFields`, and `dataset` for what affects every column) or
 * lineage (1-0-0: `fields.*.inputs` and `inputs`, of a dataset or of an entry of a job). What is wrong is noted and
 * left out; the rest is used.
 * @param dataset canonical reference of the dataset that is fed.
 * @param columns plain names of its columns by its schema; what affects all columns affects these too.
 */
export function readColumnFacet(
  facet: JsonObject,
  dataset: string,
  columns: readonly string[],
  path: string,
  notes: Notes,
): ColumnFacet {
  const reader = new FacetReader(dataset, path, notes);
  const fields = asObject(member(facet, 'fields'));
  if (fields === undefined && member(facet, 'fields') !== undefined)
    notes.add(`${path}.fields`, 'is no object; not used');
  const targets = new Set(columns.filter(isPart));
  for (const [name, value] of Object.entries(fields ?? {})) {
    const field = asObject(value);
    if (!isPart(name) || field === undefined) {
      notes.add(`${path}.fields`, `has a member ${JSON.stringify(name.slice(0, 80))} that is no column; not used`);
      continue;
    }
    targets.add(name);
    reader.add(field, [name], false, `${path}.fields[${JSON.stringify(name)}]`);
  }
  reader.add(facet, [...targets], true, path);
  return reader.result();
}

class FacetReader {
  readonly #edges = new Map<string, ColumnEdge>();
  readonly #sources = new Set<string>();
  readonly #dataset: string;
  readonly #path: string;
  readonly #notes: Notes;
  #tooMany = false;
  #last: { readonly namespace: unknown; readonly name: unknown; readonly ref: string | undefined } = {
    namespace: undefined,
    name: undefined,
    ref: undefined,
  };

  constructor(dataset: string, path: string, notes: Notes) {
    this.#dataset = dataset;
    this.#path = path;
    this.#notes = notes;
  }

  /** Adds what the members of a field, or of the facet, say about some columns. */
  add(holder: JsonObject, targets: readonly string[], whole: boolean, path: string): void {
    for (const name of whole ? ['dataset', 'inputs'] : ['inputFields', 'inputs']) {
      const inputs = member(holder, name);
      if (inputs === undefined || inputs === null) continue;
      if (!Array.isArray(inputs)) {
        this.#notes.add(`${path}.${name}`, 'is no list; not used');
        continue;
      }
      for (const [i, item] of inputs.entries()) {
        const input = asObject(item);
        const source = input === undefined ? undefined : this.#named(input);
        if (input === undefined || source === undefined) {
          // A job can be an input of the facet lineage, and has no columns.
          if (input === undefined || member(input, 'type') !== 'JOB')
            this.#notes.add(`${path}.${name}[${i}]`, 'names no dataset; not used');
          continue;
        }
        this.#sources.add(source);
        const field = textMember(input, 'field');
        if (field === undefined) continue;
        if (!isPart(field)) {
          this.#notes.add(`${path}.${name}[${i}].field`, 'is no column; not used');
          continue;
        }
        for (const transformation of transformationsOf(input, whole ? undefined : holder, whole)) {
          for (const target of targets)
            this.#addEdge(fieldRef(source, field), fieldRef(this.#dataset, target), transformation);
        }
      }
    }
  }

  /** As `namedIn`: one column after the other comes from the same dataset. */
  #named(input: JsonObject): string | undefined {
    const [namespace, name] = [member(input, 'namespace'), member(input, 'name')];
    if (namespace !== this.#last.namespace || name !== this.#last.name)
      this.#last = { namespace, name, ref: namedIn(input) };
    return this.#last.ref;
  }

  /** What was read; no edges when there are too many. */
  result(): ColumnFacet {
    if (this.#tooMany) {
      this.#notes.add(this.#path, `makes more than ${MOST_EDGES} column edges; its columns are not used`);
      return { sources: this.#sources, edges: [] };
    }
    return { sources: this.#sources, edges: [...this.#edges.values()] };
  }

  #addEdge(from: string, to: string, transformation: Transformation): void {
    if (this.#tooMany) return;
    this.#edges.set(`${from}\n${to}\n${transformation}`, { from, to, transformation });
    this.#tooMany = this.#edges.size > MOST_EDGES;
  }
}
