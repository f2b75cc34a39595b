import {
  buildASTSchema,
  getIntrospectionQuery,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { committedSupergraph } from '../../../../gateway/compose.ts';
import { savedQuestions } from '../../../../gateway/playground/questions.ts';
import { costOfOperation, overCost } from '../../../../kernel/limits/cost.ts';
import { costTable } from '../../../../kernel/limits/cost-table.ts';
import { LIMITS } from '../../../../kernel/limits/limits.ts';

const SDL = parse(`
  directive @cost(weight: Int!) on FIELD_DEFINITION | OBJECT
  directive @listSize(assumedSize: Int slicingArguments: [String!] sizedFields: [String!] requireOneSlicingArgument: Boolean) on FIELD_DEFINITION
  enum Colour { RED }
  type Query {
    one: Thing
    plain: Int
    steps: [Step!]!
    dear: Thing @cost(weight: 30)
    sum: Int @cost(weight: 7)
    some: [Thing!]!
    many: [Thing!]! @listSize(assumedSize: 40)
    page(first: Int! = 50, after: String): Page @listSize(assumedSize: 50, slicingArguments: ["first"], sizedFields: ["nodes", "edges"])
  }
  type Page { nodes: [Thing!]! edges: [Edge!]! totalCount: Int! }
  type Edge { cursor: String! node: Thing! }
  type Thing { name: String colour: Colour colours: [Colour!] parts: [Thing!]! @listSize(assumedSize: 3) whole: Thing page(first: Int! = 50): Page @listSize(assumedSize: 50, slicingArguments: ["first"], sizedFields: ["nodes", "edges"]) }
  type Step @cost(weight: 0) { ref: ID thing: Thing }
  type Mutation { change: Thing @cost(weight: 10) }
`);
const TABLE = costTable(SDL);
const SCHEMA = buildASTSchema(SDL);

function costOf(query: string, given: Record<string, unknown> = {}): number {
  const document = parse(query);
  const operation = getOperationAST(document) as OperationDefinitionNode;
  const { coerced = {}, errors = [] } = getVariableValues(SCHEMA, operation.variableDefinitions ?? [], given);
  expect(errors).toEqual([]);
  return costOfOperation(TABLE, document, operation, coerced).estimated;
}

describe('an operation costs', () => {
  it.each([
    ['nothing for scalars, enums and lists of them', '{ plain __typename }', 0],
    ['1 for an object', '{ one { name colour colours } }', 1],
    ['nothing for objects of a type that says so, but what is inside', '{ steps { ref thing { name } } }', 2],
    ['1 for each object inside', '{ one { whole { whole { name } } } }', 3],
    ['the weight of a field and 1 for its object', '{ dear { name } }', 31],
    ['the weight of a scalar', '{ sum }', 7],
    ['the length that is assumed of a list', '{ many { name } }', 40],
    ['two for a list of which nothing is said', '{ some { name } }', 2],
    ['the product of lists inside lists', '{ many { parts { parts { name } } } }', 40 + 120 + 360],
    ['1 for a page and the default for its nodes', '{ page { nodes { name } } }', 51],
    ['1 for a page that is counted only', '{ page(first: 0) { totalCount } }', 1],
    ['what is asked for of a page', '{ page(first: 7) { nodes { whole { name } } } }', 1 + 7 + 7],
    ['nodes and edges, both as long as the page', '{ page(first: 7) { nodes { name } edges { node { name } } } }', 22],
    ['pages in pages', '{ page(first: 10) { nodes { page(first: 20) { nodes { name } } } } }', 1 + 10 + 10 + 200],
    ['aliases each', '{ a: one { name } b: one { name } }', 2],
    ['what is written twice twice', '{ one { name } one { colour } }', 2],
    ['inline fragments', '{ ... { one { ... on Thing { whole { name } } } } }', 2],
    [
      'fragments as often as they are spread',
      '{ a: one { ...f } b: one { ...f } } fragment f on Thing { whole { name } }',
      4,
    ],
    ['the size of a page through a fragment', '{ page(first: 9) { ...f } } fragment f on Page { nodes { name } }', 10],
    ['the weight of a mutation', 'mutation { change { name } }', 11],
    [
      'nothing for what a literal leaves out',
      '{ one @skip(if: true) { name } many @include(if: false) { name } plain }',
      0,
    ],
    ['the most for a page of an impossible size', '{ page(first: 1000000) { nodes { name } } }', 1 + LIMITS.page],
    ['the most for a page of a size below nothing', '{ page(first: -1) { nodes { name } } }', 1 + LIMITS.page],
  ])('%s', (_what, query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  it('what the values of variables make of it', () => {
    const query =
      'query ($n: Int! = 30, $no: Boolean = false) { page(first: $n) { nodes { name } } one @include(if: $no) { name } }';
    expect([costOf(query), costOf(query, { n: 4 }), costOf(query, { n: 4, no: true })]).toEqual([31, 5, 6]);
    expect(costOf('query ($n: Int! = 30) { page(first: $n) { nodes { name } } }', { n: 10_000_000 })).toBe(201);
  });

  it('a number, however deep pages stand in pages', () => {
    const deep = `${'page(first: 200) { nodes { '.repeat(9)}name${' } }'.repeat(9)}`;
    expect(costOf(`{ ${deep} }`)).toBeGreaterThan(200 ** 9);
  });
});

describe('the limit', () => {
  const refusal = (query: string) => {
    const document = parse(query);
    const operation = getOperationAST(document) as OperationDefinitionNode;
    const cost = costOfOperation(TABLE, document, operation);
    return overCost(cost, TABLE, document, operation);
  };
  /** 1 + 40 × (1 + 1 + 122) and some more: exactly what is allowed. */
  const exactly = (more: string): string =>
    `{ many { page(first: 122) { nodes { name } } } ${Array.from({ length: 40 }, (_, i) => `a${i}: one { name }`).join(' ')} ${more} }`;

  it('lets 5,000 through and refuses 5,001, with the dearest fields', () => {
    expect(refusal(exactly(''))).toBe(undefined);
    expect(refusal(exactly('b: one { name }'))).toMatchObject({
      message:
        'The operation costs 5001 points, at most 5000 are allowed. Dearest: many.page.nodes (4880), one (41), many (40). Ask for smaller pages (first), fewer lists inside lists, or in several requests.',
      extensions: { code: 'QUERY_TOO_LARGE', limit: 'cost', given: 5_001, most: 5_000 },
    });
  });

  it('is another one for introspection, which the playground holds', () => {
    expect(refusal(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }))).toBe(undefined);
    const types = '{ fields { type { fields { args { type { name } } } } } }';
    expect(refusal(`{ __schema { a: types ${types} b: types ${types} } }`)).toMatchObject({
      extensions: { limit: 'introspectionCost' },
    });
    expect(
      refusal(`{ __schema { ${'abcdefghijklmno'.replace(/./g, '$&: types { fields { name args { name } } } ')} } }`),
    ).toBe(undefined);
  });
});

describe('the saved questions', () => {
  const table = costTable(parse(committedSupergraph()));

  it.each(savedQuestions().map(({ persona, name, text }) => [`${persona}: ${name}`, text]))(
    '%s costs less than a fifth of what is allowed',
    (_name, text) => {
      const document = parse(text);
      const { estimated } = costOfOperation(table, document, getOperationAST(document) as OperationDefinitionNode);
      expect(estimated).toBeGreaterThan(0);
      expect(estimated).toBeLessThan(LIMITS.cost / 5);
    },
  );
});
