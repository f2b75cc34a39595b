// One Apollo Server over one schema of the same resolvers: what federation is measured against.
import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { committedSupergraph } from '../../gateway/compose.ts';
import { tellParent } from '../engine/tell-parent.ts';
import { type MonolithContext, monolithContext, monolithSchema } from './monolith-schema.ts';
import { believedCaller, startParts } from './parts.ts';

const { databaseUrl } = JSON.parse(process.argv[2] ?? '{}') as { databaseUrl: string };
const parts = await startParts(databaseUrl);
const server = new ApolloServer<MonolithContext>({
  schema: monolithSchema(committedSupergraph(), parts.subgraphs),
  introspection: true,
  stopOnTerminationSignals: false,
});
const { url } = await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: 0 },
  context: async ({ req }) => monolithContext(parts.subgraphs, believedCaller(req.headers['x-role'])),
});
tellParent({ address: new URL(url).origin }, () => parts.close());
