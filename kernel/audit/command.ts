import { AsyncLocalStorage } from 'node:async_hooks';
import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
} from 'graphql';
import { isErrorCode } from '../errors/codes.ts';
import { NguonError } from '../errors/errors.ts';
import type { RequestScope } from '../subgraph/request-scope.ts';

/** A mutation that is being done. */
export interface Command {
  /** Its name. */
  readonly action: string;
  /** Values of its inputs that are identifiers. */
  readonly targets: readonly string[];
}

const DOING = new AsyncLocalStorage<Command>();

/** The mutation that is being done; undefined outside of one. */
export const currentCommand = (): Command | undefined => DOING.getStore();

/** Scalars that name something; every other value of an input may be text and is not recorded. */
const IDENTIFIERS = new Set(['ID', 'NodeRef']);

/** How deep inputs are looked into, and how many identifiers one command names at most. */
const DEEPEST = 4;
const MOST_NAMED = 1_000;

/** Identifiers among the values of an input, by its type. */
function identifiers(type: GraphQLInputType, value: unknown, found: Set<string>, depth = 0): void {
  if (value === null || value === undefined || depth > DEEPEST || found.size >= MOST_NAMED) return;
  if (Array.isArray(value)) {
    for (const element of value) identifiers(type, element, found, depth);
    return;
  }
  const named = getNamedType(type);
  if (IDENTIFIERS.has(named.name)) found.add(String(value));
  else if (isInputObjectType(named))
    for (const field of Object.values(named.getFields()))
      identifiers(field.type, (value as Record<string, unknown>)[field.name], found, depth + 1);
}

function commandOf(field: GraphQLField<unknown, unknown>, args: Readonly<Record<string, unknown>>): Command {
  const found = new Set<string>();
  for (const { name, type } of field.args) identifiers(type, args[name], found);
  return { action: field.name, targets: [...found] };
}

/** Whether a caller was refused what they asked for, as opposed to having asked for something wrong. */
const isRefusal = (error: unknown): boolean => {
  const cause = error instanceof GraphQLError && error.originalError !== undefined ? error.originalError : error;
  const code = cause instanceof NguonError ? cause.code : undefined;
  return isErrorCode(code) && code === 'FORBIDDEN';
};

/**
 * Makes every mutation of a schema known to what it does (`currentCommand`), and one that is refused known to the trail.
 * Refusals are noted aside, not in the transaction, which there is none of: a caller who is refused a thousand times
 * a second takes nothing from others.
 */
export function commandMutations(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args: Record<string, unknown>, context: RequestScope, info) =>
      DOING.run(commandOf(field, args), async () => {
        try {
          return await resolve(source, args, context, info);
        } catch (error) {
          if (isRefusal(error)) context.audit.refused(context, commandOf(field, args));
          throw error;
        }
      });
  }
}
