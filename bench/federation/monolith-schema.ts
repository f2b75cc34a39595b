import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import {
  buildASTSchema,
  defaultFieldResolver,
  type GraphQLEnumType,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { Caller, RunningSubgraph } from '../../kernel/subgraph/subgraph.ts';

/** The contexts of the parts, by name, of one request. */
export type MonolithContext = Readonly<Record<string, RequestScope>>;

type Resolver = GraphQLFieldResolver<unknown, MonolithContext>;
type Source = Record<string, unknown>;

/** The contexts of one request, each made when it is first needed. */
export function monolithContext(subgraphs: readonly RunningSubgraph[], caller: Caller): MonolithContext {
  const made: Record<string, RequestScope> = {};
  for (const { definition, contextOf } of subgraphs) {
    Object.defineProperty(made, definition.name, { get: () => contextOf(caller), enumerable: true });
  }
  return made;
}

/** What a supergraph says of one type: its key, and who answers its fields. */
interface TypePlan {
  readonly name: string;
  readonly key: string | undefined;
  /** Parts that know the type. */
  readonly parts: readonly string[];
  /** The part that answers a field; absent where any can. */
  readonly ownerOf: ReadonlyMap<string, string>;
}

/** Values of a directive's argument, once for every time that the directive stands there. */
const given = (
  { directives = [] }: Pick<ObjectTypeDefinitionNode, 'directives'>,
  directive: string,
  argument: string,
): string[] =>
  directives
    .filter(({ name }) => name.value === directive)
    .flatMap(({ arguments: all = [] }) => all.filter(({ name }) => name.value === argument))
    .map(({ value }) => String(valueFromASTUntyped(value)));

function plansOf(supergraph: string): ReadonlyMap<string, TypePlan> {
  const plans = new Map<string, TypePlan>();
  for (const definition of parse(supergraph, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const parts = given(definition, 'join__type', 'graph').map((graph) => graph.toLowerCase());
    const ownerOf = new Map<string, string>();
    for (const field of definition.fields ?? []) {
      const [owner] = given(field, 'join__field', 'graph');
      const only = parts.length === 1 ? parts[0] : undefined;
      const answering = owner?.toLowerCase() ?? only;
      if (answering !== undefined) ownerOf.set(field.name.value, answering);
    }
    const [key] = given(definition, 'join__type', 'key');
    plans.set(definition.name.value, { name: definition.name.value, key, parts, ownerOf });
  }
  return plans;
}

/**
 * One schema that answers what the federated one answers, by the same resolvers, with no plan, no `_entities` and no
 * second execution: where a field of one part returns what another part stores, that part's own reference resolver is
 * called, which is a call of a loader.
 * @throws Error for what this way of joining does not know: abstract types.
 */
export function monolithSchema(supergraph: string, subgraphs: readonly RunningSubgraph[]): GraphQLSchema {
  const plans = plansOf(supergraph);
  const byName = new Map(subgraphs.map((subgraph) => [subgraph.definition.name, subgraph]));
  const partOf = (name: string): RunningSubgraph => {
    const part = byName.get(name);
    if (part === undefined) throw new Error(`There is no part ${name}`);
    return part;
  };
  /** The part that stores a type: it resolves references to it and is no contributor. */
  const homeOf = (type: string): string | undefined =>
    plans
      .get(type)
      ?.parts.find(
        (name) =>
          Object.hasOwn(partOf(name).definition.references, type) &&
          !Object.hasOwn(partOf(name).definition.contributesTo, type),
      );
  const referenceTo = (
    part: string,
    { name, key }: TypePlan,
  ): ((source: Source, context: MonolithContext) => Promise<object | null>) => {
    const resolve: ReferenceResolver<RequestScope> | undefined = partOf(part).definition.references[name];
    if (resolve === undefined || key === undefined || /\W/.test(key))
      throw new Error(`${part} does not resolve references to ${name} by one key`);
    return (source, context) => resolve({ __typename: name, [key]: source[key] }, context[part] as RequestScope);
  };

  const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)));
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isScalarType(type)) copyScalar(type, subgraphs);
    else if (isEnumType(type)) copyEnum(type, subgraphs);
    else if (isObjectType(type)) {
      const plan = plans.get(type.name);
      if (plan === undefined) throw new Error(`The supergraph does not define ${type.name}`);
      for (const field of Object.values(type.getFields())) {
        const owner = plan.ownerOf.get(field.name);
        // A key, which every part knows, or a field that several parts answer alike.
        if (owner === undefined) continue;
        const own = partOf(owner).schema.getType(type.name);
        const resolve = (isObjectType(own) ? own.getFields()[field.name]?.resolve : undefined) as Resolver | undefined;
        let made: Resolver = inContextOf(owner, resolve ?? (defaultFieldResolver as Resolver));
        if (Object.hasOwn(partOf(owner).definition.contributesTo, type.name)) {
          made = onOwnSource(
            partOf(owner).definition.contributesTo[type.name] as new () => object,
            referenceTo(owner, plan),
            made,
          );
        }
        const returned = getNamedType(field.type);
        const home = homeOf(returned.name);
        const returnedPlan = plans.get(returned.name);
        if (home !== undefined && home !== owner && returnedPlan !== undefined) {
          made = broughtHome(made, isList(field.type), referenceTo(home, returnedPlan), (info) =>
            asks(info, returnedPlan, home),
          );
        }
        field.resolve = made;
      }
    } else if ('resolveType' in type) {
      throw new Error(`${type.name} is abstract`);
    }
  }
  return schema;
}

const isList = (type: unknown): boolean => (isNonNullType(type) ? isListType(type.ofType) : isListType(type));

function copyScalar(
  type: Extract<ReturnType<typeof getNamedType>, { serialize: unknown }>,
  subgraphs: readonly RunningSubgraph[],
): void {
  for (const { schema } of subgraphs) {
    const same = schema.getType(type.name);
    if (isScalarType(same) && isScalarType(type)) {
      type.serialize = same.serialize;
      type.parseValue = same.parseValue;
      type.parseLiteral = same.parseLiteral;
    }
  }
}

/** Enums whose values have another name inside (a role is `architect` there, `ARCHITECT` here) translate as their owner does. */
function copyEnum(type: GraphQLEnumType, subgraphs: readonly RunningSubgraph[]): void {
  for (const { schema } of subgraphs) {
    const same = schema.getType(type.name);
    if (isEnumType(same)) {
      type.serialize = (value) => same.serialize(value);
      type.parseValue = (value) => same.parseValue(value);
      type.parseLiteral = (node, variables) => same.parseLiteral(node, variables);
    }
  }
}

const inContextOf =
  (part: string, resolve: Resolver): Resolver =>
  (source, args, context, info) =>
    resolve(source, args, context[part] as never, info);

/** A contributed field: its resolver reads its own part's class; anything else is turned into it first. */
const onOwnSource =
  (
    ownClass: new () => object,
    toOwn: (source: Source, context: MonolithContext) => Promise<object | null>,
    resolve: Resolver,
  ): Resolver =>
  (source, args, context, info) =>
    source instanceof ownClass
      ? resolve(source, args, context, info)
      : toOwn(source as Source, context).then((own) => (own === null ? null : resolve(own, args, context, info)));

/** A field that returns what another part stores: that part loads it, when anything besides its key is asked for. */
const broughtHome =
  (
    resolve: Resolver,
    many: boolean,
    toHome: (source: Source, context: MonolithContext) => Promise<object | null>,
    isNeeded: (info: GraphQLResolveInfo) => boolean,
  ): Resolver =>
  (source, args, context, info) => {
    const bring = (value: unknown): unknown => {
      if (value === null || value === undefined || !isNeeded(info)) return value;
      return many
        ? Promise.all((value as Source[]).map((one) => toHome(one, context)))
        : toHome(value as Source, context);
    };
    const value = resolve(source, args, context, info);
    return value instanceof Promise ? value.then(bring) : bring(value);
  };

const ASKED = new WeakMap<object, boolean>();

/** Whether a selection asks a part for a field; remembered with the document, which Apollo Server keeps parsed. */
function asks({ fieldNodes, fragments }: GraphQLResolveInfo, { ownerOf }: TypePlan, part: string): boolean {
  const inSet = ({ selections }: SelectionSetNode): boolean =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return ownerOf.get(selection.name.value) === part;
      if (selection.kind === Kind.INLINE_FRAGMENT) return inSet(selection.selectionSet);
      const fragment = fragments[selection.name.value];
      return fragment !== undefined && inSet(fragment.selectionSet);
    });
  return fieldNodes.some((node) => {
    let asked = ASKED.get(node);
    if (asked === undefined) {
      asked = node.selectionSet !== undefined && inSet(node.selectionSet);
      ASKED.set(node, asked);
    }
    return asked;
  });
}
