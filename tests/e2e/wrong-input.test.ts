import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isErrorCode } from '../../kernel/errors/codes.ts';
import { ADMINISTRATOR, type Heads, seededInstance } from '../support/instance.ts';
import { besidesAudit, rowCounts, tableStates } from '../support/tables.ts';
import { ARGUMENTS, FIVE_CLEARS, NOT_ALLOWED, TOO_LARGE, UNKNOWN, WRITES, type Wrong } from './wrong-inputs.ts';

const system = seededInstance();
let before: Heads;
let rows: Record<string, number>;

beforeEach(async () => {
  before = await system().heads();
});

beforeAll(async () => {
  rows = rowCounts(await tableStates(system().instance.database.url));
});

/** Asks over HTTP and checks the one error, and that nothing changed. */
async function refused({ query, variables, as, code, message }: Wrong): Promise<void> {
  const { data, errors } = await system().askOverHttp(query, variables, as);
  expect(errors.map((error) => error.code)).toEqual([code]);
  expect(errors[0]?.message).toMatch(message);
  for (const value of Object.values(data ?? {})) expect(value === null || typeof value === 'object').toBe(true);
  expect(await system().heads()).toEqual(before);
}

describe.each([
  ['a question about what is not there is answered with what was meant:', UNKNOWN],
  ['an argument that is not accepted is answered with what is:', ARGUMENTS],
  ['an operation over a limit is refused with the limit:', TOO_LARGE],
  ['a write that contradicts is refused with what to do:', WRITES],
  ['a task that says five of the six clears is refused with the one that lacks:', FIVE_CLEARS],
  ['a write is refused, and who may is said, to', NOT_ALLOWED],
] as const)('%s', (_what, cases) => {
  it.each(cases)('$name', refused);
});

describe('a cursor of another list is refused', () => {
  const cursorOf = async (query: string): Promise<string> => {
    const { data, errors } = await system().askOverHttp(query);
    expect(errors).toEqual([]);
    let found: unknown = data;
    while (found !== null && typeof found === 'object' && !('endCursor' in found)) found = Object.values(found)[0];
    return (found as { endCursor: string }).endCursor;
  };

  it.each([
    ['of agencies', '{ agencies(first: 1) { pageInfo { endCursor } } }', 'datasets(after: $after)'],
    [
      'of another filter',
      '{ datasets(first: 1, filter: { tier: OPEN }) { pageInfo { endCursor } } }',
      'datasets(after: $after)',
    ],
    [
      'of another ordering',
      '{ datasets(first: 1, orderBy: { field: TITLE }) { pageInfo { endCursor } } }',
      'datasets(after: $after)',
    ],
    [
      'of another direction',
      '{ datasets(first: 1, orderBy: { field: CODE, direction: DESC }) { pageInfo { endCursor } } }',
      'datasets(after: $after)',
    ],
    [
      'of a root list, in a nested one',
      '{ datasets(first: 1) { pageInfo { endCursor } } }',
      'agency(code: "A11") { datasets(after: $after)',
    ],
    [
      'of the impact of another node',
      '{ impact(of: "S29") { datasets(first: 1) { pageInfo { endCursor } } } }',
      'impact(of: "N01") { datasets(after: $after)',
    ],
    [
      'of the neighbours of another dataset',
      '{ dataset(code: "N01") { downstream(first: 1) { pageInfo { endCursor } } } }',
      'dataset(code: "S29") { downstream(after: $after)',
    ],
  ])('%s', async (_name, first, second) => {
    const braces = '}'.repeat(second.split('{').length - 1);
    await refused({
      name: '',
      query: `query ($after: String) { ${second} { totalCount } ${braces} }`,
      variables: { after: await cursorOf(first) },
      as: ADMINISTRATOR,
      code: 'BAD_CURSOR',
      message: /"after" belongs to another list, filter or ordering\. Use pageInfo\.endCursor of the same field/,
    });
  });
});

describe('an operation of which one mutation is wrong', () => {
  it('with NUL in a later one is refused as a whole, before the first has written', async () => {
    const { errors } = await system().askOverHttp(
      `mutation { a: updateAgency(input: { code: "A01", nameEn: "Renamed" }) { code } b: updateAgency(input: { code: "A02", nameEn: "a\\u0000b" }) { code } }`,
      {},
      ADMINISTRATOR,
    );
    expect(errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
    expect(await system().heads()).toEqual(before);
  });
});

describe('an HTTP request that is not one', () => {
  interface Sent {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string | Buffer;
  }
  const JSON_TYPE = { 'content-type': 'application/json' };
  const QUERY = '{"query":"{ __typename }"}';

  /** Sends what fetch would not. */
  const send = async ({ method = 'POST', path = '/graphql', headers = {}, body = '' }: Sent) => {
    const { address } = await system().listen();
    return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>((resolve, reject) => {
      const sent = request(new URL(path, address), { method, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  };

  const MUTATION = encodeURIComponent('mutation { updateAgency(input: { code: "A01", nameEn: "x" }) { code } }');

  it.each<readonly [string, Sent, number, string, RegExp]>([
    ['a mutation by GET', { method: 'GET', path: `/graphql?query=${MUTATION}` }, 405, 'METHOD_NOT_ALLOWED', /POST/],
    ['a query by GET', { method: 'GET', path: '/graphql?query={__typename}' }, 405, 'METHOD_NOT_ALLOWED', /POST/],
    ['PUT', { method: 'PUT', headers: JSON_TYPE, body: QUERY }, 405, 'METHOD_NOT_ALLOWED', /POST/],
    ['no content type', { body: QUERY }, 415, 'UNSUPPORTED_MEDIA_TYPE', /application\/json/],
    [
      'plain text',
      { headers: { 'content-type': 'text/plain' }, body: QUERY },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      /given: "text\/plain"/,
    ],
    [
      'a form',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query={__typename}' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      /application\/json/,
    ],
    [
      'another charset',
      { headers: { 'content-type': 'application/json; charset=latin1' }, body: QUERY },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      /UTF-8/,
    ],
    [
      'another encoding',
      { headers: { ...JSON_TYPE, 'content-encoding': 'br' }, body: QUERY },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      /identity or gzip; given: "br"/,
    ],
    [
      'gzip that is none',
      { headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: QUERY },
      400,
      'BAD_USER_INPUT',
      /cannot be decoded/,
    ],
    [
      'a body of more than 1 MiB',
      { headers: JSON_TYPE, body: `{"query":"${' '.repeat(1_048_576)}"}` },
      413,
      'BODY_TOO_LARGE',
      /1048576/,
    ],
    [
      'a bomb',
      { headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(50_000_000, 0x20)) },
      413,
      'BODY_TOO_LARGE',
      /Send less/,
    ],
    ['no JSON', { headers: JSON_TYPE, body: '{' }, 400, 'BAD_USER_INPUT', /not JSON\. Send \{"query"/],
    ['no UTF-8', { headers: JSON_TYPE, body: Buffer.from([0x22, 0xff, 0x22]) }, 400, 'BAD_USER_INPUT', /UTF-8/],
    ['no query', { headers: JSON_TYPE, body: '{}' }, 400, 'BAD_USER_INPUT', /no "query"/],
    [
      'several at once',
      { headers: JSON_TYPE, body: `[${QUERY},${QUERY}]` },
      400,
      'BAD_USER_INPUT',
      /one request for each/,
    ],
    [
      'variables that are a list',
      { headers: JSON_TYPE, body: '{"query":"{ __typename }","variables":[]}' },
      400,
      'BAD_USER_INPUT',
      /"variables" takes an object/,
    ],
    [
      'JSON nested 65 deep',
      { headers: JSON_TYPE, body: `{"query":"{ __typename }","variables":{"x":${'['.repeat(64)}${']'.repeat(64)}}}` },
      400,
      'BAD_USER_INPUT',
      /at most 64/,
    ],
    [
      'a page of somebody else',
      { headers: { ...JSON_TYPE, origin: 'https://elsewhere.example' }, body: QUERY },
      403,
      'FORBIDDEN',
      /elsewhere\.example/,
    ],
    [
      'a name that was rebound',
      { headers: { ...JSON_TYPE, host: 'elsewhere.example' }, body: QUERY },
      403,
      'FORBIDDEN',
      /loopback names only/,
    ],
    [
      'a path that is not there',
      { path: '/graphiql', headers: JSON_TYPE, body: QUERY },
      404,
      'NOT_FOUND',
      /GraphQL is at \/graphql/,
    ],
  ])('%s', async (_name, sent, status, code, message) => {
    const answer = await send(sent);
    const { errors } = JSON.parse(answer.text) as { errors: { message: string; extensions: { code: string } }[] };
    expect([answer.status, errors.map(({ extensions }) => extensions.code)]).toEqual([status, [code]]);
    expect(errors[0]?.message).toMatch(message);
    expect(isErrorCode(code)).toBe(true);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    if (status === 405) expect(answer.headers['allow']).toBe('POST');
    expect(await system().heads()).toEqual(before);
  });

  it('with a bad token gets the same answer, whatever is bad about it', async () => {
    const good = await system().issuer.issue('administrator', []);
    const [header, claims, signature] = good.split('.') as [string, string, string];
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const texts = new Set<string>();
    for (const authorization of [
      'Bearer x',
      'Bearer',
      'Basic YTpi',
      `Bearer ${none}.${claims}.`,
      `Bearer ${header}.${claims}.${signature.slice(0, -2)}AA`,
      `Bearer ${header}.${Buffer.from('{"role":"administrator","sub":"x"}').toString('base64url')}.${signature}`,
      `Bearer ${good} ${good}`,
    ]) {
      const answer = await send({ headers: { ...JSON_TYPE, authorization }, body: QUERY });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
      texts.add(answer.text);
    }
    expect(texts.size).toBe(1);
    expect([...texts][0]).toMatch(/UNAUTHENTICATED/);
  });
});

it('no row of any table came or went by any of it', async () => {
  expect(besidesAudit(rowCounts(await tableStates(system().instance.database.url)))).toEqual(besidesAudit(rows));
});
