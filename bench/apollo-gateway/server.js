// Apollo Gateway behind Apollo Server, as their documentation sets them up, in a process of its own. It stands alone:
// its packages are those of this folder, so that Nguồn itself does not carry them.
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { jwtVerify } from 'jose';

/** @type {{ supergraphFile: string, addresses: Record<string, string>, secret: string }} */
const { supergraphFile, addresses, secret } = JSON.parse(process.argv[2] ?? '{}');
const key = Buffer.from(secret, 'base64url');

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(supergraphFile, 'utf8'),
  buildService: ({ name }) =>
    new RemoteGraphQLDataSource({
      url: addresses[name.toLowerCase()],
      willSendRequest({ request, context }) {
        if (context.role !== undefined) request.http?.headers.set('x-role', context.role);
      },
    }),
});
const server = new ApolloServer({ gateway, introspection: true, stopOnTerminationSignals: false });
const { url } = await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: 0 },
  context: async ({ req }) => {
    const token = (req.headers.authorization ?? '').replace(/^Bearer /, '');
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      issuer: 'urn:bench',
      audience: 'urn:bench',
    });
    return { role: payload.role };
  },
});

process.on('message', (message) => {
  if (message === 'cpu') process.send?.({ cpu: process.cpuUsage() });
});
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: { address: new URL(url).origin } });
