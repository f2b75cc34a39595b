import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../../gateway/http/body.ts';
import { parseGraphQLBody } from '../../../gateway/http/graphql-route.ts';

const JSON_TYPE = 'application/json';
const code = (attempt: () => unknown): string => {
  try {
    attempt();
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const SIMPLE = bytes('{"query":"{a}"}');

describe('a body of GraphQL', () => {
  it('is read with its variables and the name of its operation', () => {
    const body = bytes('{"query":"query q { a }","variables":{"x":[1,"Sở 😀"]},"operationName":"q","extensions":{}}');
    expect(parseGraphQLBody(JSON_TYPE, body)).toMatchObject({
      query: 'query q { a }',
      variables: { x: [1, 'Sở 😀'] },
      operationName: 'q',
    });
  });

  it.each([
    JSON_TYPE,
    'APPLICATION/JSON',
    'application/json;charset=utf-8',
    'application/json; charset="UTF-8"',
    'application/json; charset=utf8; x=y',
  ])('is accepted as %s', (type) => {
    expect(code(() => parseGraphQLBody(type, SIMPLE))).toBe('accepted');
  });

  it.each([
    undefined,
    '',
    'text/plain',
    'application/graphql',
    'application/jsonp',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=latin1',
    'application/json; charset=utf-16',
    'text/plain; application/json',
  ])('is not accepted as %s', (type) => {
    expect(code(() => parseGraphQLBody(type, SIMPLE))).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it.each([
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['an overlong form of a slash', Buffer.concat([bytes('{"query":"'), Buffer.from([0xc0, 0xaf]), bytes('"}')])],
    [
      'half of a surrogate pair in bytes',
      Buffer.concat([bytes('{"query":"'), Buffer.from([0xed, 0xa0, 0x80]), bytes('"}')]),
    ],
    ['UTF-16', Buffer.from('{"query":"{a}"}', 'utf16le')],
    ['nothing', bytes('')],
    ['half of it', bytes('{"query":"{a}"')],
    ['more than it', bytes('{"query":"{a}"}{}')],
    ['single quotes', bytes("{'query':'{a}'}")],
    ['null', bytes('null')],
    ['a text', bytes('"{a}"')],
    ['a query that is no text', bytes('{"query":{"a":1}}')],
    ['an id that is no text', bytes('{"documentId":1}')],
    ['a batch', bytes('[{"query":"{a}"}]')],
    ['an empty batch', bytes('[]')],
    ['variables in a list', bytes('{"query":"{a}","variables":[]}')],
    ['variables in a text', bytes('{"query":"{a}","variables":"{}"}')],
    ['a number for the operation', bytes('{"query":"{a}","operationName":1}')],
  ])('of %s is refused', (_what, body) => {
    expect(code(() => parseGraphQLBody(JSON_TYPE, body))).toBe('BAD_USER_INPUT');
  });

  it.each(['9007199254740993', '-9007199254740993', '9007199254740993.0', '1000000000000000000000', '9'.repeat(400)])(
    'with the whole number %s, which would be rounded, are refused',
    (number) => {
      expect(
        code(() => parseGraphQLBody(JSON_TYPE, bytes(`{"query":"{a}","variables":{"c":[{"d":${number}}]}}`))),
      ).toBe('BAD_USER_INPUT');
    },
  );

  it.each(['9007199254740991', '9007199254740992', '"9007199254740993"', '1e300', '0.12345678901234567', '-0'])(
    'with %s are read as it is',
    (value) => {
      const body = bytes(`{"query":"{a}","variables":{"pad":"1234567890123456","c":${value}}}`);
      expect(parseGraphQLBody(JSON_TYPE, body).variables).toMatchObject({ c: JSON.parse(value) });
    },
  );

  it('with null for what may be left out is accepted, and with a mark of UTF-8 before it', () => {
    expect(
      code(() => parseGraphQLBody(JSON_TYPE, bytes('\ufeff{"query":"{a}","variables":null,"operationName":null}'))),
    ).toBe('accepted');
  });

  const nested = (depth: number, open: string, close: string, inside = '1'): Buffer =>
    bytes(`{"query":"{a}","variables":{"x":${open.repeat(depth - 2)}${inside}${close.repeat(depth - 2)}}}`);

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('is nested in %s 64 deep at most', (_what, open, close) => {
    expect(code(() => parseGraphQLBody(JSON_TYPE, nested(64, open, close)))).toBe('accepted');
    expect(code(() => parseGraphQLBody(JSON_TYPE, nested(65, open, close)))).toBe('BAD_USER_INPUT');
  });

  it('is not nested by brackets inside texts, quotes in them or not', () => {
    expect(code(() => parseGraphQLBody(JSON_TYPE, nested(10, '[', ']', JSON.stringify('[{"\\'.repeat(100)))))).toBe(
      'accepted',
    );
    expect(code(() => parseGraphQLBody(JSON_TYPE, nested(65, '[', ']', JSON.stringify(']'.repeat(100)))))).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('that is nested half a million deep is refused without falling over', () => {
    expect(code(() => parseGraphQLBody(JSON_TYPE, bytes('['.repeat(500_000))))).toBe('BAD_USER_INPUT');
  });
});

/** A request that arrives in pieces. */
function arriving(pieces: readonly Buffer[], headers: Record<string, string> = {}): IncomingMessage {
  const stream = new PassThrough() as unknown as PassThrough & { headers: Record<string, string> };
  stream.headers = headers;
  (async () => {
    for (const piece of pieces) {
      if (stream.destroyed) return;
      stream.write(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    stream.end();
  })();
  return stream as unknown as IncomingMessage;
}
const GZIP = { 'content-encoding': 'gzip' };
/** Bytes that gzip cannot make smaller. */
const noise = (size: number): Buffer => {
  let state = 1;
  return Buffer.from(
    Uint8Array.from({ length: size }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    }),
  );
};
const reading = async (
  pieces: readonly Buffer[],
  headers?: Record<string, string>,
  most = 1_000,
): Promise<number | string> => {
  try {
    return (await readBody(arriving(pieces, headers), most)).length;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('reading', () => {
  it.each([
    ['plain', (body: Buffer) => [body], {}],
    ['in pieces', (body: Buffer) => [body.subarray(0, 400), body.subarray(400)], {}],
    ['packed', (body: Buffer) => [gzipSync(body)], GZIP],
    ['packed in pieces', (body: Buffer) => [gzipSync(body).subarray(0, 20), gzipSync(body).subarray(20)], GZIP],
    ['packed in capital letters', (body: Buffer) => [gzipSync(body)], { 'content-encoding': ' GZIP ' }],
  ])('%s goes up to the limit and no byte further', async (_how, pack, headers) => {
    expect(await reading(pack(noise(1_000)), headers)).toBe(1_000);
    expect(await reading(pack(noise(1_001)), headers)).toBe('BODY_TOO_LARGE');
  });

  it('believes no length that is too large, and does not wait for it', async () => {
    expect(await reading([], { 'content-length': '1001' })).toBe('BODY_TOO_LARGE');
  });

  it('stops unpacking at a hundred times what came in, long before the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(await reading([bomb], GZIP, 1_000_000_000)).toBe('BODY_TOO_LARGE');
    expect(await reading([gzipSync(Buffer.alloc(60_000))], GZIP, 1_000_000)).toBe(60_000);
  });

  it.each([
    ['cut short', gzipSync(noise(900)).subarray(0, 300)],
    ['without its end', gzipSync(noise(900)).subarray(0, -1)],
    ['with a wrong checksum', Buffer.concat([gzipSync(noise(900)).subarray(0, -8), Buffer.alloc(8)])],
    ['followed by garbage', Buffer.concat([gzipSync(noise(90)), bytes('garbage')])],
    ['that is plain', bytes('{"query":"{a}"}')],
    ['of nothing', Buffer.alloc(0)],
  ])('refuses gzip %s', async (_how, body) => {
    expect(await reading([body], GZIP)).toBe('BAD_USER_INPUT');
  });

  it.each(['br', 'deflate', 'zstd', 'gzip, gzip', 'x-gzip', ''])('refuses the encoding "%s"', async (encoding) => {
    expect(await reading([SIMPLE], { 'content-encoding': encoding })).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it('does not wait for the end of gzip that holds nothing', async () => {
    // An empty stored block (RFC 1951, 3.2.4), again and again, after the header of gzip.
    const header = gzipSync(Buffer.alloc(0)).subarray(0, 10);
    const nothing = Buffer.alloc(100_000, Buffer.from([0x00, 0x00, 0x00, 0xff, 0xff]));
    expect(await reading([header, ...Array.from({ length: 100 }, () => nothing)], GZIP)).toBe('BODY_TOO_LARGE');
  });

  it.each([1, 2])('fails when the client goes away after %d pieces', async (pieces) => {
    const request = arriving([bytes('[1,'), bytes('2,')].slice(0, pieces)) as unknown as PassThrough;
    request.end = () => request.destroy();
    await expect(readBody(request as unknown as IncomingMessage, 1_000)).rejects.toThrow('went away');
  });

  it('fails when the client had gone away before', async () => {
    const request = arriving([]);
    request.destroy();
    await expect(readBody(request, 1_000)).rejects.toThrow('went away');
  });

  it('leaves a request that is too large as it is, to be answered on its connection', async () => {
    const request = arriving([noise(1_001), noise(10)]);
    await expect(readBody(request, 1_000)).rejects.toThrow('larger than');
    expect(request.destroyed).toBe(false);
    expect(request.listenerCount('data')).toBe(0);
    request.resume();
    await new Promise((resolve) => request.once('end', resolve));
  });

  it('of nothing gives nothing', async () => {
    expect(await reading([])).toBe(0);
  });
});
