import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import {
  buildASTSchema,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
} from 'graphql';
import { committedSupergraph } from '../../gateway/compose.ts';

/** What the gateway publishes, as a schema without the marks of federation. */
export const publicSchema = (): GraphQLSchema =>
  buildASTSchema(transformSupergraphToPublicSchema(parse(committedSupergraph())));

type AnyField = GraphQLField<unknown, unknown>;

const fieldsOf = (type: GraphQLObjectType): AnyField[] => Object.values(type.getFields());
const isFree = ({ args }: AnyField): boolean => !args.some(isRequiredArgument);
const named = (field: AnyField): GraphQLNamedType => getNamedType(field.type);
const isPage = (field: AnyField): boolean => field.args.some(({ name }) => name === 'first');

/** A field with what is selected of it; of a connection the nodes, of a page as large as can be, and their number. */
function select(field: AnyField, inside: (type: GraphQLObjectType) => string): string {
  const type = named(field);
  if (!isObjectType(type)) return field.name;
  if (!isPage(field)) return `${field.name} { ${inside(type)} }`;
  const node = type.getFields()['nodes'];
  const nodes = node === undefined ? undefined : named(node);
  if (!isObjectType(nodes)) return `${field.name} { __typename }`;
  return `${field.name}(first: 200) { totalCount nodes { ${inside(nodes)} } }`;
}

const leaves = (type: GraphQLObjectType): string[] =>
  fieldsOf(type)
    .filter((field) => isFree(field) && isLeafType(named(field)))
    .map(({ name }) => name);

const objects = (type: GraphQLObjectType): AnyField[] =>
  fieldsOf(type).filter((field) => isFree(field) && isObjectType(named(field)));

const shallow = (type: GraphQLObjectType): string => ['__typename', ...leaves(type)].join(' ');

/**
 * A question for every way of two steps that leads from a list at the root to something else: whoever may ask them all
 * has seen every type and field that can be had without knowing a code. Made from the schema, so that a subgraph that
 * is added is asked too.
 */
export function everyList(schema: GraphQLSchema): string[] {
  const query = schema.getQueryType();
  if (!query) throw new Error('The schema has no queries');
  return fieldsOf(query)
    .filter((field) => isFree(field) && isObjectType(named(field)))
    .flatMap((root) => {
      const ways: string[] = [];
      select(root, (type) => {
        for (const first of objects(type)) {
          const deeper = (second: GraphQLObjectType): string =>
            [shallow(second), ...objects(second).map((field) => select(field, shallow))].join(' ');
          ways.push(`{ ${select(root, (node) => `${shallow(node)} ${select(first, deeper)}`)} }`);
        }
        return '';
      });
      return ways.length > 0 ? ways : [`{ ${select(root, shallow)} }`];
    });
}
