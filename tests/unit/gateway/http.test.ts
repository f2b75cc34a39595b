import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../kernel/errors/codes.ts';
import { exchange, rawConnection, sendWhole, statuses } from './raw-http.ts';
import { readAnswer, type ServedOwners, serveOwners } from './served-owners.ts';

let served: ServedOwners;
let healthy = true;

beforeAll(async () => {
  served = await serveOwners({
    checks: [{ name: 'database', check: async () => (healthy ? null : 'does not answer') }],
  });
});
afterAll(async () => {
  await served?.close();
  expect(served?.unexpected).toEqual([]);
});

const GZIP: Readonly<Record<string, string>> = { 'content-encoding': 'gzip' };
const ZEROS = gzipSync(Buffer.alloc(20_000_000));
const chunked = (piece: Buffer) => [`${piece.length.toString(16)}\r\n`, piece, '\r\n'];
const SIMPLE = '{"query":"{ __typename }"}';
const head = (method: string, path: string, headers: Record<string, string | number> = {}): string =>
  `${method} ${path} HTTP/1.1\r\n${Object.entries({ host: `127.0.0.1:${served.port}`, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;
const posted = (body: string, headers: Record<string, string | number> = {}): string =>
  head('POST', '/graphql', {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  }) + body;
const get = (path: string, init: RequestInit = {}) => fetch(served.address + path, { redirect: 'manual', ...init });

describe('every answer', () => {
  it.each([
    ['a page', 'GET', '/'],
    ['an operation', 'POST', '/graphql'],
    ['health', 'GET', '/livez'],
    ['a path that is not there', 'GET', '/nope'],
    ['a wrong method', 'DELETE', '/'],
  ])('(%s) is not stored, not sniffed, and tells no other site where it came from', async (_what, method, path) => {
    const { headers } = await get(path, {
      method,
      ...(method === 'POST' ? { body: SIMPLE, headers: { 'content-type': 'application/json' } } : {}),
    });
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // The page has a form: without a referrer it would be sent with the origin "null", which is refused.
      'referrer-policy': path === '/' && method === 'GET' ? 'same-origin' : 'no-referrer',
    });
    expect([...headers.keys()].filter((name) => /^(server|x-powered-by|access-control-)/.test(name))).toEqual([]);
  });
});

describe('paths and methods', () => {
  it.each([
    ['GET', '/livez', 200],
    ['HEAD', '/livez', 200],
    ['GET', '/readyz', 200],
    ['GET', '/', 200],
    ['HEAD', '/', 200],
    ['POST', '/livez', 405],
    ['DELETE', '/readyz', 405],
    ['POST', '/', 405],
    ['GET', '/graphql', 405],
    ['GET', '/graphql?query=%7B__typename%7D', 405],
    ['GET', '/graphql?query=mutation%7B__typename%7D', 405],
    ['HEAD', '/graphql', 405],
    ['PUT', '/graphql', 405],
    ['PATCH', '/graphql', 405],
    ['DELETE', '/graphql', 405],
    ['OPTIONS', '/graphql', 405],
    ['GET', '/nope', 404],
    ['GET', '/graphql/', 404],
    ['GET', '/GraphQL', 404],
    ['GET', '/%67raphql', 404],
    ['GET', '/__proto__', 404],
    ['GET', '/constructor', 404],
    ['GET', '/graphql/../livez', 200],
    ['GET', '/..%2f..%2fetc%2fpasswd', 404],
    ['GET', '/health', 404],
    ['GET', '/healthcheck', 404],
  ])('%s %s is answered with %d', async (method, path, status) => {
    const response = await get(path, { method });
    const text = await response.text();
    expect(response.status).toBe(status);
    if (status >= 400 && method !== 'HEAD') {
      const { errors } = JSON.parse(text);
      const code = errors[0].extensions.code as keyof typeof ERROR_CODES;
      expect([errors.length, ERROR_CODES[code].status, errors[0].message]).toEqual([
        1,
        status,
        expect.stringMatching(/\S/),
      ]);
    }
    if (status === 405) expect(response.headers.get('allow')).toMatch(/^(GET, HEAD|POST|GET)$/);
    if (method === 'HEAD') expect(text).toBe('');
  });

  it.each([
    ['//graphql', 404],
    ['//[', 404],
    ['///', 404],
    ['http://[', 404],
    ['http://127.0.0.1/livez', 200],
    ['*', 404],
  ])('the target %s is answered with %d', async (target, status) => {
    expect(statuses(await exchange(served.port, head('GET', target, { connection: 'close' })))).toEqual([status]);
  });

  it('a method that reads changes nothing, whatever stands in the address', async () => {
    const mutation = encodeURIComponent(
      'mutation { linkPredecessor(input: { predecessor: "A1", successor: "A2" }) { code } }',
    );
    const response = await get(`/graphql?query=${mutation}`, { headers: { accept: 'application/json' } });
    expect((await readAnswer(response)).errors[0]?.extensions.code).toBe('METHOD_NOT_ALLOWED');
  });

  it('a form of another site is not an operation', async () => {
    for (const [type, body] of [
      ['application/x-www-form-urlencoded', `query=${encodeURIComponent('mutation { __typename }')}`],
      ['text/plain', SIMPLE],
      [
        'multipart/form-data; boundary=x',
        `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${SIMPLE}\r\n--x--`,
      ],
    ] as const) {
      const { status, errors } = await served.post(body, { 'content-type': type });
      expect([status, errors[0]?.extensions.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    }
  });
});

describe('who calls', () => {
  it.each(['evil.example', `evil.example:4000`, '127.0.0.1.evil.example', ''])(
    'by the name "%s" is refused, whatever is asked',
    async (host) => {
      for (const path of ['/', '/graphql', '/livez', served.signIn.path]) {
        const heard = await exchange(served.port, head('GET', path, { host, connection: 'close' }));
        expect([statuses(heard), /"FORBIDDEN"/.test(heard)]).toEqual([[403], true]);
      }
    },
  );

  it('from a page of another server is refused, before the body is looked at', async () => {
    for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:${served.port + 1}`]) {
      const answer = await served.post(SIMPLE, { origin });
      expect([answer.status, answer.errors[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
    }
    expect((await served.post(SIMPLE, { origin: served.address })).status).toBe(200);
  });

  it('to ask whether another page may call is told no', async () => {
    const response = await get('/graphql', {
      method: 'OPTIONS',
      headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
    });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });
});

describe('the size of a body', () => {
  const LIMIT = 1_048_576;
  const bodyOf = (size: number): string => {
    const [before, after] = ['{"query":"{ __typename }","variables":{"x":"', '"}}'];
    return before + 'x'.repeat(size - before.length - after.length) + after;
  };
  const inPieces = (body: Buffer): ReadableStream =>
    new ReadableStream({
      pull(controller) {
        for (let at = 0; at < body.length; at += 60_000) controller.enqueue(body.subarray(at, at + 60_000));
        controller.close();
      },
    });
  const streamed = async (body: Buffer, headers: Record<string, string> = {}) =>
    readAnswer(
      await fetch(`${served.address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: inPieces(body),
        duplex: 'half',
      } as RequestInit),
    );

  it('is accepted up to 1 MiB and refused one byte above, with its length', async () => {
    expect((await served.post(bodyOf(LIMIT))).status).toBe(200);
    const { status, errors } = await served.post(bodyOf(LIMIT + 1));
    expect([status, errors[0]?.extensions]).toEqual([413, { code: 'BODY_TOO_LARGE', limit: 'bodyBytes', most: LIMIT }]);
  });

  it('is accepted up to 1 MiB and refused one byte above, without its length', async () => {
    expect((await streamed(Buffer.from(bodyOf(LIMIT)))).status).toBe(200);
    expect((await streamed(Buffer.from(bodyOf(LIMIT + 1)))).status).toBe(413);
    expect((await streamed(Buffer.from(bodyOf(20 * LIMIT)))).status).toBe(413);
  });

  it('is that of what is unpacked', async () => {
    const packed = { 'content-encoding': 'gzip' };
    // Not packed at all, so that the hundredfold of what came in is not what refuses it.
    const bulky = (size: number): Buffer => gzipSync(bodyOf(size), { level: 0 });
    expect((await served.post(bulky(LIMIT), packed)).status).toBe(200);
    expect((await served.post(bulky(LIMIT + 1), packed)).status).toBe(413);
    expect((await streamed(gzipSync(Buffer.alloc(100 * LIMIT, 0x20)), packed)).status).toBe(413);
    expect((await served.post(gzipSync(SIMPLE).subarray(0, -4), packed)).status).toBe(400);
    expect((await served.post(SIMPLE, { 'content-encoding': 'br' })).status).toBe(415);
  });

  it('that is announced as too large is refused before it comes', async () => {
    const heard = await exchange(
      served.port,
      head('POST', '/graphql', { 'content-type': 'application/json', 'content-length': 10 * LIMIT }),
    );
    expect(statuses(heard)).toEqual([413]);
  });

  const LARGE = 24 * LIMIT;
  it.each<[string, number, number | undefined, () => Buffer[], Readonly<Record<string, string>>]>([
    ['with its length', 413, LARGE, () => [Buffer.alloc(LARGE)], {}],
    ['without its length', 413, undefined, () => Array.from({ length: 24 }, () => Buffer.alloc(LIMIT)), {}],
    ['packed', 413, undefined, () => [gzipSync(Buffer.alloc(LARGE), { level: 0 })], GZIP],
    ['packed too well', 413, undefined, () => [ZEROS, Buffer.alloc(LARGE)], GZIP],
    ['packed in an unknown way', 415, LARGE, () => [Buffer.alloc(LARGE)], { 'content-encoding': 'br' }],
    ['from nobody', 401, LARGE, () => [Buffer.alloc(LARGE)], { authorization: 'Bearer nobody' }],
  ])('%s that goes on coming lets its client hear why it is refused', async (_how, status, length, pieces, headers) => {
    const framing = length === undefined ? { 'transfer-encoding': 'chunked' } : { 'content-length': length };
    const asked = head('POST', '/graphql', {
      'content-type': 'application/json',
      connection: 'close',
      ...framing,
      ...headers,
    });
    const body = length === undefined ? [...pieces().flatMap(chunked), '0\r\n\r\n'] : pieces();
    expect(statuses(await sendWhole(served.port, [asked, ...body]))).toEqual([status]);
  });

  it('that never ends is cut off', async () => {
    const connection = await rawConnection(served.port);
    connection.send(head('POST', '/graphql', { 'content-type': 'application/json', 'content-length': 1_000 * LIMIT }));
    let sent = 0;
    const piece = Buffer.alloc(LIMIT);
    const more = (): void => {
      while (!connection.socket.destroyed && sent < 1_000) {
        sent++;
        if (!connection.socket.write(piece)) return;
      }
    };
    connection.socket.on('drain', more);
    more();
    await connection.ended;
    expect([statuses(connection.heard()), sent < 200]).toEqual([[413], true]);
  });

  it('that was refused is not taken for the next request', async () => {
    const smuggled = posted('{"query":"{ smuggled: __typename }"}');
    const heard = await exchange(
      served.port,
      head('POST', '/graphql', { 'content-type': 'application/json', 'content-length': 10 * LIMIT }) + smuggled,
    );
    expect([statuses(heard), heard.includes('smuggled')]).toEqual([[413], false]);
  });

  it('with two lengths, or a length and pieces, is not HTTP', async () => {
    const two = head('POST', '/graphql', {
      'content-type': 'application/json',
      'content-length': 4,
      'transfer-encoding': 'chunked',
    });
    expect(statuses(await exchange(served.port, `${two}0\r\n\r\n`))).toEqual([400]);
  });

  it('is asked for when a client waits to be asked', async () => {
    const connection = await rawConnection(served.port);
    connection.send(
      head('POST', '/graphql', {
        'content-type': 'application/json',
        'content-length': SIMPLE.length,
        expect: '100-continue',
      }),
    );
    expect(statuses(await connection.answers(1))).toEqual([100]);
    connection.send(SIMPLE);
    expect(statuses(await connection.answers(2))).toEqual([100, 200]);
    connection.socket.destroy();
  });
});

describe('a connection', () => {
  it('takes one request after another, and several at once in their order', async () => {
    const ask = (name: string): string => posted(`{"query":"{ ${name}: __typename }"}`);
    const heard = await exchange(served.port, ask('first') + ask('second') + ask('third'), 3);
    expect(statuses(heard)).toEqual([200, 200, 200]);
    expect([...heard.matchAll(/"(first|second|third)"/g)].map(([, name]) => name)).toEqual([
      'first',
      'second',
      'third',
    ]);
  });

  it('goes on after a request that was refused', async () => {
    const heard = await exchange(
      served.port,
      posted('{') + head('GET', '/nope') + head('PUT', '/') + posted(SIMPLE),
      4,
    );
    expect(statuses(heard)).toEqual([400, 404, 405, 200]);
  });

  it('that says nonsense is told so and closed', async () => {
    const connection = await rawConnection(served.port);
    connection.send('NONSENSE\r\n\r\n');
    await connection.ended;
    expect(statuses(connection.heard())).toEqual([400]);
  });

  it('that breaks off in the middle of a body harms nobody', async () => {
    const connection = await rawConnection(served.port);
    connection.send(head('POST', '/graphql', { 'content-type': 'application/json', 'content-length': 1_000 }) + SIMPLE);
    await new Promise((resolve) => setTimeout(resolve, 20));
    connection.socket.resetAndDestroy();
    expect((await served.post(SIMPLE)).status).toBe(200);
  });

  it('that breaks off before its answer harms nobody', async () => {
    const connection = await rawConnection(served.port);
    connection.send(posted('{"query":"{ agencies { totalCount } }"}'));
    connection.socket.resetAndDestroy();
    expect((await served.post(SIMPLE)).status).toBe(200);
  });
});

describe('health', () => {
  it('is told to whoever asks, without a token', async () => {
    expect(await (await get('/livez')).json()).toEqual({ status: 'alive' });
    expect(await (await get('/readyz')).json()).toEqual({ ready: true, checks: [{ name: 'database', ok: true }] });
  });

  it('is not ready, but alive, when a check fails', async () => {
    healthy = false;
    const ready = await get('/readyz');
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { ready: false, checks: [{ name: 'database', ok: false, problem: 'does not answer' }] },
    ]);
    expect((await get('/livez')).status).toBe(200);
    healthy = true;
    expect((await get('/readyz')).status).toBe(200);
  });
});

describe('the playground', () => {
  const asPage = (headers: Record<string, string> = {}) =>
    get('/graphql', { headers: { accept: 'text/html,application/xhtml+xml', ...headers } });

  it('is one whole page that takes nothing from elsewhere', async () => {
    const response = await asPage();
    const page = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page).toContain('Nguồn');
    // Addresses in licences and name spaces are texts; what loads is an attribute, an import or a style.
    expect(page.match(/<(script|link|img|iframe)\b[^>]*\b(src|href)=["']?(https?:)?\/\//gi)).toBe(null);
    expect(page.match(/@import\s+(url\()?["']?(https?:)?\/\//gi)).toBe(null);
    expect(page.match(/\burl\(["']?(https?:)?\/\//gi)).toBe(null);
    expect(page.match(/\b(import|importScripts)\s*\(\s*["'`](https?:)?\/\//g)).toBe(null);
    expect(page.match(/\b(unpkg|jsdelivr|cdnjs|esm\.sh|skypack|googleapis|gstatic)\b/gi)).toBe(null);
  });

  it('may load nothing from elsewhere, and stand in no frame', async () => {
    const policy = (await asPage()).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/(^|; )default-src 'none'/);
    expect(policy).toMatch(/(^|; )connect-src 'self'/);
    expect(policy).toMatch(/(^|; )frame-ancestors 'none'/);
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  });

  it('comes packed to who can unpack it, and plain to others', async () => {
    const asked = (encoding: string): string =>
      head('GET', '/graphql', { accept: 'text/html', 'accept-encoding': encoding, connection: 'close' });
    const packed = await readAnswer(await asPage({ 'accept-encoding': 'gzip' }));
    expect([packed.headers.get('content-encoding'), packed.headers.get('vary')]).toEqual(['gzip', 'accept-encoding']);
    const connection = await rawConnection(served.port);
    connection.send(asked('identity'));
    await connection.ended;
    expect(connection.heard()).not.toMatch(/content-encoding/);
    expect(Number(/content-length: (\d+)/.exec(connection.heard())?.[1])).toBe(Buffer.byteLength(packed.text));
  });

  it('is offered to browsers, not to programs', async () => {
    expect((await get('/graphql', { headers: { accept: 'application/json' } })).status).toBe(405);
    expect((await get('/graphql', { headers: { accept: '*/*' } })).status).toBe(405);
    const looked = await get('/graphql', { method: 'HEAD', headers: { accept: 'text/html' } });
    expect([looked.status, await looked.text()]).toEqual([200, '']);
  });
});

describe('without a playground and introspection', () => {
  let closed: ServedOwners;
  beforeAll(async () => {
    closed = await serveOwners({ playground: false, introspection: false });
  });
  afterAll(() => closed?.close());

  it('no page is shown, and no schema told', async () => {
    expect((await fetch(`${closed.address}/`)).status).toBe(404);
    expect((await fetch(`${closed.address}/graphql`, { headers: { accept: 'text/html' } })).status).toBe(405);
    for (const query of ['{ __schema { queryType { name } } }', '{ __type(name: "Agency") { name } }']) {
      const { status, errors } = await closed.ask(query);
      expect([status, errors[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    }
    expect((await closed.ask('{ __typename agency(code: "A1") { __typename } }')).data).toEqual({
      __typename: 'Query',
      agency: null,
    });
  });
});

it('what is packed is the page', async () => {
  const body = await new Promise<Buffer>((resolve) => {
    const chunks: Buffer[] = [];
    void rawConnection(served.port).then((connection) => {
      connection.socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      connection.send(head('GET', '/graphql', { accept: 'text/html', 'accept-encoding': 'gzip', connection: 'close' }));
      void connection.ended.then(() => resolve(Buffer.concat(chunks)));
    });
  });
  expect(gunzipSync(body.subarray(body.indexOf('\r\n\r\n') + 4)).toString()).toMatch(/^\s*<!doctype html>/i);
});
