import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  isSpecifiedScalarType,
  Kind,
  type ObjectTypeDefinitionNode,
  specifiedScalarTypes,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';

/** What one field adds to the cost of an operation; from `@cost` and `@listSize` (GraphQL Cost Directives draft). */
export interface FieldCost {
  /** Named type of the field. */
  readonly type: string;
  /** Whether it holds objects; scalars and enums cost nothing. */
  readonly composite: boolean;
  /** Points of the field itself, once each time that it is asked for. */
  readonly weight: number;
  /** Points of each object that it holds: 1, unless its type says otherwise. */
  readonly each: number;
  /** Elements that a list is taken to have; 1 for a field that is no list. */
  readonly size: number;
  /** Of a page: the argument that says its size, the size without it, and the fields of its type that are so long. */
  readonly page: { readonly argument: string; readonly fallback: number; readonly sized: readonly string[] } | null;
}

/** Costs by type and field. */
export type CostTable = ReadonlyMap<string, ReadonlyMap<string, FieldCost>>;

/** Elements of a list that nobody says the length of: about what the lists of a city's catalog have. */
export const ASSUMED_SIZE = 2;

const argumentsOf = ({ arguments: given = [] }: ConstDirectiveNode): Readonly<Record<string, unknown>> =>
  Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));

const directive = (
  { directives = [] }: { readonly directives?: readonly ConstDirectiveNode[] },
  name: string,
): Readonly<Record<string, unknown>> | undefined => {
  const found = directives.find((candidate) => candidate.name.value === name);
  return found === undefined ? undefined : argumentsOf(found);
};

const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));

const isList = (type: TypeNode): boolean =>
  type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));

const LEAVES: readonly string[] = [Kind.SCALAR_TYPE_DEFINITION, Kind.ENUM_TYPE_DEFINITION];

function costOf(
  field: FieldDefinitionNode,
  leaves: ReadonlySet<string>,
  weights: ReadonlyMap<string, number>,
): FieldCost {
  const type = namedType(field.type);
  const size = directive(field, 'listSize');
  const assumed = Number(size?.['assumedSize'] ?? ASSUMED_SIZE);
  const argument = (size?.['slicingArguments'] as string[] | undefined)?.[0];
  const fallback = field.arguments?.find(({ name }) => name.value === argument)?.defaultValue;
  return {
    type,
    composite: !leaves.has(type),
    each: weights.get(type) ?? 1,
    weight: Number(directive(field, 'cost')?.['weight'] ?? 0),
    size: isList(field.type) ? assumed : 1,
    page:
      argument === undefined
        ? null
        : {
            argument,
            fallback: fallback?.kind === Kind.INT ? Number(fallback.value) : assumed,
            sized: (size?.['sizedFields'] as string[] | undefined) ?? [],
          },
  };
}

/**
 * What `__schema` and `__type` are taken to hold: the lengths are those of a schema of some hundred types. The
 * playground's own question is the measure of what must pass.
 */
const INTROSPECTION: Readonly<Record<string, Readonly<Record<string, readonly [type: string, size: number]>>>> = {
  __Schema: {
    types: ['__Type', 300],
    queryType: ['__Type', 1],
    mutationType: ['__Type', 1],
    subscriptionType: ['__Type', 1],
    directives: ['__Directive', 10],
  },
  __Type: {
    fields: ['__Field', 10],
    interfaces: ['__Type', 2],
    possibleTypes: ['__Type', 2],
    enumValues: ['__EnumValue', 4],
    inputFields: ['__InputValue', 5],
    ofType: ['__Type', 1],
  },
  __Field: { args: ['__InputValue', 2], type: ['__Type', 1] },
  __InputValue: { type: ['__Type', 1] },
  __Directive: { args: ['__InputValue', 2] },
  __EnumValue: {},
};

const introspection = (): [string, Map<string, FieldCost>][] =>
  Object.entries(INTROSPECTION).map(([name, fields]) => [
    name,
    new Map(
      Object.entries(fields).map(([field, [type, size]]): [string, FieldCost] => [
        field,
        { type, composite: true, weight: 0, each: 1, size, page: null },
      ]),
    ),
  ]);

/** Reads the costs of all fields from an SDL: of a subgraph, or a supergraph. */
export function costTable(sdl: DocumentNode): CostTable {
  const leaves = new Set<string>(specifiedScalarTypes.filter(isSpecifiedScalarType).map(({ name }) => name));
  for (const definition of sdl.definitions)
    if (LEAVES.includes(definition.kind) && 'name' in definition && definition.name !== undefined)
      leaves.add(definition.name.value);
  const objects = sdl.definitions.filter(
    (definition): definition is ObjectTypeDefinitionNode => definition.kind === Kind.OBJECT_TYPE_DEFINITION,
  );
  const weights = new Map(
    objects.flatMap((type): [string, number][] => {
      const weight = directive(type, 'cost')?.['weight'];
      return weight === undefined ? [] : [[type.name.value, Number(weight)]];
    }),
  );
  return new Map([
    ...introspection(),
    ...objects.map(({ name, fields = [] }): [string, Map<string, FieldCost>] => [
      name.value,
      new Map(fields.map((field) => [field.name.value, costOf(field, leaves, weights)])),
    ]),
  ]);
}
