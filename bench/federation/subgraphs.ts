// The same subgraphs as Apollo Servers, for Apollo Gateway to ask over HTTP. One process holds them all and nothing is
// signed: the gateway has checked who asks and its word is taken, in favour of the baseline.
import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { tellParent } from '../engine/tell-parent.ts';
import { asArchitect, callerAs, startParts } from './parts.ts';

const { databaseUrl } = JSON.parse(process.argv[2] ?? '{}') as { databaseUrl: string };
const parts = await startParts(databaseUrl);
const addresses: Record<string, string> = {};
for (const { definition, schema, contextOf } of parts.subgraphs) {
  const server = new ApolloServer<RequestScope>({
    schema,
    introspection: true,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  const { url } = await asArchitect(() =>
    startStandaloneServer(server, {
      listen: { host: '127.0.0.1', port: 0 },
      context: async ({ req }) => contextOf(callerAs(req.headers['x-role'])),
    }),
  );
  addresses[definition.name] = new URL('/graphql', url).href;
}
tellParent(addresses, () => parts.close());
