import {
  defaultFieldResolver,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isNullableType,
  isObjectType,
} from 'graphql';
import { NguonError } from '../errors/errors.ts';
import { LIMITS, type LimitName } from '../limits/limits.ts';

const LIMIT: LimitName = 'listElements';

/** The error of an answer that was over the budget: it says all, every list that was resolved after it only repeats it. */
export const overListBudget = (errors: readonly GraphQLError[]): GraphQLError | undefined =>
  errors.find(({ extensions }) => extensions['limit'] === LIMIT);

type Resolver = GraphQLFieldResolver<unknown, object, Record<string, unknown>, unknown>;

/**
 * Bounds what lists inside lists multiply to: `children { parent { children …` holds every limit on the text of a query
 * and asks for the square of the children at every second step. The elements of every list are counted as they are
 * resolved, over all operations of one context. The list that goes over the limit fails; what is asked for after it is
 * not resolved, but empty or null, because the answer is thrown away (`overListBudget`).
 * @throws NguonError QUERY_TOO_LARGE, from the field that was one too many.
 */
export function boundLists(schema: GraphQLSchema, most: number = LIMITS.listElements): void {
  const spent = new WeakMap<object, number>();
  const count = (context: object, value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    const total = (spent.get(context) ?? 0) + value.length;
    spent.set(context, total);
    if (total <= most) return value;
    throw new NguonError(
      'QUERY_TOO_LARGE',
      `The answer holds more than ${most} list elements, the most that one request may ask for. Ask for smaller pages, or for fewer lists inside lists.`,
      { limit: LIMIT, most },
    );
  };
  const isOver = (context: object): boolean => (spent.get(context) ?? 0) > most;
  const counted =
    (resolve: Resolver): Resolver =>
    (source, args, context, info) => {
      if (isOver(context)) return [];
      const value = resolve(source, args, context, info);
      return value instanceof Promise ? value.then((list) => count(context, list)) : count(context, value);
    };
  const unlessOver =
    (resolve: Resolver): Resolver =>
    (source, args, context, info) =>
      isOver(context) ? null : resolve(source, args, context, info);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { type: fieldType, resolve = defaultFieldResolver } = field;
      if (isListType(getNullableType(fieldType))) field.resolve = counted(resolve);
      else if (isNullableType(fieldType) && isCompositeType(getNamedType(fieldType)))
        field.resolve = unlessOver(resolve);
    }
  }
}
