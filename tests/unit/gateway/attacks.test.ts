import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../kernel/limits/limits.ts';
import { ATTACKS, times } from '../../support/hostile.ts';
import { exchange, rawConnection, statuses } from './raw-http.ts';
import { type ServedOwners, serveOwners } from './served-owners.ts';

let served: ServedOwners;
let unbounded: ServedOwners;
/** Operations that reached the subgraph. */
let executed = 0;

beforeAll(async () => {
  const counting = {
    transport: (real: Parameters<NonNullable<Parameters<typeof serveOwners>[0]>['transport'] & object>[0]) => {
      const counted: typeof real = (...call) => {
        executed++;
        return real(...call);
      };
      return counted;
    },
  };
  served = await serveOwners(counting);
  unbounded = await serveOwners({ ...counting, limits: 'off' });
});
afterAll(async () => {
  await served?.close();
  await unbounded?.close();
  expect(served?.unexpected).toEqual([]);
});
beforeEach(() => {
  executed = 0;
});

const most = (limit: string): number => LIMITS[limit as keyof typeof LIMITS];

describe.each(ATTACKS)('$limit by $by', ({ limit, query }) => {
  it('are answered at the limit', async () => {
    expect((await served.ask(query(most(limit)))).status).toBe(200);
    expect(executed).toBeGreaterThan(0);
  });

  it('are refused one above it, and nothing is executed', async () => {
    const { status, errors, text } = await served.ask(query(most(limit) + 1));
    expect([status, errors.length, errors[0]?.extensions]).toEqual([
      400,
      1,
      expect.objectContaining({ code: 'QUERY_TOO_LARGE', limit, most: most(limit) }),
    ]);
    expect([executed, text.length < 2_000]).toEqual([0, true]);
  });

  it('would be executed if it were not refused', async () => {
    expect((await unbounded.ask(query(most(limit) + 1))).status).toBe(200);
    expect(executed).toBeGreaterThan(0);
  });
});

describe('introspection', () => {
  const levels = (n: number): string =>
    `{ __schema { queryType { fields { type ${'{ ofType '.repeat(n - 5)} { name } ${'}'.repeat(n - 5)} } } } }`;

  it('is bounded in depth', async () => {
    expect((await served.ask(levels(LIMITS.introspectionDepth))).status).toBe(200);
    expect((await served.ask(levels(LIMITS.introspectionDepth + 1))).errors[0]?.extensions).toMatchObject({
      limit: 'introspectionDepth',
    });
  });

  it('is bounded in width, which aliases and lists in lists would make', async () => {
    const types = 'types { fields { type { fields { args { type { name } } } } } }';
    const { status, errors } = await served.ask(`{ __schema { a: ${types} b: ${types} } }`);
    expect([status, errors[0]?.extensions]).toEqual([400, expect.objectContaining({ limit: 'introspectionCost' })]);
  });

  it('that goes round in circles is no valid query', async () => {
    const round = `{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} }'.repeat(4)} } } }`;
    expect((await served.ask(round)).status).toBe(400);
  });
});

describe('documents', () => {
  it.each([
    ['a fragment that spreads itself', '{ agencies { ...f } } fragment f on AgencyConnection { ...f }'],
    [
      'fragments that spread one another',
      '{ agencies { ...f } } fragment f on AgencyConnection { ...g } fragment g on AgencyConnection { totalCount ...f }',
    ],
    ['a variable that nobody declared', '{ agencies(first: $n) { totalCount } }'],
    ['a number that no integer holds', '{ agencies(first: 99999999999999999999) { totalCount } }'],
    ['a number of 100,000 digits', `{ agencies(first: ${'9'.repeat(100_000)}) { totalCount } }`],
    ['an object nested 500 deep', `{ agencies(filter: ${'{ a: '.repeat(450)}1${' }'.repeat(450)}) { totalCount } }`],
    ['a list nested 900 deep', `{ agencies(filter: ${'['.repeat(900)}${']'.repeat(900)}) { totalCount } }`],
    ['a directive that is not there', '{ agencies @nope { totalCount } }'],
    ['a directive twice', '{ agencies @skip(if: false) @skip(if: false) { totalCount } }'],
    ['an alias that objects have already', '{ __proto__: agencies { totalCount } }'],
    ['a subscription', 'subscription { agencies { totalCount } }'],
    ['what the planner asks', '{ _entities(representations: [{ __typename: "Agency", code: "A1" }]) { __typename } }'],
    ['the schema of a subgraph', '{ _service { sdl } }'],
    ['half a hundred thousand brackets', '{a'.repeat(25_000)],
    ['nothing', ''],
    ['a text without end', `{ agency(code: """${'x'.repeat(10_000)}`],
  ])('with %s are refused, and nothing is executed', async (_what, query) => {
    const { status, errors, text } = await served.ask(query);
    expect([status, errors.length > 0, executed]).toEqual([400, true, 0]);
    expect(text.length).toBeLessThan(20_000);
  });
});

describe('names', () => {
  const named = (length: number): string =>
    `query ${'q'.repeat(length)}(${times(150, (i) => `$v${i}: Int`)}) { agencies { totalCount } }`;

  it('are as long as 1,024 characters: errors of validation repeat them', async () => {
    expect((await served.ask(named(LIMITS.nameCharacters))).errors[0]?.message).toContain('is never used');
    const { status, errors } = await served.ask(named(LIMITS.nameCharacters + 1));
    expect([status, errors[0]?.extensions, executed]).toEqual([
      400,
      { code: 'QUERY_TOO_LARGE', limit: 'nameCharacters', given: 1_025, most: 1_024 },
      0,
    ]);
  });

  it('are not confused with long words in texts and comments', async () => {
    const word = 'x'.repeat(2_000);
    expect((await served.ask(`{ agency(code: "${word}") { code } } # ${word}`)).status).toBe(200);
  });
});

describe('values', () => {
  const FIND = 'query ($code: ID!) { agency(code: $code) { code } }';
  const FILTER = 'query ($filter: AgencyFilter) { agencies(filter: $filter) { totalCount } }';

  it('of text are looked for up to 64 KiB, all together', async () => {
    const half = 'x'.repeat(LIMITS.askedTextBytes / 2);
    const two = 'query ($a: ID!) { a: agency(code: $a) { code } b: agency(code: "LITERAL") { code } }'.replace(
      'LITERAL',
      half,
    );
    expect((await served.ask(two, { a: half })).status).toBe(200);
    expect((await served.ask(two, { a: Number('1e3'), unknown: `${half}x` })).status).toBe(200);
    const { status, errors } = await served.ask(two, { a: `${half}x` });
    expect([status, errors[0]?.extensions]).toEqual([400, expect.objectContaining({ limit: 'askedTextBytes' })]);
  });

  it('are counted before they are coerced, numbers as the texts that they become', async () => {
    for (const values of [Array(400_000).fill(1), Array.from({ length: 80_000 }, (_, i) => `N${i}`)]) {
      const { errors } = await served.ask('query ($f: AgencyFilter) { agencies(filter: $f) { totalCount } }', {
        f: values,
      });
      expect(errors.map(({ extensions }) => extensions?.['limit'])).toEqual(['askedTextBytes']);
    }
  });

  it('are as many as 500', async () => {
    const given = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`v${i}`, i]));
    expect((await served.ask('{ agencies { totalCount } }', given(500))).status).toBe(200);
    expect((await served.ask('{ agencies { totalCount } }', given(501))).errors[0]?.extensions).toMatchObject({
      limit: 'variables',
      given: 501,
    });
  });

  it('are as many as 500 in every object in them: coercion repeats an object with every name that it does not know', async () => {
    const inside = (count: number) => ({
      filter: [{ a: Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, 1])) }],
    });
    expect((await served.ask(FILTER, inside(500))).errors[0]?.extensions).not.toHaveProperty('limit');
    expect((await served.ask(FILTER, inside(501))).errors[0]?.extensions).toMatchObject({
      limit: 'variables',
      given: 501,
    });
  });

  it.each([
    ['a list of 100,000 where an object is expected', FILTER, { filter: Array(100_000).fill(1) }],
    [
      'an object with 20,000 unknown fields',
      FILTER,
      { filter: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`f${i}`, 1])) },
    ],
    ['an object nested 60 deep', FILTER, { filter: JSON.parse(`${'{"a":'.repeat(58)}1${'}'.repeat(58)}`) }],
    ['NUL', FIND, { code: 'A\u0000' }],
    ['half of a surrogate pair', FIND, { code: 'A\ud800' }],
    ['an object for a code', FIND, { code: { $ne: null } }],
    ['a number that no integer holds', 'query ($n: Int!) { agencies(first: $n) { totalCount } }', { n: 2 ** 31 }],
    ['infinity, as JSON has it', 'query ($n: Int!) { agencies(first: $n) { totalCount } }', { n: null }],
  ])('that are %s are refused, and nothing is executed', async (_what, query, variables) => {
    const { status, errors, text } = await served.ask(query, variables);
    expect([status, errors.length > 0, executed]).toEqual([400, true, 0]);
    expect(text.length).toBeLessThan(20_000);
  });

  it('with names that objects have already change no object', async () => {
    const body =
      '{"query":"query ($filter: AgencyFilter) { agencies(filter: $filter) { totalCount } }","variables":{"filter":{"__proto__":{"bloc":"PARTY"}},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},"__proto__":{"polluted":1}}';
    await served.post(body);
    expect(({} as Record<string, unknown>)['polluted']).toBe(undefined);
  });
});

describe('bodies', () => {
  it('that say a thing twice mean the last, everywhere', async () => {
    const { data } = await served.post(
      '{"query":"{ agencies { nodes { code } } }","query":"{ last: agencies { totalCount } }"}',
    );
    expect([data, executed]).toEqual([{ last: { totalCount: 0 } }, 1]);
  });

  it.each([
    ['a batch', '[{"query":"{ agencies { totalCount } }"},{"query":"{ agencies { totalCount } }"}]', 400],
    [
      'a batch of 10,000',
      `[${times(10_000, () => '{"query":"{ agencies { totalCount } }"}').replaceAll(' {"q', ',{"q')}]`,
      400,
    ],
    ['brackets without end', '['.repeat(1_000_000), 400],
    ['a mebibyte and a byte', ' '.repeat(1_048_577), 413],
  ])('of %s are refused, and nothing is executed', async (_what, body, status) => {
    expect([(await served.post(body)).status, executed]).toEqual([status, 0]);
  });

  it('that grow a thousandfold are refused while they grow', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    expect((await served.post(bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect(executed).toBe(0);
  });
});

describe('connections', () => {
  const BODY = '{"query":"{ agencies { totalCount } }"}';
  const head = (lines: string): string => `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:${served.port}\r\n${lines}\r\n`;
  const whole = (more = ''): string =>
    `${head(`content-type: application/json\r\ncontent-length: ${BODY.length}\r\n${more}`)}${BODY}`;

  it('take headers of 32 KiB and no more', async () => {
    expect(statuses(await exchange(served.port, whole(`x-a: ${'x'.repeat(31_000)}\r\n`)))).toEqual([200]);
    expect(statuses(await exchange(served.port, whole(`x-a: ${'x'.repeat(33_000)}\r\n`)))).toEqual([431]);
  });

  it('take a hundred headers and no more', async () => {
    const many = (count: number): string => times(count, (i) => `x-${i}: 1\r\n`).replaceAll('\n x', '\nx');
    expect(statuses(await exchange(served.port, whole(many(LIMITS.headers - 3))))).toEqual([200]);
    expect(statuses(await exchange(served.port, whole(many(LIMITS.headers - 2))))).toEqual([431]);
  });

  it.each([
    ['two lengths', `content-length: 5\r\ncontent-length: ${BODY.length}\r\n`],
    ['a length and pieces', `content-length: ${BODY.length}\r\ntransfer-encoding: chunked\r\n`],
    ['pieces in an unknown form', 'transfer-encoding: chunked, identity\r\n'],
    ['a length that is no number', 'content-length: 1e2\r\n'],
    ['a length below nothing', 'content-length: -1\r\n'],
    ['a blank before the colon', `content-length : ${BODY.length}\r\n`],
    ['a line that goes on in the next', `x-a: b\r\n c: d\r\ncontent-length: ${BODY.length}\r\n`],
  ])('with %s smuggle no second request in', async (_what, lines) => {
    const smuggled = `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:${served.port}\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`;
    const connection = await rawConnection(served.port);
    connection.send(head(`content-type: application/json\r\n${lines}`) + BODY + smuggled);
    await connection.ended;
    const answered = statuses(connection.heard());
    expect([answered.length <= 1, answered.every((status) => status === 400), executed]).toEqual([true, true, 0]);
  });

  it('are as many as can be read from one, in their order', async () => {
    const heard = await exchange(served.port, whole().repeat(50), 50);
    expect(statuses(heard)).toEqual(Array(50).fill(200));
  });
});
