import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { type GraphQLError, getOperationAST } from 'graphql';
import { actingAs } from '../database/acting-as.ts';
import { cancellable } from '../database/cancellable.ts';
import { ERROR_CODES, isErrorCode } from '../errors/codes.ts';
import { BadInputError, ConfigurationError, NguonError } from '../errors/errors.ts';
import { publishError, type UnexpectedErrorLog } from '../errors/publish-error.ts';
import { gracefulClose } from '../graceful-close.ts';
import { type HealthCheck, readiness } from '../health.ts';
import { ARRIVING, boundConnections } from '../http/arriving.ts';
import { ByteBudget, type Reservation } from '../http/byte-budget.ts';
import { endWhenArrived } from '../http/end-when-arrived.ts';
import { parseJson } from '../http/json-text.ts';
import {
  type InternalCaller,
  type Purpose,
  SIGNATURE_HEADER,
  type VerifyCall,
} from '../internal-call/internal-call.ts';
import { costOfOperation, overCost } from '../limits/cost.ts';
import type { CostTable } from '../limits/cost-table.ts';
import { enforceLimits, PLANNED, parseWithinLimits } from '../limits/enforce.ts';
import { overEntities } from '../limits/entities.ts';
import { LIMITS } from '../limits/limits.ts';
import { orImpatience, patienceOf } from '../limits/patience.ts';
import { overTexts } from '../limits/texts.ts';
import { FEED_PAGE } from '../outbox/feed.ts';
import { findUnstorable } from '../text/unstorable.ts';
import { overListBudget } from './list-budget.ts';
import type { RequestScope } from './request-scope.ts';
import type { RunningSubgraph } from './subgraph.ts';

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
  /** By path; beside `/graphql`, `/feed` and `/trail`. */
  readonly routes?: Readonly<Record<string, SignedRoute>>;
  readonly verify: VerifyCall;
  readonly checks: readonly HealthCheck[];
  readonly host: string;
  readonly port: number;
  readonly logUnexpected: UnexpectedErrorLog;
}

async function readWhole(request: IncomingMessage, most: number, { take }: Reservation): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Destroyed, it would take the connection along, and with it the reply.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most)
      throw new NguonError('BODY_TOO_LARGE', `A call takes at most ${most} bytes.`, {
        most,
      });
    take(chunk.length);
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
  endWhenArrived(response, body);
};

const statusOf = ({ extensions: { code } }: GraphQLError): number =>
  isErrorCode(code) ? ERROR_CODES[code].status : 400;

/** Refuses and masks what the same subgraph refuses and masks when it runs in the gateway's process. */
const likeInProcess = (costs: CostTable, logUnexpected: UnexpectedErrorLog): ApolloServerPlugin<RequestScope> => ({
  requestDidStart: async () => {
    let refused: GraphQLError | undefined;
    return {
      async didResolveOperation({ document, operation, request: { variables } }) {
        if (operation === undefined) return;
        const cost = costOfOperation(costs, document, operation, variables);
        refused =
          overEntities(document, operation, variables) ??
          overCost(cost, costs, document, operation, variables) ??
          overTexts(document, false, variables) ??
          findUnstorable(document, variables);
        if (refused !== undefined) throw refused;
      },
      async willSendResponse({ errors, response, contextValue }) {
        if (errors === undefined || response.body.kind !== 'single') return;
        // Apollo Server answers with 500 whatever a plugin throws.
        if (refused !== undefined) response.http.status = statusOf(refused);
        const tooMuch = overListBudget(errors);
        if (tooMuch !== undefined) response.body.singleResult.data = null;
        const { correlationId, signal } = contextValue;
        response.body.singleResult.errors = (tooMuch === undefined ? errors : [tooMuch]).map((error) => ({
          ...publishError(orImpatience(error, signal), correlationId, logUnexpected),
          ...(error.path === undefined ? {} : { path: error.path }),
        }));
      },
    };
  },
});

/** Documents that hold the limits and are remembered: the planner sends the same ones again and again. */
const MOST_REMEMBERED = 500;
const LONGEST_REMEMBERED = 16_384;

/** Makes a check of a document run once for each; what it refuses is not remembered. */
function onceForEach<T>(
  check: (query: string, operationName: string | undefined) => T,
): (query: string, operationName: string | undefined) => T {
  const passed = new Map<string, T>();
  return (query, operationName) => {
    const key = `${operationName ?? ''}\n${query}`;
    const known = passed.get(key);
    if (known !== undefined) return known;
    const found = check(query, operationName);
    if (key.length > LONGEST_REMEMBERED) return found;
    if (passed.size >= MOST_REMEMBERED) passed.clear();
    passed.set(key, found);
    return found;
  };
}

/**
 * Serves a subgraph over HTTP by Apollo Server: `/graphql`, `/feed` and `/trail`. Nothing is answered without a fresh signature
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
    persistedQueries: false,
    parseOptions: { maxTokens: PLANNED.tokens },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTraceDisabled(), likeInProcess(subgraph.costs, logUnexpected)],
  });
  await apollo.start();

  const budget = new ByteBudget(
    LIMITS.waitingPlannedBytes,
    LIMITS.waitingPlannedRequests,
    'More calls are being answered than this process takes at once. Send it again in a second.',
  );
  const kindOf = onceForEach((query, operationName) => {
    const document = parseWithinLimits(query, { noLocation: true }, PLANNED);
    enforceLimits(document, operationName, PLANNED);
    return getOperationAST(document, operationName)?.operation;
  });

  const graphql = async (
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
    token: string | undefined,
  ): Promise<{ status: number; body: string }> => {
    const caller = await verify(token, name, 'graphql', body);
    if (request.method !== 'POST')
      throw new NguonError('METHOD_NOT_ALLOWED', `Calls are sent by POST; given: ${request.method}.`, {
        allow: 'POST',
      });
    const parsed = parseJson(body, LIMITS.jsonDepth, 'Send {"query": "…", "variables": {…}}.');
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      throw new BadInputError('A call is one operation: {"query": "…", "variables": {…}}.');
    const { query, operationName } = parsed as { query?: unknown; operationName?: unknown };
    // Before validation, whose cost grows with the square of what is selected.
    if (typeof query !== 'string') throw new BadInputError('A call has a "query" text.');
    const kind = kindOf(query, typeof operationName === 'string' ? operationName : undefined);
    using patience = patienceOf(LIMITS.deadlineMs);
    response.once('close', () => {
      if (!response.writableFinished) patience.leave();
    });
    // A write that was begun ends by itself, whoever waits.
    const signal = kind === 'mutation' ? undefined : patience.signal;
    const scope = subgraph.contextOf({ ...caller, signal });
    const headers = new HeaderMap([['content-type', 'application/json']]);
    const answered = await actingAs(caller.viewer, () =>
      cancellable(signal, () =>
        apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: { method: request.method ?? 'POST', headers, search: '', body: parsed },
          context: async () => scope,
        }),
      ),
    );
    if (answered.body.kind !== 'complete') throw new Error('Apollo Server answered in chunks');
    return { status: answered.status ?? 200, body: answered.body.string };
  };

  const feed = async (
    purpose: 'feed' | 'trail',
    body: Buffer,
    token: string | undefined,
  ): Promise<{ status: number; body: string }> => {
    await verify(token, name, purpose, body);
    const asked = purpose === 'feed' ? subgraph.feed : subgraph.trail;
    const given = parseJson(body, LIMITS.jsonDepth, 'Send {"after": number, "limit": number}.');
    const { after, limit } = (given ?? {}) as { after?: unknown; limit?: unknown };
    if (!Number.isSafeInteger(after) || !Number.isSafeInteger(limit))
      throw new BadInputError('A feed is read with {"after": number, "limit": number}.');
    const facts = await asked.read(Number(after), Math.min(Number(limit), FEED_PAGE));
    return { status: 200, body: JSON.stringify({ facts, head: await asked.head() }) };
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
      // Nobody who signs nothing has a body read.
      if (signature === undefined) await verify(undefined, name, 'graphql', '');
      const path = request.url ?? '';
      const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
      const reservation = budget.enter();
      try {
        const body = await readWhole(request, route?.mostBytes ?? LIMITS.plannedBodyBytes, reservation);
        if (route !== undefined) {
          const answered = await route.answer(body, await verify(signature, name, route.purpose, body));
          return send(response, 200, JSON.stringify(answered));
        }
        const answered =
          path === '/feed' || path === '/trail'
            ? await feed(path === '/feed' ? 'feed' : 'trail', body, signature)
            : await graphql(request, response, body, signature);
        send(response, answered.status, answered.body);
      } finally {
        reservation.release();
      }
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

  const server = createServer(ARRIVING, (request, response) => void answer(request, response));
  boundConnections(server);
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
