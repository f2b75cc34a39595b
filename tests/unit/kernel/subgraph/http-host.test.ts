import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../kernel/clock.ts';
import { Lang } from '../../../../kernel/graphql/language.ts';
import {
  callSigner,
  callVerifier,
  generateInternalKeys,
  SIGNATURE_HEADER,
  type SignCall,
} from '../../../../kernel/internal-call/internal-call.ts';
import { LIMITS, type LimitName } from '../../../../kernel/limits/limits.ts';
import { hostSubgraph, type SubgraphHost } from '../../../../kernel/subgraph/http-host.ts';
import { type RunningSubgraph, startSubgraph } from '../../../../kernel/subgraph/subgraph.ts';
import { owners } from '../../../../subgraphs/owners/index.ts';
import { testDatabase } from '../../../support/database.ts';
import { ATTACKS, type Attack, times } from '../../../support/hostile.ts';
import { administrator } from '../../../support/viewers.ts';
import { sendWhole, statuses } from '../../gateway/raw-http.ts';

const caller = { viewer: administrator, lang: Lang.VI, correlationId: 'test' };
const resources = new AsyncDisposableStack();
const unexpected: unknown[] = [];
let running: RunningSubgraph;
let host: SubgraphHost;
let sign: SignCall;
/** Statements that reached the database. */
let statements = 0;

beforeAll(async () => {
  const database = await testDatabase();
  resources.defer(() => database.stop());
  const keys = await generateInternalKeys();
  sign = await callSigner(keys.privateKey);
  const logUnexpected = (error: unknown): void => void unexpected.push(error);
  running = await startSubgraph(owners, {
    databaseUrl: database.url,
    clock: systemClock,
    logUnexpected,
    onStatement: () => statements++,
  });
  resources.defer(() => running.close());
  const verify = await callVerifier(keys.publicKey);
  host = await hostSubgraph(running, { verify, checks: [], host: '127.0.0.1', port: 0, logUnexpected });
  resources.defer(() => host.close());
});
afterAll(async () => {
  await resources.disposeAsync();
  expect(unexpected).toEqual([]);
});
beforeEach(() => {
  statements = 0;
});

interface Answer {
  readonly status: number;
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

/** Sends a body with a valid signature, as the gateway would. */
async function call(body: string, method = 'POST'): Promise<Answer> {
  const response = await fetch(`${host.address}/graphql`, {
    method,
    headers: {
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: await sign('owners', 'graphql', method === 'GET' ? '' : body, caller),
    },
    ...(method === 'GET' ? {} : { body }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

const ask = (query: string, variables?: unknown): Promise<Answer> => call(JSON.stringify({ query, variables }));
const keys = (count: number) => Array.from({ length: count }, (_, i) => ({ __typename: 'Agency', code: `A${i}` }));
const ENTITIES = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
const DOUBLING = times(
  10,
  (i) => `fragment ${'abcdefghij'[i]} on AgencyConnection { ...${'bcdefghijk'[i]} ...${'bcdefghijk'[i]} }`,
);

/** What a document of the planner may weigh more than one of a client; the rest is bounded alike. */
const PLANNED: readonly (Attack & { readonly as: LimitName })[] = [
  {
    limit: 'tokens',
    as: 'plannedTokens',
    by: 'the value of a key',
    query: (n) =>
      `{ agencies { totalCount } _entities(representations: [{ __typename: "Agency", code: "A1", x: [${times(n - 28, () => '1')}] }]) { __typename } }`,
  },
  {
    limit: 'selections',
    as: 'plannedSelections',
    by: 'fragments that double one another',
    query: (n) =>
      `{ agencies { ...a ...a ...a ${times(400, () => 'totalCount')} pageInfo { ${times(n - 2 - 400 - 3_072, () => 'hasNextPage')} } } } ${DOUBLING} fragment k on AgencyConnection { totalCount }`,
  },
];
const SAME = ATTACKS.filter(({ limit }) => limit !== 'tokens' && limit !== 'selections').map((attack) => ({
  ...attack,
  as: attack.limit as LimitName,
}));

describe.each([...PLANNED, ...SAME])('$limit by $by', ({ limit, as, query }) => {
  it('are answered at the limit', async () => {
    const { status, errors } = await ask(query(LIMITS[as]));
    expect([status, errors?.filter(({ extensions }) => extensions['code'] !== 'NOT_FOUND') ?? []]).toEqual([200, []]);
    expect(statements).toBeGreaterThan(0);
  });

  it('are refused one above it, and nothing reaches the database', async () => {
    const { status, errors } = await ask(query(LIMITS[as] + 1));
    expect([status, errors?.[0]?.extensions, statements]).toEqual([
      400,
      expect.objectContaining({ code: 'QUERY_TOO_LARGE', limit, most: LIMITS[as] }),
      0,
    ]);
  });

  it('would reach it if they were not refused', async () => {
    await running.execute({ document: parse(query(LIMITS[as] + 1)) }, caller);
    expect(statements).toBeGreaterThan(0);
  });
});

describe('keys', () => {
  it('are a thousand at most, in a variable', async () => {
    expect((await ask(ENTITIES, { representations: keys(LIMITS.entities) })).status).toBe(200);
    const { status, errors } = await ask(ENTITIES, { representations: keys(LIMITS.entities + 1) });
    expect([status, errors?.[0]?.extensions]).toEqual([
      400,
      { code: 'QUERY_TOO_LARGE', limit: 'entities', given: 1_001, most: 1_000 },
    ]);
  });

  it('are a thousand at most, of all fields together', async () => {
    const two =
      'query ($a: [_Any!]!, $b: [_Any!]!) { a: _entities(representations: $a) { __typename } ...f } fragment f on Query { b: _entities(representations: $b) { __typename } }';
    expect((await ask(two, { a: keys(500), b: keys(500) })).status).toBe(200);
    expect((await ask(two, { a: keys(500), b: keys(501) })).errors?.[0]?.extensions['limit']).toBe('entities');
  });

  it('are a thousand at most, written out', async () => {
    const written = (count: number): string =>
      `{ _entities(representations: [${times(count, () => '$k')}]) { __typename } }`.replace(
        '{',
        'query ($k: _Any!) {',
      );
    expect((await ask(written(1_001), { k: keys(1)[0] })).errors?.[0]?.extensions['limit']).toBe('entities');
    expect((await ask(written(1_000), { k: keys(1)[0] })).errors?.[0]?.extensions['limit']).toBe(undefined);
  });
});

describe('calls', () => {
  const LIST = '{ agencies { totalCount } }';

  it.each([
    ['a batch', JSON.stringify([{ query: LIST }])],
    ['no JSON', '{'],
    ['no object', '"x"'],
    ['no query', '{}'],
    ['what is nested 65 deep', `{"query":"${LIST}","variables":{"x":${'['.repeat(63)}${']'.repeat(63)}}}`],
    ['a hash alone', JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } })],
    ['NUL', JSON.stringify({ query: 'query ($c: ID!) { agency(code: $c) { code } }', variables: { c: 'A\0' } })],
    [
      'a text of more than 64 KiB',
      JSON.stringify({
        query: 'query ($c: ID!) { agency(code: $c) { code } }',
        variables: { c: 'x'.repeat(LIMITS.textBytes + 1) },
      }),
    ],
  ])('of %s are refused, and nothing reaches the database', async (_what, body) => {
    const { status, errors = [] } = await call(body);
    expect([status, errors.length > 0, statements]).toEqual([400, true, 0]);
  });

  it('by other methods than POST are refused', async () => {
    expect((await call('', 'GET')).errors?.[0]?.extensions['code']).toBe('METHOD_NOT_ALLOWED');
    expect((await call(JSON.stringify({ query: LIST }), 'PUT')).errors?.[0]?.extensions['code']).toBe(
      'METHOD_NOT_ALLOWED',
    );
  });

  it('are 8 MiB at most', async () => {
    const body = (bytes: number): string => {
      const whole = JSON.stringify({ query: LIST });
      return whole + ' '.repeat(bytes - whole.length);
    };
    expect((await call(body(LIMITS.plannedBodyBytes))).status).toBe(200);
    expect((await call(body(LIMITS.plannedBodyBytes + 1))).status).toBe(413);
  });

  it.each([
    ['that sign nothing', 401, {}],
    ['that are too large', 413, { [SIGNATURE_HEADER]: 'signed' }],
  ])('%s hear so, however much they go on sending', async (_which, status, headers) => {
    const { host: name, port } = new URL(host.address);
    const size = 24 * 1_048_576;
    const head = { host: name, connection: 'close', 'content-length': size, ...headers };
    const lines = Object.entries(head).map(([header, value]) => `${header}: ${value}\r\n`);
    const heard = await sendWhole(Number(port), [
      `POST /graphql HTTP/1.1\r\n${lines.join('')}\r\n`,
      Buffer.alloc(size),
    ]);
    expect(statuses(heard)).toEqual([status]);
  });

  it('that sign nothing have nothing read and nothing executed', async () => {
    const response = await fetch(`${host.address}/graphql`, { method: 'POST', body: 'x'.repeat(1_000_000) });
    expect([response.status, statements]).toEqual([401, 0]);
  });
});
