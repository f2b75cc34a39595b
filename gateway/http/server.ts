import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopback } from '../../kernel/config/loopback.ts';
import { isDatabaseDown } from '../../kernel/database/constraint-errors.ts';
import { ConfigurationError, NguonError, UnavailableError } from '../../kernel/errors/errors.ts';
import type { UnexpectedErrorLog } from '../../kernel/errors/publish-error.ts';
import { EXPORT_TYPES, type ExportForm } from '../../kernel/export/sheet.ts';
import { gracefulClose } from '../../kernel/graceful-close.ts';
import { Lang, languageOf } from '../../kernel/graphql/language.ts';
import { type HealthCheck, readiness } from '../../kernel/health.ts';
import { ARRIVING, boundConnections } from '../../kernel/http/arriving.ts';
import { ByteBudget } from '../../kernel/http/byte-budget.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import type { Identity } from '../identity/identity.ts';
import type { SignIn } from '../identity/sign-in.ts';
import { matchPath } from '../marquez/read-paths.ts';
import type { OperationList } from '../operation/operation-list.ts';
import type { Playground } from '../playground/playground.ts';
import type { Gateway } from '../runtime.ts';
import { atMost } from './admission.ts';
import { evaluationExportRoute } from './evaluation-export-route.ts';
import type { EventIntake } from './event-intake.ts';
import { type GraphQLRouteParts, graphqlRoute } from './graphql-route.ts';
import { impactExportRoute } from './impact-export-route.ts';
import { type LineageRouteParts, lineageBatchRoute, lineageRoute } from './lineage-route.ts';
import { listDiffExportRoute, listExportRoute } from './list-export-route.ts';
import { metricsRoute } from './metrics-route.ts';
import { checkOrigin, type Reach } from './origin.ts';
import { readRoute } from './read-route.ts';
import { reply, replyError, replyJson } from './replies.ts';
import { becomeRoute, signInRoute } from './sign-in-route.ts';
import { viewerOf } from './viewer-of.ts';

/** What the HTTP host serves. */
export interface HttpParts {
  readonly gateway: Gateway;
  readonly identity: Identity;
  /** Absent where an identity provider is configured. */
  readonly signIn?: SignIn;
  /** Where people reach it, `https://catalog.example`; absent: at the address that it listens on. */
  readonly publicUrl?: string;
  /** Absent where the playground is switched off. */
  readonly playground?: Playground;
  readonly checks: readonly HealthCheck[];
  /** Takes lineage events; absent where none are taken. */
  readonly intake?: EventIntake;
  readonly logUnexpected: UnexpectedErrorLog;
  /** Operations that may be asked for by id; absent where there is no list. */
  readonly operations?: OperationList;
  /** Until an operation is given up; as published unless given, which tests do. */
  readonly deadlineMs?: number;
}

/** A listening server. */
export interface HttpHost {
  /** `http://127.0.0.1:4000` */
  readonly address: string;
  /** Stops accepting, finishes what is in flight. */
  close(): Promise<void>;
}

type Route = (request: IncomingMessage, response: ServerResponse, url: URL, correlationId: string) => Promise<void>;

/**
 * Refuses every method that a path does not take.
 * @throws NguonError METHOD_NOT_ALLOWED, with what is allowed.
 */
const taking =
  (methods: readonly string[], route: Route): Route =>
  async (request, ...rest) => {
    const { method = '' } = request;
    if (methods.includes(method)) return route(request, ...rest);
    throw new NguonError(
      'METHOD_NOT_ALLOWED',
      `This path takes ${methods.join(' and ')}; given: ${method.slice(0, 20)}. A browser that accepts text/html sees the playground at /graphql; operations are sent there by POST.`,
      { allow: methods.join(', ') },
    );
  };

const READING: readonly string[] = ['GET', 'HEAD'];

/**
 * Where lineage events are sent. A trailing slash is the same path: clients follow a redirect with GET and believe that
 * the event has arrived.
 */
function lineageRoutes({ intake, identity }: HttpParts): Readonly<Record<string, Route>> {
  if (intake === undefined) return {};
  const budget = new ByteBudget(
    LIMITS.waitingEventBytes,
    LIMITS.waitingEventRequests,
    'More events are waiting than this instance holds at once. Send it again in a second.',
  );
  const parts: LineageRouteParts = { intake, identity, budget };
  const one = taking(['POST'], (request, response) => lineageRoute(parts, request, response));
  const many = taking(['POST'], (request, response) => lineageBatchRoute(parts, request, response));
  return {
    '/api/v1/lineage': one,
    '/api/v1/lineage/': one,
    '/api/v1/lineage/batch': many,
    '/api/v1/lineage/batch/': many,
  };
}

/** The sign-in of a local instance. */
function signInRoutes({ signIn, identity }: HttpParts): Readonly<Record<string, Route>> {
  if (signIn === undefined) return {};
  const parts = { signIn, identity };
  return {
    // Not by HEAD: what previews a link would use it up.
    '/sign-in': taking(['GET', 'POST'], (request, response, url) =>
      request.method === 'POST' ? becomeRoute(parts, request, response) : signInRoute(parts, response, url),
    ),
  };
}

const READ_BELOW = '/api/v1';

/** The route of a request: of its path, or of a read path that has parts. */
type RouteOf = (request: IncomingMessage, url: URL) => Route | undefined;

/**
 * Read paths share `/api/v1/lineage` with the events that are sent there: what is read is told by the method, and what is
 * neither read nor sent is refused by the path that takes events.
 */
function routing(parts: HttpParts): RouteOf {
  const asking: GraphQLRouteParts = {
    gateway: parts.gateway,
    admit: atMost('inFlight'),
    budget: new ByteBudget(
      LIMITS.waitingBodyBytes,
      LIMITS.connections,
      'More is being asked than this instance holds at once. Try again in a second.',
    ),
    operations: parts.operations,
    deadlineMs: parts.deadlineMs ?? LIMITS.deadlineMs,
  };
  const table = routes(parts, asking);
  return (request, { pathname }) => {
    const fixed = Object.hasOwn(table, pathname) ? table[pathname] : undefined;
    if (!pathname.startsWith(`${READ_BELOW}/`)) return fixed;
    if (fixed !== undefined && !READING.includes(request.method ?? '')) return fixed;
    const matched = matchPath(pathname.slice(READ_BELOW.length));
    if (matched === undefined) return fixed;
    return (asked, response, url, correlationId) =>
      readRoute(asking, matched, asked, response, url, async () => ({
        viewer: await viewerOf(asked, parts.identity),
        lang: languageOf(asked.headers['accept-language']),
        correlationId,
      }));
  };
}

function routes(parts: HttpParts, asking: GraphQLRouteParts): Readonly<Record<string, Route>> {
  const { identity, playground, checks } = parts;
  const operations = taking(['POST'], async (request, response, _url, correlationId) =>
    graphqlRoute(asking, request, response, await viewerOf(request, identity), correlationId),
  );
  const admitReport = atMost('exports');
  const reports = Object.entries({
    impact: impactExportRoute,
    evaluation: evaluationExportRoute,
    list: listExportRoute,
    'list-diff': listDiffExportRoute,
  }).flatMap(([name, route]) =>
    (Object.keys(EXPORT_TYPES) as ExportForm[]).map((form): [string, Route] => [
      `/api/v1/${name}.${form}`,
      taking(['GET'], async (request, response, url, correlationId) => {
        const viewer = await viewerOf(request, identity);
        const lang = languageOf(request.headers['accept-language']);
        await admitReport(() => route(asking, form, response, url, { viewer, lang, correlationId }));
      }),
    ]),
  );
  return {
    ...Object.fromEntries(reports),
    ...lineageRoutes(parts),
    ...signInRoutes(parts),
    '/metrics': taking(READING, async (request, response, _url, correlationId) => {
      const viewer = await viewerOf(request, identity);
      await metricsRoute(asking, response, { viewer, lang: Lang.EN, correlationId });
    }),
    '/livez': taking(READING, async (_request, response) => replyJson(response, 200, { status: 'alive' })),
    '/readyz': taking(READING, async (_request, response) => {
      const state = await readiness(checks);
      replyJson(response, state.ready ? 200 : 503, state);
    }),
    '/': taking(READING, async (request, response) => {
      if (playground === undefined)
        throw new NguonError('NOT_FOUND', 'The playground is switched off (NGUON_PLAYGROUND).');
      const viewer = await viewerOf(request, identity);
      const reader = {
        hasSession: request.headers.authorization === undefined && viewer.role !== 'anonymous',
        hasSignIn: parts.signIn !== undefined,
      };
      reply(response, 200, 'text/html; charset=utf-8', playground.startPage(viewer, reader), {
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        // Without a referrer browsers send a form with the origin "null", which is refused.
        'referrer-policy': 'same-origin',
      });
    }),
    '/graphql': async (request, response, url, correlationId) => {
      const wantsPage = READING.includes(request.method ?? '') && (request.headers.accept ?? '').includes('text/html');
      if (wantsPage && playground !== undefined) return playground.send(request, response);
      return operations(request, response, url, correlationId);
    },
  };
}

async function answer(
  parts: HttpParts,
  reach: Reach,
  routeOf: RouteOf,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const correlationId = randomUUID();
  try {
    checkOrigin(request, reach);
    const { url: target = '/' } = request;
    const url = URL.parse(target.startsWith('/') ? `http://here.invalid${target}` : target);
    const route = url === null ? undefined : routeOf(request, url);
    if (url === null || route === undefined) {
      throw new NguonError('NOT_FOUND', `There is no ${target.slice(0, 80)}. GraphQL is at /graphql.`);
    }
    await route(request, response, url, correlationId);
  } catch (error) {
    if (error instanceof NguonError) return replyError(response, error);
    if (isDatabaseDown(error))
      return replyError(response, new UnavailableError('The database does not answer. Try again shortly.'));
    // A client that went away mid-body is no failure of ours.
    if (request.destroyed && !request.complete) return;
    parts.logUnexpected(error, correlationId);
    replyError(
      response,
      new NguonError(
        'INTERNAL_SERVER_ERROR',
        `Something unexpected went wrong. Tell the operator this correlation id: ${correlationId}.`,
        { correlationId },
      ),
    );
  } finally {
    // Body bytes of a refused request are not kept waiting for a reader.
    request.resume();
  }
}

/**
 * Listens.
 * @throws ConfigurationError when the address is taken or cannot be bound.
 */
export async function listen(parts: HttpParts, host: string, port: number): Promise<HttpHost> {
  const routeOf = routing(parts);
  const reach: Reach = { loopback: isLoopback(host), publicUrl: parts.publicUrl };
  const server: Server = createServer(ARRIVING, (request, response) => {
    void answer(parts, reach, routeOf, request, response);
  });
  boundConnections(server);
  const close = gracefulClose(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new ConfigurationError(
          error.code === 'EADDRINUSE'
            ? `Port ${port} on ${host} is taken. Stop what listens there, or choose another: NGUON_PORT=4001 (0 takes a free one).`
            : `Cannot listen on ${host}:${port} (${error.code ?? error.message}).`,
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
  const bound = server.address() as AddressInfo;
  return {
    address: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`,
    close,
  };
}
