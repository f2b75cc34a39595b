import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { NguonError } from '../errors/errors.ts';
import type { CostTable, FieldCost } from './cost-table.ts';
import { LIMITS } from './limits.ts';

/** The cost of an operation before it runs, in points. */
export interface Cost {
  /** What is asked of the data. */
  readonly estimated: number;
  /** What is asked of `__schema` and `__type`. */
  readonly introspection: number;
}

/** What every answer says in `extensions.cost`. */
export interface PublishedCost {
  readonly estimated: number;
  readonly limit: number;
}

type Variables = Readonly<Record<string, unknown>>;

/** Told of every field: its path, and what it adds by itself. */
type Tell = (path: readonly string[], points: number) => void;

const TYPES: Readonly<Record<OperationDefinitionNode['operation'], string>> = {
  query: 'Query',
  mutation: 'Mutation',
  subscription: 'Subscription',
};

const INTROSPECTING: Readonly<Record<string, string>> = { __schema: '__Schema', __type: '__Type' };
const ONE: FieldCost = { type: '', composite: true, weight: 0, each: 1, size: 1, page: null };

const truth = (value: ValueNode | undefined, variables: Variables): unknown =>
  value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.BOOLEAN ? value.value : undefined;

const isLeftOut = (directives: readonly DirectiveNode[] | undefined, variables: Variables): boolean =>
  directives?.some(({ name, arguments: given }) => {
    const condition = truth(given?.[0]?.value, variables);
    return (name.value === 'skip' && condition === true) || (name.value === 'include' && condition === false);
  }) ?? false;

/** How long a page is asked to be; what is out of bounds is refused where the list is made, and costs the most here. */
function pageSize({ arguments: given }: FieldNode, { page }: FieldCost, variables: Variables): number {
  if (page === null) return 0;
  const value = given?.find(({ name }) => name.value === page.argument)?.value;
  const size =
    value?.kind === Kind.INT
      ? Number(value.value)
      : value?.kind === Kind.VARIABLE
        ? (variables[value.name.value] ?? page.fallback)
        : page.fallback;
  return typeof size === 'number' && size >= 0 && size <= LIMITS.page ? size : LIMITS.page;
}

/**
 * Adds up an operation: a field costs its weight, an object 1 or its type's weight, a list as many times what its elements cost as it is
 * taken to be long: `first` of a page, the variable's value if it is one, else `@listSize`. Scalars cost nothing.
 * After IBM's and Apollo's reading of the GraphQL Cost Directives draft, with every field counted as often as written.
 *
 * Cost: the fields, fragments written out; so `enforceLimits` and validation come first.
 */
function addUp(
  table: CostTable,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  record?: Tell,
): Cost {
  let fragments: Map<string, FragmentDefinitionNode> | undefined;
  const fragment = (name: string): FragmentDefinitionNode | undefined => {
    fragments ??= new Map(
      document.definitions.flatMap((d): [string, FragmentDefinitionNode][] =>
        d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d]] : [],
      ),
    );
    return fragments.get(name);
  };
  const path: string[] = [];
  let introspection = 0;

  const ofSet = (set: SelectionSetNode, type: string, times: number, from: FieldCost, page: number): number => {
    let sum = 0;
    for (const selection of set.selections) {
      if (isLeftOut(selection.directives, variables)) continue;
      if (selection.kind === Kind.FIELD) {
        sum += ofField(selection, type, times, from, page);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        sum += ofSet(selection.selectionSet, selection.typeCondition?.name.value ?? type, times, from, page);
      } else {
        const spread = fragment(selection.name.value);
        if (spread) sum += ofSet(spread.selectionSet, spread.typeCondition.name.value, times, from, page);
      }
    }
    return sum;
  };

  const ofField = (field: FieldNode, parent: string, times: number, from: FieldCost, page: number): number => {
    const name = field.name.value;
    const introspected = INTROSPECTING[name];
    const costs = introspected === undefined ? table.get(parent)?.get(name) : undefined;
    if (field.selectionSet === undefined) return costs === undefined ? 0 : costs.weight * times;
    const cost = costs ?? ONE;
    const size = from.page?.sized.includes(name) === true ? page : cost.size;
    path.push(name);
    const own = times * (cost.weight + size * cost.each);
    record?.(path, own);
    const type = introspected ?? cost.type;
    const sum = own + ofSet(field.selectionSet, type, times * size, cost, pageSize(field, cost, variables));
    path.pop();
    if (introspected === undefined) return sum;
    introspection += sum;
    return 0;
  };

  const estimated = ofSet(operation.selectionSet, TYPES[operation.operation], 1, ONE, 0);
  return { estimated, introspection };
}

/** Fields that a refusal names. */
const MOST_NAMED = 3;

/** The fields that add most, dearest first. */
function dearest(
  table: CostTable,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): { readonly field: string; readonly cost: number }[] {
  const costs = new Map<string, number>();
  addUp(table, document, operation, variables, (path, points) => {
    const field = path.join('.');
    costs.set(field, (costs.get(field) ?? 0) + points);
  });
  return Array.from(costs, ([field, cost]) => ({ field, cost }))
    .sort((a, b) => b.cost - a.cost)
    .slice(0, MOST_NAMED);
}

/** A cost as answers tell it. */
export const published = ({ estimated }: Cost): PublishedCost => ({ estimated, limit: LIMITS.cost });

/** What an operation costs. Precondition: the document is valid and holds the other limits. */
export const costOfOperation = (
  table: CostTable,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables = {},
): Cost => addUp(table, document, operation, variables);

/** The error for an operation that costs too much, with what it costs and its dearest fields; or undefined. */
export function overCost(
  { estimated, introspection }: Cost,
  table: CostTable,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables = {},
): NguonError | undefined {
  const isData = estimated > LIMITS.cost;
  if (!isData && introspection <= LIMITS.introspectionCost) return undefined;
  const [limit, given] = isData ? (['cost', estimated] as const) : (['introspectionCost', introspection] as const);
  const fields = dearest(table, document, operation, variables);
  return new NguonError(
    'QUERY_TOO_LARGE',
    `The operation costs ${given} points, at most ${LIMITS[limit]} are allowed. Dearest: ${fields
      .map(({ field, cost }) => `${field} (${cost})`)
      .join(', ')}. Ask for smaller pages (first), fewer lists inside lists, or in several requests.`,
    { limit, given, most: LIMITS[limit], fields },
  );
}
