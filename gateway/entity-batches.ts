import { type DocumentNode, type ExecutionResult, GraphQLError, Kind } from 'graphql';
import { LIMITS } from '../kernel/limits/limits.ts';
import type { SubgraphTransport } from './transport.ts';

/** A root field of the planner that asks about things by their keys. */
interface EntityField {
  /** Name of its answer. */
  readonly key: string;
  /** Variable with the keys. */
  readonly variable: string;
}

/** How many of the keys of each field one call asks about: a slice each. */
type Batch = ReadonlyMap<EntityField, { readonly from: number; readonly to: number }>;

const FIELDS = new WeakMap<DocumentNode, readonly EntityField[]>();

function entityFields(document: DocumentNode): readonly EntityField[] {
  const known = FIELDS.get(document);
  if (known !== undefined) return known;
  const found: EntityField[] = [];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const selection of definition.selectionSet.selections) {
      if (selection.kind !== Kind.FIELD || selection.name.value !== '_entities') continue;
      const given = selection.arguments?.[0]?.value;
      if (given?.kind === Kind.VARIABLE)
        found.push({ key: selection.alias?.value ?? selection.name.value, variable: given.name.value });
    }
  }
  FIELDS.set(document, found);
  return found;
}

/** Deals the keys out to calls, the fields one after another. */
function batches(fields: readonly EntityField[], keysOf: (field: EntityField) => readonly unknown[]): Batch[] {
  const all: Map<EntityField, { from: number; to: number }>[] = [];
  let room = 0;
  for (const field of fields) {
    for (let from = 0; from < keysOf(field).length; ) {
      if (room === 0) {
        all.push(new Map());
        room = LIMITS.entities;
      }
      const to = Math.min(from + room, keysOf(field).length);
      all.at(-1)?.set(field, { from, to });
      room -= to - from;
      from = to;
    }
  }
  return all;
}

/** An error at the place that it has among all keys. */
function moved(error: GraphQLError, fields: readonly EntityField[], batch: Batch): GraphQLError {
  const [key, index, ...rest] = error.path ?? [];
  const field = fields.find((candidate) => candidate.key === key);
  const slice = field === undefined ? undefined : batch.get(field);
  if (slice === undefined || typeof index !== 'number' || slice.from === 0) return error;
  const { message, extensions, originalError } = error;
  return new GraphQLError(message, {
    path: [String(key), index + slice.from, ...rest],
    extensions,
    originalError: originalError ?? null,
  });
}

/**
 * A transport that asks a subgraph about no more keys at once than it accepts: more are asked about in several calls, one
 * after another, and put together in their order.
 */
export const inBatches =
  (transport: SubgraphTransport): SubgraphTransport =>
  async (subgraph, operation, caller) => {
    const { document, variables = {} } = operation;
    const keysOf = ({ variable }: EntityField): readonly unknown[] => {
      const given = variables[variable];
      return Array.isArray(given) ? given : [];
    };
    const fields = entityFields(document);
    if (fields.reduce((sum, field) => sum + keysOf(field).length, 0) <= LIMITS.entities)
      return transport(subgraph, operation, caller);
    const data: Record<string, unknown[]> = Object.fromEntries(fields.map(({ key }) => [key, []]));
    const errors: GraphQLError[] = [];
    for (const batch of batches(fields, keysOf)) {
      const sliced = fields.map((field): [string, readonly unknown[]] => {
        const slice = batch.get(field);
        return [field.variable, slice === undefined ? [] : keysOf(field).slice(slice.from, slice.to)];
      });
      const asked = { ...operation, variables: { ...variables, ...Object.fromEntries(sliced) } };
      const result: ExecutionResult = await transport(subgraph, asked, caller);
      for (const error of result.errors ?? []) errors.push(moved(error, fields, batch));
      for (const [{ key }, { from, to }] of batch) {
        const answered = result.data?.[key];
        data[key]?.push(...(Array.isArray(answered) ? answered : Array(to - from).fill(null)));
      }
    }
    return { data, ...(errors.length === 0 ? {} : { errors }) };
  };
