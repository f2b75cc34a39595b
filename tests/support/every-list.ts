import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import {
  buildASTSchema,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import { committedSupergraph } from '../../gateway/compose.ts';
import { costOfOperation } from '../../kernel/limits/cost.ts';
import { costTable } from '../../kernel/limits/cost-table.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';

/** What the gateway publishes, as a schema without the marks of federation. */
export const publicSchema = (): GraphQLSchema =>
  buildASTSchema(transformSupergraphToPublicSchema(parse(committedSupergraph())));

type AnyField = GraphQLField<unknown, unknown>;

const fieldsOf = (type: GraphQLObjectType): AnyField[] => Object.values(type.getFields());
const isFree = ({ args }: AnyField): boolean => !args.some(isRequiredArgument);
const named = (field: AnyField): GraphQLNamedType => getNamedType(field.type);
const isPage = (field: AnyField): boolean => field.args.some(({ name }) => name === 'first');

/** A field with what is selected of it; of a connection the nodes, a page of them, and their number. */
function select(field: AnyField, first: number, inside: (type: GraphQLObjectType) => string): string {
  const type = named(field);
  if (!isObjectType(type)) return field.name;
  if (!isPage(field)) return `${field.name} { ${inside(type)} }`;
  const node = type.getFields()['nodes'];
  const nodes = node === undefined ? undefined : named(node);
  if (!isObjectType(nodes)) return `${field.name} { __typename }`;
  return `${field.name}(first: ${first}) { totalCount nodes { ${inside(nodes)} } }`;
}

const leaves = (type: GraphQLObjectType): string[] =>
  fieldsOf(type)
    .filter((field) => isFree(field) && isLeafType(named(field)))
    .map(({ name }) => name);

const objects = (type: GraphQLObjectType): AnyField[] =>
  fieldsOf(type).filter((field) => isFree(field) && isObjectType(named(field)));

const shallow = (type: GraphQLObjectType): string => ['__typename', ...leaves(type)].join(' ');

/** Sizes of the pages at the root, one and two steps from it. */
type PageSizes = readonly [number, number, number];

/** Largest first at the root, where most can be seen. */
const SIZES: readonly PageSizes[] = [
  [200, 200, 200],
  [200, 20, 5],
  [200, 5, 1],
  [100, 20, 1],
  [100, 5, 1],
  [60, 5, 1],
  [30, 5, 1],
  [15, 5, 1],
];

/**
 * A question for every way of two steps that leads from a list at the root to something else: whoever may ask them all
 * has seen every type and field that can be had without knowing a code. Made from the schema, so that a subgraph that
 * is added is asked too.
 */
export function everyList(schema: GraphQLSchema): string[] {
  const costs = costTable(parse(committedSupergraph()));
  const isAllowed = (query: string): boolean => {
    const document = parse(query);
    const operation = getOperationAST(document);
    return operation != null && costOfOperation(costs, document, operation).estimated <= LIMITS.cost;
  };
  /** The question with the largest pages that it is allowed to have. */
  const asked = (make: (sizes: PageSizes) => string): string => {
    const fitting = SIZES.map(make).find(isAllowed);
    if (fitting === undefined) throw new Error(`No page is small enough: ${make([1, 1, 1])}`);
    return fitting;
  };
  const query = schema.getQueryType();
  if (!query) throw new Error('The schema has no queries');
  return fieldsOf(query)
    .filter((field) => isFree(field) && isObjectType(named(field)))
    .flatMap((root) => {
      const ways: string[] = [];
      select(root, 0, (type) => {
        for (const first of objects(type)) {
          const way = ([outer, middle, inner]: PageSizes): string => {
            const deeper = (second: GraphQLObjectType): string =>
              [shallow(second), ...objects(second).map((field) => select(field, inner, shallow))].join(' ');
            return `{ ${select(root, outer, (node) => `${shallow(node)} ${select(first, middle, deeper)}`)} }`;
          };
          ways.push(asked(way));
        }
        return '';
      });
      return ways.length > 0 ? ways : [asked(([outer]) => `{ ${select(root, outer, shallow)} }`)];
    });
}

/** A connection at the root with one way of two steps from its nodes, asked with a page of any size. */
export interface GrowingQuestion {
  readonly root: string;
  /** The field of the nodes by which the way goes. */
  readonly way: string;
  ask(first: number): string;
}

/**
 * For every connection at the root and every field of its nodes that leads on, the question that grows with the page: what
 * is asked of a node must not cost statements of its own. Made from the schema, as `everyList` is.
 */
export function growingQuestions(schema: GraphQLSchema): GrowingQuestion[] {
  const roots = fieldsOf(schema.getQueryType() as GraphQLObjectType).filter(
    (field) => isFree(field) && isPage(field) && isObjectType(named(field)),
  );
  return roots.flatMap((root) => {
    const nodes = (named(root) as GraphQLObjectType).getFields()['nodes'];
    const node = nodes === undefined ? undefined : named(nodes);
    if (!isObjectType(node)) return [];
    const deeper = (second: GraphQLObjectType): string =>
      [shallow(second), ...objects(second).map((field) => select(field, 1, shallow))].join(' ');
    return objects(node).map((way) => ({
      root: root.name,
      way: way.name,
      ask: (first: number) => `{ ${select(root, first, (type) => `${shallow(type)} ${select(way, 2, deeper)}`)} }`,
    }));
  });
}
