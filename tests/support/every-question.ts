import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** One question of a generated set. */
export interface GeneratedQuestion {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What texts and references are tried: codes that are there, codes that are hidden, codes that nearly are, nonsense. */
export interface Probes {
  /** Tried wherever a text, an id or a reference is asked for. */
  readonly codes: readonly string[];
  /** What stands where another part of the question is tried: by name of the argument or of the field of an input. */
  readonly usual: (name: string) => string;
  readonly dates: readonly string[];
}

type AnyField = GraphQLField<unknown, unknown>;
type Input = GraphQLArgument | GraphQLInputField;

/** A place in the schema that can be reached from the root without knowing a code: text around a selection. */
interface Way {
  readonly type: GraphQLObjectType;
  readonly around: (selection: string) => string;
}

const NUMBERS = [0, 1, 2, 3, 7, 50, 200, 201, -1];
const CODE_SCALARS = new Set(['ID', 'String', 'NodeRef']);

const fieldsOf = (type: GraphQLObjectType): AnyField[] => Object.values(type.getFields());
const named = (field: AnyField): GraphQLNamedType => getNamedType(field.type);
const isFree = ({ args }: AnyField): boolean => !args.some(isRequiredArgument);
const pageNodes = (field: AnyField): GraphQLObjectType | undefined => {
  const type = named(field);
  if (!isObjectType(type) || !field.args.some(({ name }) => name === 'first')) return undefined;
  const nodes = type.getFields()['nodes'];
  const node = nodes === undefined ? undefined : named(nodes);
  return isObjectType(node) ? node : undefined;
};

const leaves = (type: GraphQLObjectType): string[] => [
  '__typename',
  ...fieldsOf(type)
    .filter((field) => isFree(field) && isLeafType(named(field)))
    .map(({ name }) => name),
];

/** Everything that can be had of a type without arguments, `steps` steps deep. */
function everything(type: GraphQLObjectType, steps: number): string {
  if (steps === 0) return leaves(type).join(' ');
  const further = fieldsOf(type)
    .filter((field) => isFree(field) && isObjectType(named(field)))
    .map((field) => `${field.name} ${selectionOf(field, steps - 1)}`);
  return [...leaves(type), ...further].join(' ');
}

const PAGE = 'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

function selectionOf(field: AnyField, steps: number): string {
  const type = named(field);
  if (!isObjectType(type)) return '';
  const node = pageNodes(field);
  if (node === undefined) return `{ ${everything(type, steps)} }`;
  return `{ ${PAGE} edges { cursor node { ${everything(node, steps)} } } }`;
}

/** What is tried for one argument or field of an input; a list of values, every one alone. */
function valuesOf(input: Input, type: GraphQLInputType, probes: Probes): unknown[] {
  if (isNonNullType(type)) return valuesOf(input, type.ofType, probes);
  if (isListType(type)) return valuesOf(input, type.ofType, probes).map((value) => [value]);
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).flatMap((field) =>
      valuesOf(field, field.type, probes).map((value) => ({ ...required(type, probes), [field.name]: value })),
    );
  }
  if (CODE_SCALARS.has(type.name)) return [...probes.codes];
  if (type.name === 'Int' || type.name === 'Float') return input.name === 'after' ? [] : NUMBERS;
  if (type.name === 'Boolean') return [true, false];
  return [...probes.dates];
}

/** One value that is taken, for what is not tried. */
function usualOf(input: Input, type: GraphQLInputType, probes: Probes): unknown {
  if (isNonNullType(type)) return usualOf(input, type.ofType, probes);
  if (isListType(type)) return [usualOf(input, type.ofType, probes)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) return required(type, probes);
  if (CODE_SCALARS.has(type.name)) return probes.usual(input.name);
  if (type.name === 'Int') return 1;
  if (type.name === 'Float') return 0.5;
  if (type.name === 'Boolean') return true;
  return probes.dates[0];
}

const required = (type: GraphQLNamedType, probes: Probes): Record<string, unknown> =>
  isInputObjectType(type)
    ? Object.fromEntries(
        Object.values(type.getFields())
          .filter(isRequiredInputField)
          .map((field) => [field.name, usualOf(field, field.type, probes)]),
      )
    : {};

/** A field asked with arguments: those required, and one that is tried. */
function asked(
  way: Way,
  field: AnyField,
  given: ReadonlyMap<GraphQLArgument, unknown>,
  steps: number,
): GeneratedQuestion {
  const args = [...given];
  const list = args.map(([arg]) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = `${field.name}${list === '' ? '' : `(${list})`} ${selectionOf(field, steps)}`;
  const declared = args.map(([arg]) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  return {
    query: `query${declared === '' ? '' : ` (${declared})`} ${way.around(selection)}`,
    variables: Object.fromEntries(args.map(([arg, value]) => [arg.name, value])),
  };
}

/** A field with every value of every argument in turn, what else is required being as usual. */
function everyArgument(way: Way, field: AnyField, probes: Probes, steps: number): GeneratedQuestion[] {
  const usual = field.args.filter(isRequiredArgument).map((arg) => [arg, usualOf(arg, arg.type, probes)] as const);
  return field.args.flatMap((tried) =>
    valuesOf(tried, tried.type, probes).map((value) => asked(way, field, new Map([...usual, [tried, value]]), steps)),
  );
}

/** The shortest way from the root to every type that can be reached without an argument that is required. */
function waysTo(root: GraphQLObjectType): Way[] {
  const ways = new Map<string, Way>([[root.name, { type: root, around: (selection) => `{ ${selection} }` }]]);
  for (const way of ways.values()) {
    for (const field of fieldsOf(way.type).filter(isFree)) {
      const node = pageNodes(field);
      const type = node ?? named(field);
      if (!isObjectType(type) || ways.has(type.name)) continue;
      const around = (selection: string): string =>
        way.around(
          node === undefined ? `${field.name} { ${selection} }` : `${field.name}(first: 40) { nodes { ${selection} } }`,
        );
      ways.set(type.name, { type, around });
    }
  }
  return [...ways.values()];
}

/**
 * A question for every root field, every field that takes arguments, and every value that is tried for each of them;
 * made from the schema, so that what is added is asked too.
 */
export function everyQuestion(schema: GraphQLSchema, probes: Probes): GeneratedQuestion[] {
  const root = schema.getQueryType();
  if (!root) throw new Error('The schema has no queries');
  const [top, ...below] = waysTo(root);
  if (top === undefined) return [];
  return [
    ...fieldsOf(root)
      .filter(isFree)
      .flatMap((field) => [asked(top, field, new Map(), 1)]),
    ...fieldsOf(root).flatMap((field) => everyArgument(top, field, probes, pageNodes(field) === undefined ? 2 : 1)),
    ...below.flatMap((way) => fieldsOf(way.type).flatMap((field) => everyArgument(way, field, probes, 0))),
  ];
}

/**
 * Every page that can be asked for: every list at the root and the first way to every list below, in every ordering,
 * from a cursor in the variable `after`, three rows each.
 */
export function everyPage(schema: GraphQLSchema): GeneratedQuestion[] {
  const root = schema.getQueryType();
  if (!root) throw new Error('The schema has no queries');
  return waysTo(root).flatMap((way) =>
    fieldsOf(way.type)
      .filter((field) => isFree(field) && pageNodes(field) !== undefined)
      .flatMap((field) => {
        const orderBy = field.args.find(({ name }) => name === 'orderBy');
        const variables = orderBy === undefined ? [{}] : orderingsOf(field).map((order) => ({ orderBy: order }));
        const ordered = orderBy === undefined ? '' : ', orderBy: $orderBy';
        const declared = orderBy === undefined ? '' : `, $orderBy: ${String(orderBy.type)}`;
        const selection = `${field.name}(first: 3, after: $after${ordered}) ${selectionOf(field, 0)}`;
        return variables.map((given) => ({
          query: `query ($after: String${declared}) ${way.around(selection)}`,
          variables: given,
        }));
      }),
  );
}

function orderingsOf(field: AnyField): unknown[] {
  const type = getNamedType(field.args.find(({ name }) => name === 'orderBy')?.type);
  if (!isInputObjectType(type)) return [];
  const by = getNamedType(type.getFields()['field']?.type);
  const names = isEnumType(by) ? by.getValues().map(({ name }) => name) : [];
  return [null, ...names.flatMap((name) => ['ASC', 'DESC'].map((direction) => ({ field: name, direction })))];
}

/** Every mutation with every code that is tried in every place of its input in turn. */
export function everyMutation(schema: GraphQLSchema, probes: Probes): GeneratedQuestion[] {
  const root = schema.getMutationType();
  if (!root) throw new Error('The schema has no mutations');
  return fieldsOf(root).flatMap((field) => {
    const input = field.args.find(({ name }) => name === 'input');
    const type = input === undefined ? undefined : getNamedType(input.type);
    if (input === undefined || !isInputObjectType(type)) throw new Error(`${field.name} takes no input`);
    const usual = required(type, probes);
    const places = Object.values(type.getFields()).filter((place) => CODE_SCALARS.has(getNamedType(place.type).name));
    const inputs = places.flatMap((place) =>
      valuesOf(place, place.type, probes).map((value) => ({ ...usual, [place.name]: value })),
    );
    return [usual, ...inputs].map((value) => ({
      query: `mutation ($input: ${String(input.type)}) { ${field.name}(input: $input) { __typename } }`,
      variables: { input: value },
    }));
  });
}

/** `_entities` of one subgraph: every type with every code that is tried as its key, two hundred at a time and alone. */
export function everyEntity(
  schema: GraphQLSchema,
  keys: Readonly<Record<string, string>>,
  probes: Probes,
): GeneratedQuestion[] {
  return Object.entries(keys).flatMap(([name, key]) => {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`There is no type ${name}`);
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${name} { ${everything(type, 1)} } } }`;
    const representations = probes.codes.map((code) => ({ __typename: name, [key]: code }));
    return [representations, ...representations.map((one) => [one])].map((r) => ({ query, variables: { r } }));
  });
}
