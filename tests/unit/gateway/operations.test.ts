import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isErrorCode } from '../../../kernel/errors/codes.ts';
import { type HttpAnswer, type ServedOwners, serveOwners } from './served-owners.ts';

let served: ServedOwners;
const every: HttpAnswer[] = [];
const ask: ServedOwners['ask'] = async (...asked) => {
  const answer = await served.ask(...asked);
  every.push(answer);
  return answer;
};
const post: ServedOwners['post'] = async (...asked) => {
  const answer = await served.post(...asked);
  every.push(answer);
  return answer;
};

const CREATE = 'mutation ($input: CreateAgencyInput!) { createAgency(input: $input) { code } }';
const agency = (code: string, more: object = {}) => ({
  code,
  nameVi: `Sở ${code}`,
  nameEn: `Department ${code}`,
  bloc: 'GOVERNMENT',
  level: 'CITY',
  line: 'CITY',
  validFrom: '2026-01-01',
  ...more,
});

beforeAll(async () => {
  served = await serveOwners();
  for (const [code, parent] of [
    ['A1', null],
    ['A2', 'A1'],
    ['A3', 'A1'],
  ] as const) {
    expect((await ask(CREATE, { input: agency(code, { parent }) })).errors).toEqual([]);
  }
});
afterAll(async () => {
  await served?.close();
  expect(served?.unexpected).toEqual([]);
  for (const { errors } of every) {
    for (const { message, extensions } of errors) {
      expect([message, isErrorCode(extensions.code)]).toEqual([expect.stringMatching(/\S/), true]);
      expect(JSON.stringify(extensions)).not.toMatch(/serviceName|stacktrace|subgraph|node_modules/);
    }
  }
});

const codeOf = ({ errors }: HttpAnswer): string | undefined => errors[0]?.extensions.code;

describe('an error', () => {
  it('in one field leaves the others, and says where it is', async () => {
    const { status, data, errors } = await ask(`{
      here: agency(code: "A1") { code children { code parent { name(lang: EN) } } }
      gone: agency(code: "A9") { code }
      alsoHere: agency(code: "A2") { name(lang: VI) }
    }`);
    expect(status).toBe(200);
    expect(data).toEqual({
      here: {
        code: 'A1',
        children: [
          { code: 'A2', parent: { name: 'Department A1' } },
          { code: 'A3', parent: { name: 'Department A1' } },
        ],
      },
      gone: null,
      alsoHere: { name: 'Sở A2' },
    });
    expect(errors).toEqual([
      {
        message: 'There is no agency "A9". Did you mean A1 or A2 or A3?',
        path: ['gone'],
        extensions: { code: 'NOT_FOUND', given: 'A9', didYouMean: ['A1', 'A2', 'A3'] },
      },
    ]);
  });

  it('in a list leaves what stands beside it', async () => {
    const { status, data, errors } = await ask('{ agencies(first: -1) { totalCount } agency(code: "A1") { code } }');
    expect([status, data]).toEqual([200, { agencies: null, agency: { code: 'A1' } }]);
    expect(errors).toEqual([
      {
        message: expect.stringMatching(/^first takes a whole number from 0 to 200; given: -1\./),
        path: ['agencies'],
        extensions: { code: 'BAD_USER_INPUT', argument: 'first', given: -1, least: 0, most: 200 },
      },
    ]);
  });

  it('of everything that was asked has data that is null, and status 200, because it was executed', async () => {
    const { status, data, errors, text } = await ask('{ agency(code: "A9") { code } }');
    expect([status, data, errors.length]).toEqual([200, { agency: null }, 1]);
    expect(Object.keys(JSON.parse(text))).toEqual(['data', 'errors', 'extensions']);
  });

  it('of a constraint speaks the words of the subgraph', async () => {
    const { status, data, errors } = await ask(CREATE, { input: agency('A1') });
    expect([status, data]).toEqual([200, { createAgency: null }]);
    expect(errors[0]).toMatchObject({
      message: 'An agency with this code exists already. Use updateAgency to change it.',
      path: ['createAgency'],
      extensions: { code: 'CONFLICT', constraint: 'agency_pkey' },
    });
  });

  it('of input tells every problem and nothing of what was given, nor a stack', async () => {
    const answer = await ask(CREATE, { input: agency('not a code', { nameVi: '   ', nameEn: 'SECRET'.repeat(500) }) });
    expect(answer.errors[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      problems: [
        expect.stringMatching(/^input\.code takes|^code takes/),
        expect.stringMatching(/nameVi must not be blank/),
        expect.stringMatching(/nameEn takes at most 1024 characters/),
      ],
    });
    expect(answer.text).not.toMatch(/SECRET|stack|node_modules|\.ts:/);
  });

  it('of a mutation does not undo those before it, and those after it run', async () => {
    const { data, errors } = await ask(`mutation {
      first: createAgency(input: { code: "M1", nameVi: "a", nameEn: "a", bloc: PARTY, level: CITY, line: PARTY, validFrom: "2026-01-01" }) { code }
      second: createAgency(input: { code: "M1", nameVi: "b", nameEn: "b", bloc: PARTY, level: CITY, line: PARTY, validFrom: "2026-01-01" }) { code }
      third: updateAgency(input: { code: "M1", nameEn: "c" }) { name(lang: EN) }
    }`);
    expect(data).toEqual({ first: { code: 'M1' }, second: null, third: { name: 'c' } });
    expect(errors.map(({ path }) => path)).toEqual([['second']]);
  });
});

describe('a variable', () => {
  it.each([
    [
      'a text for a number',
      'query ($x: Int!) { agencies(first: $x) { totalCount } }',
      { x: 'many' },
      /Variable "\$x" got invalid value "many"; Int cannot represent/,
    ],
    [
      'a number that is too large',
      'query ($x: Int!) { agencies(first: $x) { totalCount } }',
      { x: 2 ** 31 },
      /Variable "\$x".*32-bit/,
    ],
    [
      'no value',
      'query ($x: Int!) { agencies(first: $x) { totalCount } }',
      {},
      /Variable "\$x" of required type "Int!" was not provided/,
    ],
    [
      'null for what must be',
      'query ($x: Int!) { agencies(first: $x) { totalCount } }',
      { x: null },
      /Variable "\$x" of non-null type "Int!" must not be null/,
    ],
    [
      'a word that the enum has not',
      'query ($x: Bloc!) { agencies(filter: { bloc: $x }) { totalCount } }',
      { x: 'CITY' },
      /Variable "\$x".*does not exist in "Bloc" enum/,
    ],
    [
      'a field that the input has not',
      CREATE,
      { input: agency('A4', { nameFr: 'x' }) },
      /Variable "\$input".*"nameFr" is not defined by type "CreateAgencyInput"/,
    ],
    [
      'an object for a text',
      'query ($x: ID!) { agency(code: $x) { code } }',
      { x: { $gt: '' } },
      /Variable "\$x" got invalid value/,
    ],
  ])('with %s is refused before anything is executed, and named', async (_what, query, variables, message) => {
    const { status, errors, text } = await ask(query, variables);
    expect([status, JSON.parse(text).data]).toEqual([400, undefined]);
    expect(errors[0]).toMatchObject({
      message: expect.stringMatching(message),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('with what a scalar of ours refuses is named too', async () => {
    const { errors } = await ask('query ($at: DateTime) { agencies(asOf: $at) { totalCount } }', { at: '2026-02-30' });
    expect(errors[0]).toMatchObject({
      message: expect.stringMatching(
        /^Variable "\$at" got invalid value "2026-02-30"; DateTime takes an ISO 8601 instant/,
      ),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('with thousands of wrong values is told twenty times, in short', async () => {
    const input = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`wrong${index}`, 'x'.repeat(50)]));
    const { status, errors, text } = await ask(CREATE, { input });
    expect([status, errors.length <= 21, text.length < 50_000]).toEqual([400, true, true]);
  });

  it('that no part of the operation uses is not looked at', async () => {
    expect((await ask('{ agency(code: "A1") { code } }', { unused: 1 })).errors).toEqual([]);
  });

  it('called as variables of the planner are does not get into its way', async () => {
    const query =
      'query ($representations: ID!, $first: Int!) { agency(code: $representations) { code } agencies(first: $first) { nodes { code } } }';
    expect((await ask(query, { representations: 'A2', first: 1 })).data).toEqual({
      agency: { code: 'A2' },
      agencies: { nodes: [{ code: 'A1' }] },
    });
  });
});

describe('a literal', () => {
  it.each([
    [
      'a text for a number',
      '{ agencies(first: "many") { totalCount } }',
      400,
      'GRAPHQL_VALIDATION_FAILED',
      /Int cannot represent/,
    ],
    [
      'a text that is no instant',
      '{ agencies(asOf: "yesterday") { totalCount } }',
      200,
      'BAD_USER_INPUT',
      /^DateTime takes .*given: "yesterday"/,
    ],
    [
      'a number for an instant',
      '{ agencies(asOf: 2026) { totalCount } }',
      200,
      'BAD_USER_INPUT',
      /^DateTime takes .*given: "2026"/,
    ],
    [
      'null for what must be',
      '{ agencies(first: null) { totalCount } }',
      400,
      'GRAPHQL_VALIDATION_FAILED',
      /non-null|Expected value of type/,
    ],
  ])('of %s is refused with what is expected', async (_what, query, status, code, message) => {
    const answer = await ask(query);
    expect([answer.status, codeOf(answer), answer.errors[0]?.message]).toEqual([
      status,
      code,
      expect.stringMatching(message),
    ]);
  });
});

describe('a text that cannot be stored', () => {
  it.each([
    ['NUL in a variable', { query: 'query ($x: ID!) { agency(code: $x) { code } }', variables: { x: 'A\0' } }],
    [
      'half a surrogate pair in a variable',
      { query: 'query ($x: ID!) { agency(code: $x) { code } }', variables: { x: '\ud800' } },
    ],
    ['NUL in a variable that nothing uses', { query: '{ agency(code: "A1") { code } }', variables: { x: ['A\0'] } }],
    ['NUL in a key', { query: '{ agency(code: "A1") { code } }', variables: { x: { 'a\0': 1 } } }],
    ['NUL in a literal', { query: '{ agency(code: "A\\u0000") { code } }' }],
    ['NUL as it is in a literal', { query: '{ agency(code: "A\0") { code } }' }],
    ['NUL in a block text', { query: '{ agency(code: """A\0""") { code } }' }],
    ['NUL in a default', { query: 'query ($x: ID! = "\\u0000") { agency(code: $x) { code } }' }],
  ])('(%s) is refused before anything is executed', async (_what, body) => {
    const answer = await post(body);
    expect([answer.status, codeOf(answer), JSON.parse(answer.text).data]).toEqual([400, 'BAD_USER_INPUT', undefined]);
    expect(answer.errors[0]?.message).toMatch(/cannot be stored/);
  });

  it('in a literal with half a surrogate pair is no GraphQL', async () => {
    expect(codeOf(await post('{"query":"{ agency(code: \\"\\ud800\\") { code } }"}'))).toBe('GRAPHQL_PARSE_FAILED');
    expect(codeOf(await ask('{ agency(code: "\\ud800") { code } }'))).toBe('GRAPHQL_PARSE_FAILED');
  });

  it('in the second of two mutations leaves the first one undone as well', async () => {
    const query = `mutation ($name: String!) {
      first: updateAgency(input: { code: "A3", nameEn: "written" }) { code }
      second: updateAgency(input: { code: "A3", nameEn: $name }) { code }
    }`;
    expect(codeOf(await ask(query, { name: 'a\0' }))).toBe('BAD_USER_INPUT');
    expect((await ask('{ agency(code: "A3") { name(lang: EN) } }')).data.agency.name).toBe('Department A3');
  });

  it.each([
    "Robert'); drop table owners.agency; --",
    '<script>alert(1)</script>',
    '{{7*7}}',
    '\u202e\u200b😀 Sở\t\n"\\',
    '%s %d \\x00',
    '{"$gt":""}',
  ])('is not %j: it comes back as it went in', async (name) => {
    const { data, errors } = await ask(
      'mutation ($name: String!) { updateAgency(input: { code: "A3", nameEn: $name }) { name(lang: EN) } }',
      { name },
    );
    expect([errors, data?.updateAgency.name]).toEqual([[], name]);
    await ask('mutation { updateAgency(input: { code: "A3", nameEn: "Department A3" }) { code } }');
  });
});

describe('introspection', () => {
  it('answers what GraphiQL asks', async () => {
    const { data, errors } = await ask(
      getIntrospectionQuery({
        inputValueDeprecation: true,
        schemaDescription: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        oneOf: true,
      }),
      undefined,
      null,
    );
    expect(errors).toEqual([]);
    const schema = buildClientSchema(data);
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(['agency', 'agencies']);
    expect(schema.getQueryType()?.getFields()).not.toHaveProperty('_entities');
    expect(
      Object.keys(schema.getTypeMap()).filter((name) => /^(join__|link__|_Any|_Entity|_Service)/.test(name)),
    ).toEqual([]);
  });

  it('of one type works, with __typename beside it', async () => {
    expect((await ask('{ __typename __type(name: "Agency") { name kind } }')).data).toEqual({
      __typename: 'Query',
      __type: { name: 'Agency', kind: 'OBJECT' },
    });
  });

  it.each([
    ['before data', '{ __schema { queryType { name } } agency(code: "A1") { code } }'],
    ['after data', '{ agency(code: "A1") { code } __schema { queryType { name } } }'],
    ['in a fragment', '{ ...f } fragment f on Query { __schema { queryType { name } } }'],
    [
      'with data in a fragment',
      '{ __schema { queryType { name } } ...f } fragment f on Query { agency(code: "A1") { code } }',
    ],
    ['in an inline fragment beside data', '{ agency(code: "A1") { code } ... { __type(name: "Agency") { name } } }'],
  ])('%s is refused, not answered by half', async (_where, query) => {
    const answer = await ask(query);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(answer.errors[0]?.message).toMatch(/operation of their own/);
  });
});

describe('several operations in one document', () => {
  const QUERY = `
    query Schema { __schema { queryType { name } } }
    query One { ...f }
    query Two { agency(code: "A2") { ...g } }
    fragment f on Query { agency(code: "A1") { ...g } }
    fragment g on Agency { code }`;

  it.each([
    ['One', { agency: { code: 'A1' } }],
    ['Two', { agency: { code: 'A2' } }],
    ['Schema', { __schema: { queryType: { name: 'Query' } } }],
  ])('%s is answered when it is chosen, whatever stands before it', async (operationName, expected) => {
    for (const query of [QUERY, `query Last { agency(code: "A3") { code } } ${QUERY}`]) {
      const { data, errors } = await post({ query, operationName });
      expect([errors, data]).toEqual([[], expected]);
    }
  });

  it.each([[undefined], [null], [''], ['Three'], ['one'], ['__proto__'], ['constructor']])(
    '%j chooses none',
    async (operationName) => {
      const answer = await post({ query: QUERY, operationName });
      expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_USER_INPUT']);
    },
  );

  it.each(['fragment f on Agency { code }', '', '# nothing'])('are needed: "%s" has none', async (query) => {
    expect((await post({ query })).status).toBe(400);
  });
});

describe('what leaves nothing to answer', () => {
  it.each([
    ['a literal @skip', '{ agency(code: "A1") @skip(if: true) { code } }', {}],
    ['a literal @include', '{ ... @include(if: false) { agency(code: "A1") { code } } }', {}],
    ['@skip by a variable', 'query ($x: Boolean!) { agency(code: "A1") @skip(if: $x) { code } }', {}],
    ['@skip by a default', 'query ($y: Boolean = true) { agency(code: "A1") @skip(if: $y) { code } }', {}],
    [
      '@skip of a fragment',
      'query ($x: Boolean!) { ...f @skip(if: $x) } fragment f on Query { agency(code: "A1") { code } }',
      {},
    ],
    [
      '@skip beside __typename',
      'query ($x: Boolean!) { __typename agency(code: "A1") @skip(if: $x) { code } }',
      { __typename: 'Query' },
    ],
    ['@skip of every field inside', '{ agency(code: "A1") { code @skip(if: true) } }', { agency: {} }],
  ])('(%s) is answered with what is left', async (_what, query, expected) => {
    const { data, errors } = await ask(query, { x: true });
    expect([errors, data]).toEqual([[], expected]);
  });

  it('but what is left is answered', async () => {
    expect((await ask('{ agency(code: "A1") @skip(if: true) { code } b: agency(code: "A2") { code } }')).data).toEqual({
      b: { code: 'A2' },
    });
  });

  it.each([
    ['{ __typename }', { __typename: 'Query' }],
    [
      '{ t: __typename ...f } fragment f on Query { agency(code: "A1") { code __typename } }',
      { t: 'Query', agency: { code: 'A1', __typename: 'Agency' } },
    ],
    ['{ ...f } fragment f on Query { __typename }', { __typename: 'Query' }],
    ['mutation { __typename }', { __typename: 'Mutation' }],
  ])('%s is answered', async (query, expected) => {
    const { data, errors } = await ask(query);
    expect([errors, data]).toEqual([[], expected]);
  });
});

describe('a name that every object has', () => {
  const NAMES = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    '__lookupSetter__',
  ];

  it.each(NAMES)('%s is refused as an alias, at the top, inside, and in fragments', async (name) => {
    for (const query of [
      `{ ${name}: agency(code: "A1") { code } }`,
      `{ agency(code: "A1") { ${name}: children { code name } } }`,
      `{ agency(code: "A2") { ${name}: parent { polluted: code } } }`,
      `{ agency(code: "A2") { ...f } } fragment f on Agency { ${name}: code }`,
      `query a { __typename } query b { ${name}: __typename }`,
    ]) {
      const answer = await post({ query, operationName: query.startsWith('query') ? 'a' : null });
      expect([answer.status, codeOf(answer)]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    }
    expect(({} as Record<string, unknown>)['polluted']).toBe(undefined);
  });

  it.each(['__proto__', 'constructor'])('%s is refused as a variable and as a fragment', async (name) => {
    for (const query of [
      `query ($${name}: ID!) { agency(code: $${name}) { code } }`,
      `{ agency(code: "A1") { ...${name} } } fragment ${name} on Agency { code }`,
    ]) {
      expect(codeOf(await post({ query, variables: { [name]: 'A1' } }))).toBe('GRAPHQL_VALIDATION_FAILED');
    }
  });

  it('__typename is refused as another name of something else', async () => {
    expect(codeOf(await ask('{ agency(code: "A1") { __typename: code } }'))).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await ask('{ agency(code: "A1") { type: __typename name: code } }')).data.agency).toEqual({
      type: 'Agency',
      name: 'A1',
    });
  });

  it('is harmless as a key of variables', async () => {
    const body =
      '{"query":"query ($x: ID!) { agency(code: $x) { code } }","variables":{"x":"A1","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}';
    expect((await post(body)).data).toEqual({ agency: { code: 'A1' } });
    expect(({} as Record<string, unknown>)['polluted']).toBe(undefined);
  });
});

describe('a key', () => {
  it('keeps its name, so that what other subgraphs are asked about is what was found', async () => {
    const answer = await ask('{ agency(code: "A1") { code: name } }');
    expect([answer.status, codeOf(answer)]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(answer.errors[0]?.message).toMatch(/^"code" is the key of Agency: "name" cannot be called so\./);
  });
});

describe('what the schema has not', () => {
  it.each([
    ['a subscription', 'subscription { agency(code: "A1") { code } }', /has no subscriptions/],
    [
      'the entities of a subgraph',
      '{ _entities(representations: []) { __typename } }',
      /Cannot query field "_entities"/,
    ],
    ['the schema of a subgraph', '{ _service { sdl } }', /Cannot query field "_service"/],
    ['a field', '{ agencie }', /Cannot query field "agencie".*Did you mean "agencies"/],
    ['a directive', '{ __typename @nope }', /Unknown directive "@nope"/],
    ['deferred answers', '{ agency(code: "A1") { ... @defer { code } } }', /Unknown directive "@defer"/],
    [
      'a cycle of fragments',
      '{ agency(code: "A1") { ...f } } fragment f on Agency { parent { ...f } }',
      /Cannot spread fragment "f" within itself/,
    ],
    ['a fragment that nothing uses', '{ __typename } fragment f on Agency { code }', /Fragment "f" is never used/],
  ])('(%s) is refused by validation', async (_what, query, message) => {
    const answer = await ask(query);
    expect([answer.status, codeOf(answer), answer.errors[0]?.message]).toEqual([
      400,
      'GRAPHQL_VALIDATION_FAILED',
      expect.stringMatching(message),
    ]);
  });

  it('is not made up by extensions of the request', async () => {
    const persistedQuery = { version: 1, sha256Hash: 'a'.repeat(64) };
    const { status, errors } = await post({ query: '{ __typename }', extensions: { persistedQuery } });
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    for (const body of [
      { extensions: { persistedQuery } },
      { documentId: 'x' },
      { query: null, extensions: { persistedQuery } },
    ]) {
      const answer = await post(body);
      expect([answer.status, codeOf(answer)]).toEqual([400, 'PERSISTED_QUERY_NOT_SUPPORTED']);
    }
    expect(codeOf(await post({ id: 'x' }))).toBe('BAD_USER_INPUT');
  });

  it('is told for a query that is over a limit, with the limit, before it is told to be wrong', async () => {
    const answer = await ask(`{ ${Array.from({ length: 21 }, (_, index) => `nope${index}`).join(' ')} }`);
    expect([answer.status, codeOf(answer), answer.errors[0]?.extensions['limit']]).toEqual([
      400,
      'QUERY_TOO_LARGE',
      'rootFields',
    ]);
    expect(codeOf(await ask(`{ ${'a '.repeat(3_000)}}`))).toBe('QUERY_TOO_LARGE');
  });
});

describe('lists inside lists', () => {
  // Their third power is more than a request may hold.
  const WARDS = 40;

  it('are refused when they multiply beyond what a request may hold, and the next request is answered', async () => {
    const input = (index: number) => agency(`W${index}`, { parent: 'A3', level: 'WARD' });
    for (let index = 0; index < WARDS; index++) {
      const { errors } = await served.ask(CREATE, { input: input(index) });
      expect(errors).toEqual([]);
    }
    const { status, data, errors } = await ask(
      '{ agency(code: "A3") { children { parent { children { parent { children { parent { children { code } } } } } } } } }',
    );
    expect([status, data]).toEqual([200, { agency: null }]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ extensions: { code: 'QUERY_TOO_LARGE', limit: 'listElements', most: 50_000 } });
    expect(
      (await ask('{ agency(code: "A3") { children { parent { children { code } } } } }')).data.agency.children,
    ).toHaveLength(WARDS);
  });
});

describe('the language', () => {
  it('is the one of the request, unless a field asks for another', async () => {
    const query = { query: '{ agency(code: "A1") { name en: name(lang: EN) vi: name(lang: VI) } }' };
    for (const [header, name] of [
      ['en-GB, vi;q=0.5', 'Department A1'],
      ['fr', 'Sở A1'],
      ['vi', 'Sở A1'],
    ]) {
      const { data } = await post(query, { 'accept-language': header ?? '' });
      expect(data.agency).toEqual({ name, en: 'Department A1', vi: 'Sở A1' });
    }
  });
});
