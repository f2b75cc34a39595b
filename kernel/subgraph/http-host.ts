import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { ERROR_CODES } from '../errors/codes.ts';
import { BadInputError, ConfigurationError, NguonError } from '../errors/errors.ts';
import { publishError, type UnexpectedErrorLog } from '../errors/publish-error.ts';
import { gracefulClose } from '../graceful-close.ts';
import { type HealthCheck, readiness } from '../health.ts';
import {
  type InternalCaller,
  type Purpose,
  SIGNATURE_HEADER,
  type VerifyCall,
} from '../internal-call/internal-call.ts';
import { FEED_PAGE } from '../outbox/feed.ts';
import { findUnstorable } from '../text/unstorable.ts';
import { overListBudget } from './list-budget.ts';
import type { RequestScope } from './request-scope.ts';
import type { RunningSubgraph } from './subgraph.ts';

/** Most bytes of a call of the gateway; it sends `_entities` of at most a page, and passes inputs on. */
const MOST_BYTES = 8 * 1_048_576;
const IDLE_MS = 60_000;
const WHOLE_REQUEST_MS = 10_000;

/** A subgraph that listens. */
export interface SubgraphHost {
  readonly address: string;
  /** Stops accepting, finishes what is in flight. */
  close(): Promise<void>;
}

/** A path that answers signed calls for a purpose of its own. */
export interface SignedRoute {
  readonly purpose: Purpose;
  readonly mostBytes: number;
  /** Resolves to what is sent as JSON, with 200. */
  answer(body: Buffer, caller: InternalCaller): Promise<unknown>;
}

/** What a subgraph over HTTP needs besides itself. */
export interface SubgraphHostOptions {
  /** By path; beside `/graphql` and `/feed`. */
  readonly routes?: Readonly<Record<string, SignedRoute>>;
  readonly verify: VerifyCall;
  readonly checks: readonly HealthCheck[];
  readonly host: string;
  readonly port: number;
  readonly logUnexpected: UnexpectedErrorLog;
}

async function readWhole(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new NguonError('BODY_TOO_LARGE', `A call takes at most ${most} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

const send = (response: ServerResponse, status: number, body: string): void => {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
};

/** Refuses and masks what the same subgraph refuses and masks when it runs in the gateway's process. */
const likeInProcess = (logUnexpected: UnexpectedErrorLog): ApolloServerPlugin<RequestScope> => ({
  requestDidStart: async () => ({
    async didResolveOperation({ document, request }) {
      const unstorable = findUnstorable(document, request.variables);
      if (unstorable !== undefined) throw unstorable;
    },
    async willSendResponse({ errors, response, contextValue }) {
      if (errors === undefined || response.body.kind !== 'single') return;
      const tooMuch = overListBudget(errors);
      if (tooMuch !== undefined) response.body.singleResult.data = null;
      response.body.singleResult.errors = (tooMuch === undefined ? errors : [tooMuch]).map((error) =>
        publishError(error, contextValue.correlationId, logUnexpected),
      );
    },
  }),
});

/**
 * Serves a subgraph over HTTP by Apollo Server: `/graphql` and `/feed`. Nothing is answered without a fresh signature
 * for this subgraph over this very body, `_service`, `_entities` and introspection included.
 * @throws ConfigurationError when the address cannot be bound.
 */
export async function hostSubgraph(subgraph: RunningSubgraph, options: SubgraphHostOptions): Promise<SubgraphHost> {
  const { verify, checks, host, port, logUnexpected, routes = {} } = options;
  const { name } = subgraph.definition;
  const apollo = new ApolloServer<RequestScope>({
    schema: subgraph.schema,
    introspection: true,
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTraceDisabled(), likeInProcess(logUnexpected)],
  });
  await apollo.start();

  const graphql = async (
    request: IncomingMessage,
    body: Buffer,
    token: string | undefined,
  ): Promise<{ status: number; body: string }> => {
    const caller = await verify(token, name, 'graphql', body);
    let parsed: unknown;
    try {
      parsed = JSON.parse(body.toString('utf8'));
    } catch {
      throw new BadInputError('The body is not JSON.');
    }
    const headers = new HeaderMap([['content-type', 'application/json']]);
    const answered = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method ?? 'POST', headers, search: '', body: parsed },
      context: async () => subgraph.contextOf(caller),
    });
    if (answered.body.kind !== 'complete') throw new Error('Apollo Server answered in chunks');
    return { status: answered.status ?? 200, body: answered.body.string };
  };

  const feed = async (body: Buffer, token: string | undefined): Promise<{ status: number; body: string }> => {
    await verify(token, name, 'feed', body);
    const { after, limit } = JSON.parse(body.toString('utf8')) as { after?: unknown; limit?: unknown };
    if (!Number.isSafeInteger(after) || !Number.isSafeInteger(limit))
      throw new BadInputError('A feed is read with {"after": number, "limit": number}.');
    const facts = await subgraph.feed.read(Number(after), Math.min(Number(limit), FEED_PAGE));
    return { status: 200, body: JSON.stringify({ facts, head: await subgraph.feed.head() }) };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      if (request.url === '/livez') return send(response, 200, '{"status":"alive"}');
      if (request.url === '/readyz') {
        const state = await readiness(checks);
        return send(response, state.ready ? 200 : 503, JSON.stringify(state));
      }
      const token = request.headers[SIGNATURE_HEADER];
      const signature = typeof token === 'string' ? token : undefined;
      const path = request.url ?? '';
      const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
      const body = await readWhole(request, route?.mostBytes ?? MOST_BYTES);
      if (route !== undefined) {
        const answered = await route.answer(body, await verify(signature, name, route.purpose, body));
        return send(response, 200, JSON.stringify(answered));
      }
      const answered = path === '/feed' ? await feed(body, signature) : await graphql(request, body, signature);
      send(response, answered.status, answered.body);
    } catch (error) {
      if (error instanceof NguonError) {
        return send(
          response,
          ERROR_CODES[error.code].status,
          JSON.stringify({ errors: [{ message: error.message, extensions: error.extensions }] }),
        );
      }
      const correlationId = randomUUID();
      logUnexpected(error, correlationId);
      send(
        response,
        500,
        JSON.stringify({
          errors: [
            {
              message: 'Something unexpected went wrong.',
              extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId },
            },
          ],
        }),
      );
    } finally {
      request.resume();
    }
  };

  const server = createServer(
    { requestTimeout: WHOLE_REQUEST_MS, headersTimeout: WHOLE_REQUEST_MS, keepAliveTimeout: IDLE_MS },
    (request, response) => void answer(request, response),
  );
  const close = gracefulClose(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ConfigurationError(`Cannot listen on ${host}:${port} (${error.code ?? error.message}).`)),
    );
    server.listen(port, host, resolve);
  });
  const bound = server.address() as AddressInfo;
  return {
    address: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`,
    close: async () => {
      await close();
      await apollo.stop();
    },
  };
}
