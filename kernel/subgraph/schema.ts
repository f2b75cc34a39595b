import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql';
import { buildSchema, createResolversMap } from 'type-graphql';
import { commandMutations } from '../audit/command.ts';
import { noteShown } from '../audit/note-shown.ts';
import { DateTime } from '../graphql/date-time.ts';
import { type CostTable, costTable } from '../limits/cost-table.ts';
import type { SubgraphDefinition } from './definition.ts';
import { boundLists } from './list-budget.ts';
import { withCosts } from './publish-costs.ts';
import { validateArgument } from './validate-argument.ts';

const FEDERATION_LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@cost", "@listSize"])\n\n';

/** The executable schema of a subgraph and its SDL. */
export interface SubgraphSchema {
  readonly schema: GraphQLSchema;
  readonly sdl: string;
  /** What its fields cost. */
  readonly costs: CostTable;
}

/**
 * type-graphql classes → federation SDL → executable subgraph schema.
 *
 * Printed by `printSubgraphSchema`: type-graphql's own `buildTypeDefsAndResolvers` loses the federation directives.
 */
export async function buildSubgraph(definition: SubgraphDefinition): Promise<SubgraphSchema> {
  const built = await buildSchema({
    resolvers: definition.resolvers as never,
    orphanedTypes: Object.values(definition.contributesTo),
    validateFn: validateArgument,
    scalarsMap: [{ type: Date, scalar: DateTime }],
    emitSchemaFile: false,
  });
  const resolvers = createResolversMap(built) as Record<string, Record<string, unknown>>;
  for (const [type, resolve] of Object.entries(definition.references)) {
    resolvers[type] = { ...resolvers[type], __resolveReference: resolve };
  }
  const typeDefs = withCosts(withFailuresContained(parse(FEDERATION_LINK + printSubgraphSchema(built)), definition));
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  noteShown(schema, definition.audit?.datasetCodes);
  commandMutations(schema);
  boundLists(schema);
  return { schema, sdl: print(typeDefs), costs: costTable(typeDefs) };
}

/** Names of the key fields of a type: `@key(fields: "code")`. */
const keysOf = ({ directives = [] }: ObjectTypeDefinitionNode): Set<string> =>
  new Set(
    directives
      .filter(({ name }) => name.value === 'key')
      .flatMap((key) => key.arguments ?? [])
      .flatMap(({ name, value }) =>
        name.value === 'fields' && value.kind === Kind.STRING ? value.value.split(/\s+/) : [],
      ),
  );

/**
 * Makes root fields and contributed fields nullable, whatever their classes say: a null that may not be goes up until
 * it takes what other subgraphs answered, or the mutations after a failed one, with it (GraphQL, 6.4.4).
 */
function withFailuresContained(document: DocumentNode, { contributesTo }: SubgraphDefinition): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition(type) {
      const isRoot = type.name.value === 'Query' || type.name.value === 'Mutation';
      if (!isRoot && !Object.hasOwn(contributesTo, type.name.value)) return undefined;
      const keys = keysOf(type);
      const fields = type.fields?.map((field) =>
        field.type.kind === Kind.NON_NULL_TYPE && !keys.has(field.name.value)
          ? { ...field, type: field.type.type }
          : field,
      );
      return { ...type, ...(fields === undefined ? {} : { fields }) };
    },
  });
}
