import { getIntrospectionQuery, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { savedQuestions } from '../../../../gateway/playground/questions.ts';
import { enforceLimits, parseWithinLimits } from '../../../../kernel/limits/enforce.ts';
import { LIMITS } from '../../../../kernel/limits/limits.ts';
import { measure } from '../../../../kernel/limits/measure.ts';

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');

/** The limit that refuses a document, or none. */
function refusedBy(query: string, operationName?: string | null): string | undefined {
  try {
    enforceLimits(parseWithinLimits(query), operationName);
    return undefined;
  } catch (error) {
    const { code, limit } = (error as { extensions: { code: string; limit?: string } }).extensions;
    return code === 'QUERY_TOO_LARGE' ? limit : code;
  }
}

const weigh = (query: string) => {
  const document = parse(query);
  const operation = document.definitions.find((d): d is OperationDefinitionNode => d.kind === 'OperationDefinition');
  if (operation === undefined) throw new Error('There is an operation');
  return measure(document, operation);
};

/** Fields inside fields, the first included. */
const deep = (levels: number): string => `a ${'{ a '.repeat(levels - 1)}${'}'.repeat(levels - 1)}`;

type Limit = 'tokens' | 'depth' | 'introspectionDepth' | 'aliases' | 'rootFields' | 'directives' | 'selections';

/** A query that weighs exactly so much, in every place where it can be hidden. */
const WAYS: readonly (readonly [Limit, string, (size: number) => string])[] = [
  ['tokens', 'fields', (n) => `{ f { ${times(n - 5, () => 'a')} } }`],
  ['tokens', 'an argument', (n) => `{ f(a: [${times(n - 9, () => '1')}]) }`],
  ['tokens', 'fragments that are not used', (n) => `{ f } fragment u on T { ${times(n - 9, () => 'a')} }`],
  ['depth', 'fields', (n) => `{ ${deep(n)} }`],
  ['depth', 'inline fragments', (n) => `{ a { ... on T { ... { ${deep(n - 1)} } } } }`],
  ['depth', 'a fragment', (n) => `{ a { b { ...f } } } fragment f on T { ${deep(n - 2)} }`],
  [
    'depth',
    'fragments in fragments',
    (n) =>
      `{ a { ...f } } fragment f on T { b { ...g } } fragment g on T { c { ...h } } fragment h on T { ${deep(n - 3)} }`,
  ],
  [
    'depth',
    'a fragment that is used at two depths',
    (n) => `{ x { ...f } a { b { ...f } } } fragment f on T { ${deep(n - 2)} }`,
  ],
  ['depth', 'a branch beside shallow ones', (n) => `{ x y { z } ${deep(n)} w }`],
  ['depth', 'a field beside introspection', (n) => `{ __typename ${deep(n)} }`],
  ['introspectionDepth', 'fields', (n) => `{ __schema { ${deep(n - 1)} } }`],
  ['introspectionDepth', 'a fragment', (n) => `{ __type(name: "T") { ...f } } fragment f on __Type { ${deep(n - 1)} }`],
  ['aliases', 'fields', (n) => `{ f { ${times(n, (i) => `a${i}: b`)} } }`],
  [
    'aliases',
    'a fragment used three times',
    (n) =>
      `{ a { ...f } b { ...f } c { ...f ${times(n - 3 * Math.floor(n / 3), (i) => `y${i}: b`)} } } fragment f on T { ${times(Math.floor(n / 3), (i) => `x${i}: b`)} }`,
  ],
  ['aliases', 'inline fragments', (n) => `{ f { ${times(n, (i) => `... on T { a${i}: b }`)} } }`],
  ['aliases', 'introspection', (n) => `{ __schema { ${times(n, (i) => `a${i}: types { name }`)} } }`],
  ['rootFields', 'fields', (n) => `{ ${times(n, (i) => `f${i}`)} }`],
  ['rootFields', 'the same field again', (n) => `{ ${times(n, () => 'f')} }`],
  ['rootFields', 'a fragment', (n) => `{ ...f x } fragment f on Query { ${times(n - 1, (i) => `f${i}`)} }`],
  ['rootFields', 'inline fragments', (n) => `{ ${times(n, (i) => `... { f${i} }`)} }`],
  ['rootFields', 'a mutation', (n) => `mutation { ${times(n, (i) => `f${i}`)} }`],
  ['directives', 'fields', (n) => `{ f { ${times(n, (i) => `a${i} @skip(if: false)`)} } }`],
  ['directives', 'one field', (n) => `{ f ${times(n, () => '@x')} }`],
  ['directives', 'the operation', (n) => `query ${times(n, () => '@x')} { f }`],
  ['directives', 'a spread', (n) => `{ ...f ${times(n, () => '@x')} } fragment f on Query { a }`],
  ['directives', 'a fragment definition', (n) => `{ ...f } fragment f on Query ${times(n, () => '@x')} { a }`],
  ['directives', 'an inline fragment', (n) => `{ ... ${times(n, () => '@x')} { a } }`],
  [
    'directives',
    'a fragment used twice',
    (n) =>
      `{ a { ...f } b { ...f } c ${times(n % 2, () => '@x')} } fragment f on T { x ${times(Math.floor(n / 2), () => '@x')} }`,
  ],
  [
    'selections',
    'fragments that double one another',
    (n) =>
      `{ f { ...a ${times(n - 1 - 1_024, () => 'x')} } } ${times(10, (i) => `fragment ${'abcdefghij'[i]} on T { ...${'bcdefghijk'[i]} ...${'bcdefghijk'[i]} }`)} fragment k on T { x }`,
  ],
];

describe.each(WAYS)('%s in %s', (limit, _where, query) => {
  it('are allowed up to the limit', () => {
    expect(refusedBy(query(LIMITS[limit]))).toBe(undefined);
  });

  it('are refused one above it', () => {
    expect(refusedBy(query(LIMITS[limit] + 1))).toBe(limit);
  });
});

describe('what is refused', () => {
  it('names the limit, what was given, what is allowed and what to do', () => {
    expect(() => enforceLimits(parse(`{ ${deep(11)} }`), null)).toThrow(
      expect.objectContaining({
        message: 'The operation is nested deeper than allowed: depth 11, at most 10. Split it into several queries.',
        extensions: { code: 'QUERY_TOO_LARGE', limit: 'depth', given: 11, most: 10 },
      }),
    );
  });

  it('is not GraphQL when it cannot be parsed, short or long', () => {
    expect(() => parseWithinLimits('{ a')).toThrow(/^Syntax Error/);
    expect(refusedBy(`{ ${'a '.repeat(10_000)}`)).toBe('tokens');
    expect(refusedBy('{a'.repeat(500_000))).toBe('tokens');
  });

  it('does not take long because of one long token', () => {
    expect(refusedBy(`{ f(a: "${'x'.repeat(900_000)}") }`)).toBe(undefined);
    expect(refusedBy(`{ f } # ${'x'.repeat(900_000)}`)).toBe(undefined);
  });
});

describe('fragments', () => {
  it('that spread one another without end are weighed once, and left to validation', () => {
    expect(refusedBy('{ ...f } fragment f on Query { a ...g } fragment g on Query { b ...f }')).toBe(undefined);
    expect(refusedBy('{ ...f } fragment f on Query { ...f }')).toBe(undefined);
  });

  it('that are not there weigh nothing', () => {
    expect(weigh('{ a ...nowhere }')).toMatchObject({ rootFields: 1, selections: 1, depth: 1 });
  });

  it('that double one another sixty times are added up without overflow, in no time', () => {
    const query = `{ f { ...f0 } } ${times(60, (i) => `fragment f${i} on T { ${i === 59 ? 'x' : `...f${i + 1} ...f${i + 1}`} }`)}`;
    expect(weigh(query).selections).toBe(1e9);
    expect(refusedBy(query)).toBe('selections');
  });

  it('that only an operation uses which is not chosen do not count', () => {
    const query = `query small { a } query large { ...f } fragment f on Query { ${deep(11)} }`;
    expect(refusedBy(query, 'small')).toBe(undefined);
    expect(refusedBy(query, 'large')).toBe('depth');
  });
});

describe('several operations in a document', () => {
  const query = `query small { a } query large { ${deep(11)} }`;

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty name', ''],
    ['a name that is not there', 'other'],
    ['a name that every object has', 'constructor'],
  ])('must all hold the limits when %s chooses one', (_what, name) => {
    expect(refusedBy(query, name)).toBe('depth');
    expect(refusedBy('query small { a } query other { b }', name)).toBe(undefined);
  });

  it('are as many as the tokens allow', () => {
    expect(
      refusedBy(
        times(600, (i) => `query q${i} { a }`),
        'q1',
      ),
    ).toBe('tokens');
  });
});

describe('a measure', () => {
  it('counts what is executed, fragments where they are spread', () => {
    expect(weigh(`query q @x { a: f(x: 1) { ...g b: c @y } __typename } fragment g on T @z { d e { h: i } }`)).toEqual({
      depth: 3,
      introspectionDepth: 0,
      aliases: 3,
      rootFields: 2,
      directives: 3,
      selections: 6,
    });
  });

  it('counts introspection apart', () => {
    expect(weigh('{ __schema { types { name } } a { b } }')).toMatchObject({ depth: 2, introspectionDepth: 3 });
  });
});

describe('what must pass', () => {
  it.each([
    [
      'the query of GraphiQL',
      getIntrospectionQuery({
        inputValueDeprecation: true,
        schemaDescription: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        oneOf: true,
      }),
    ],
    ['the shortest introspection', getIntrospectionQuery({ descriptions: false })],
  ])('%s', (_what, query) => {
    expect(refusedBy(query, 'IntrospectionQuery')).toBe(undefined);
  });

  it.each(savedQuestions().map(({ persona, name, text }) => [`${persona}: ${name}`, text]))('%s', (_name, text) => {
    expect(refusedBy(text)).toBe(undefined);
  });
});
