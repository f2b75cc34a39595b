// One Apollo Server over one schema of the same resolvers: what federation is measured against.
import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { committedSupergraph } from '../../gateway/compose.ts';
import { tellParent } from '../engine/tell-parent.ts';
import { verifyBenchToken } from './bench-token.ts';
import { type MonolithContext, monolithContext, monolithSchema } from './monolith-schema.ts';
import { asArchitect, callerAs, startParts } from './parts.ts';

const { databaseUrl, secret } = JSON.parse(process.argv[2] ?? '{}') as { databaseUrl: string; secret: string };
const parts = await startParts(databaseUrl);
const server = new ApolloServer<MonolithContext>({
  schema: monolithSchema(committedSupergraph(), parts.subgraphs),
  introspection: true,
  stopOnTerminationSignals: false,
});
const { url } = await asArchitect(() =>
  startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port: 0 },
    context: async ({ req }) =>
      monolithContext(parts.subgraphs, callerAs(await verifyBenchToken(req.headers.authorization, secret))),
  }),
);
tellParent({ address: new URL(url).origin }, () => parts.close());
