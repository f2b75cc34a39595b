import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import { buildSchema, createResolversMap } from 'type-graphql';
import { DateTime } from '../graphql/date-time.ts';
import type { SubgraphDefinition } from './definition.ts';

const FEDERATION_LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n\n';

/** The executable schema of a subgraph and its SDL. */
export interface SubgraphSchema {
  readonly schema: GraphQLSchema;
  readonly sdl: string;
}

/**
 * type-graphql classes → federation SDL → executable subgraph schema.
 *
 * Printed by `printSubgraphSchema`: type-graphql's own `buildTypeDefsAndResolvers` loses the federation directives.
 */
export async function buildSubgraph(definition: SubgraphDefinition): Promise<SubgraphSchema> {
  const built = await buildSchema({
    resolvers: definition.resolvers as never,
    orphanedTypes: [...definition.orphanedTypes],
    validate: { forbidUnknownValues: false, whitelist: false },
    scalarsMap: [{ type: Date, scalar: DateTime }],
    emitSchemaFile: false,
  });
  const resolvers = createResolversMap(built) as Record<string, Record<string, unknown>>;
  for (const [type, resolve] of Object.entries(definition.references)) {
    resolvers[type] = { ...resolvers[type], __resolveReference: resolve };
  }
  const sdl = FEDERATION_LINK + printSubgraphSchema(built);
  return { schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]), sdl };
}
