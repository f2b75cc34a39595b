import { canonicalJson } from '../canonical-json.ts';
import { codeOf } from '../code-of.ts';
import { asObject, type JsonObject, member, textMember } from '../openlineage/json.ts';
import { isPart, type OpenLineageEvent } from '../openlineage/read-event.ts';

/**
 * A column as a schema tells it. A column of a struct has the names of those that it stands in before its own, with dots.
 * `nullable` is null and texts are empty where the producer does not say; of its description there is a short code, to see
 * that it is another one.
 */
export type ToldColumn = readonly [name: string, type: string, nullable: boolean | null, description: string];

/** A schema that an event tells of a name. */
export interface ToldSchema {
  /** Equal for equal columns in equal order. */
  readonly code: string;
  /** Length of the columns as canonical JSON. */
  readonly size: number;
  readonly columns: readonly ToldColumn[];
}

/** Most columns of a schema of a history, those of structs counted; what comes behind them is left out. */
export const MOST_TOLD_COLUMNS = 10_000;
/** Deepest struct whose columns are told apart; what lies deeper is left out. */
export const DEEPEST_STRUCT = 8;
const LONGEST_TYPE = 1_024;
const CODE_LENGTH = 24;

/**
 * What the facet schema tells, for the history: columns in the order of their `ordinal_position` where all have one, else
 * as listed. Of a name that repeats the first is taken. Null when it lists no column.
 */
export function readToldSchema(facet: JsonObject): ToldSchema | null {
  const columns = new Map<string, ToldColumn>();
  read(facet, '', 1, columns);
  if (columns.size === 0) return null;
  const told = [...columns.values()];
  const text = canonicalJson(told);
  return { code: codeOf(text).slice(0, CODE_LENGTH), size: text.length, columns: told };
}

/** The schemas that an event tells of its datasets, as it names them; one that it erases is not told. */
export function toldSchemas(event: OpenLineageEvent): { readonly name: string; readonly schema: ToldSchema }[] {
  const datasets = event.about === 'dataset' ? [event.dataset] : [...event.inputs, ...event.outputs];
  return datasets.flatMap(({ ref, facets }) => {
    const facet = asObject(member(facets, 'schema'));
    const schema = facet === undefined || member(facet, '_deleted') === true ? null : readToldSchema(facet);
    return schema === null ? [] : [{ name: ref, schema }];
  });
}

function read(holder: JsonObject, prefix: string, depth: number, into: Map<string, ToldColumn>): void {
  const fields = member(holder, 'fields');
  if (!Array.isArray(fields) || depth > DEEPEST_STRUCT) return;
  for (const field of inOrder(fields.map(asObject).filter((one) => one !== undefined))) {
    const own = textMember(field, 'name');
    if (own === undefined || !isPart(own) || into.size >= MOST_TOLD_COLUMNS) continue;
    const name = prefix + own;
    if (!isPart(name) || into.has(name)) continue;
    const nullable = member(field, 'nullable');
    const description = textMember(field, 'description') ?? '';
    into.set(name, [
      name,
      (textMember(field, 'type') ?? '').slice(0, LONGEST_TYPE).toWellFormed(),
      typeof nullable === 'boolean' ? nullable : null,
      description === '' ? '' : codeOf(description).slice(0, CODE_LENGTH / 2),
    ]);
    read(field, `${name}.`, depth + 1, into);
  }
}

function inOrder(fields: readonly JsonObject[]): readonly JsonObject[] {
  const place = (field: JsonObject): number => {
    const position = member(field, 'ordinal_position');
    return typeof position === 'number' ? position : Number.NaN;
  };
  return fields.some((field) => Number.isNaN(place(field))) ? fields : fields.toSorted((a, b) => place(a) - place(b));
}
