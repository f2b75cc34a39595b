import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeSupergraph } from '../../../gateway/compose.ts';
import { type HttpHost, type HttpParts, listen } from '../../../gateway/http/server.ts';
import { type LocalIssuer, localIssuer } from '../../../gateway/identity/local-issuer.ts';
import { createSignIn, type SignIn } from '../../../gateway/identity/sign-in.ts';
import { createPlayground } from '../../../gateway/playground/playground.ts';
import { createGateway } from '../../../gateway/runtime.ts';
import { inProcess, type SubgraphTransport } from '../../../gateway/transport.ts';
import { systemClock } from '../../../kernel/clock.ts';
import type { HealthCheck } from '../../../kernel/health.ts';
import type { Role } from '../../../kernel/identity/viewer.ts';
import { type RunningSubgraph, startSubgraph } from '../../../kernel/subgraph/subgraph.ts';
import { owners } from '../../../subgraphs/owners/index.ts';
import { testDatabase } from '../../support/database.ts';

/** One error, as a client reads it. */
export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly object[];
  readonly extensions: { readonly code: string } & Readonly<Record<string, unknown>>;
}

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Tests read deep into answers whose shape the query beside them states.
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  readonly data: any;
  readonly errors: readonly AnsweredError[];
}

/** Owners behind the gateway, listening on a free port of loopback. */
export interface ServedOwners {
  readonly address: string;
  readonly port: number;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly host: HttpHost;
  readonly issuer: LocalIssuer;
  readonly signIn: SignIn;
  readonly subgraph: RunningSubgraph;
  /** What was masked; a test that does not expect it has found a bug. */
  readonly unexpected: unknown[];
  /** POSTs an operation, as an administrator unless another role (null: nobody) is given. */
  ask(query: string, variables?: unknown, as?: Role | null): Promise<HttpAnswer>;
  /** POSTs a body as it is. */
  post(body: unknown, headers?: Record<string, string>): Promise<HttpAnswer>;
  /** Listens once more, on another port, with other parts. */
  listenAgain(parts: Partial<HttpParts>): Promise<HttpHost & { readonly port: number }>;
  close(): Promise<void>;
}

/** What a test may put in place of what is served. */
export interface ServedWith {
  readonly transport?: (real: SubgraphTransport) => SubgraphTransport;
  readonly introspection?: boolean;
  readonly playground?: false;
  readonly checks?: HttpParts['checks'];
  readonly deadlineMs?: number;
  readonly limits?: 'off';
  /** Instead of local tokens and the sign-in. */
  readonly identity?: HttpParts['identity'];
  readonly publicUrl?: string;
}

/** Reads a whole answer. */
export async function readAnswer(response: Response): Promise<HttpAnswer> {
  const text = await response.text();
  const json = (response.headers.get('content-type') ?? '').startsWith('application/json')
    ? (JSON.parse(text) as { data?: unknown; errors?: AnsweredError[] })
    : {};
  return {
    status: response.status,
    headers: response.headers,
    text,
    data: json.data ?? null,
    errors: json.errors ?? [],
  };
}

/** Starts database, owners, gateway and HTTP host. */
export async function serveOwners(options: ServedWith = {}): Promise<ServedOwners> {
  await using starting = new AsyncDisposableStack();
  const database = await testDatabase();
  starting.defer(() => database.stop());
  const dataDir = await mkdtemp(join(tmpdir(), 'nguon-gateway-'));
  starting.defer(() => rm(dataDir, { recursive: true, force: true }));
  const unexpected: unknown[] = [];
  const logUnexpected = (error: unknown): void => {
    unexpected.push(error);
  };
  const subgraph = await startSubgraph(owners, { databaseUrl: database.url, clock: systemClock, logUnexpected });
  starting.defer(() => subgraph.close());
  const real = inProcess([subgraph]);
  const gateway = createGateway({
    supergraph: composeSupergraph([{ name: 'owners', sdl: subgraph.sdl }]),
    transport: options.transport?.(real) ?? real,
    introspection: options.introspection ?? true,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    logUnexpected,
  });
  starting.defer(() => gateway[Symbol.asyncDispose]());
  const issuer = await localIssuer(dataDir);
  const signIn = await createSignIn(dataDir, issuer);
  const checks: readonly HealthCheck[] = options.checks ?? [];
  const parts: HttpParts = {
    gateway,
    identity: options.identity ?? issuer,
    ...(options.identity === undefined ? { signIn } : {}),
    checks,
    logUnexpected,
    ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
    ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
    ...(options.playground === false ? {} : { playground: createPlayground([]) }),
  };
  const host = await listen(parts, '127.0.0.1', 0);
  starting.defer(() => host.close());
  const resources = starting.move();

  const post: ServedOwners['post'] = async (body, headers = {}) =>
    readAnswer(
      await fetch(`${host.address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
      }),
    );
  return {
    address: host.address,
    port: Number(new URL(host.address).port),
    dataDir,
    databaseUrl: database.url,
    host,
    issuer,
    signIn,
    subgraph,
    unexpected,
    post,
    async ask(query, variables, as = 'administrator') {
      const token = as === null ? null : await issuer.issue(as, as === 'steward' ? ['A11'] : []);
      return post({ query, variables }, token === null ? {} : { authorization: `Bearer ${token}` });
    },
    async listenAgain(others) {
      const again = await listen({ ...parts, ...others }, '127.0.0.1', 0);
      return { ...again, port: Number(new URL(again.address).port) };
    },
    close: () => resources.disposeAsync(),
  };
}
