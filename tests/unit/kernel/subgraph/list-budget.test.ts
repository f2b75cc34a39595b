import { buildSchema, execute, GraphQLObjectType, type GraphQLSchema, parse } from 'graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../../kernel/limits/limits.ts';
import { boundLists, overListBudget } from '../../../../kernel/subgraph/list-budget.ts';

/** A tree in which every parent has ten children, and every child knows its parent. */
const SDL = 'type Query { root: Node } type Node { children: [Node!]! parent: Node names: [String]! }';
let resolved = 0;
let schema: GraphQLSchema;

function treeSchema(later: boolean): GraphQLSchema {
  const built = buildSchema(SDL);
  const node = built.getType('Node');
  if (!(node instanceof GraphQLObjectType)) throw new Error('Node is an object type');
  const { children, names } = node.getFields();
  if (children === undefined || names === undefined) throw new Error('Node has lists');
  children.resolve = () => {
    resolved++;
    const list = Array.from({ length: 10 }, () => ({ parent: {} }));
    return later ? Promise.resolve(list) : list;
  };
  names.resolve = () => (later ? Promise.resolve(['a', null]) : ['a', null]);
  return built;
}

const ask = (query: string, contextValue: object = {}) =>
  execute({ schema, document: parse(query), rootValue: { root: {} }, contextValue });

describe.each([
  ['at once', false],
  ['later', true],
])('lists that come %s', (_when, later) => {
  beforeEach(() => {
    resolved = 0;
    schema = treeSchema(later);
  });

  it('are answered up to the limit, and refused with one element more', async () => {
    boundLists(schema, 110);
    expect(await ask('{ root { children { children { parent { __typename } } } } }')).not.toHaveProperty('errors');
    schema = treeSchema(later);
    boundLists(schema, 109);
    const { errors = [] } = await ask('{ root { children { children { parent { __typename } } } } }');
    expect(overListBudget(errors)).toMatchObject({
      message: expect.stringMatching(/^The answer holds more than 109 list elements/),
      extensions: { code: 'QUERY_TOO_LARGE', limit: 'listElements', most: 109 },
    });
  });

  it('are not resolved on past the limit, however deep they are asked for', async () => {
    boundLists(schema, 1_000);
    const deep = `{ root ${'{ children { parent '.repeat(4)} { children { names } } ${'} }'.repeat(4)} }`;
    const { errors = [] } = await ask(deep);
    expect(overListBudget(errors)).toBeDefined();
    expect(resolved).toBeLessThan(2_500);
  });

  it('are counted over all operations of one request, and anew for another', async () => {
    boundLists(schema, 25);
    const context = {};
    expect(await ask('{ root { children { __typename } } }', context)).not.toHaveProperty('errors');
    expect(await ask('{ root { children { __typename } } }', context)).not.toHaveProperty('errors');
    expect(overListBudget((await ask('{ root { children { __typename } } }', context)).errors ?? [])).toBeDefined();
    expect(await ask('{ root { children { __typename } } }')).not.toHaveProperty('errors');
  });

  it('of texts are counted too', async () => {
    boundLists(schema, 1);
    expect(overListBudget((await ask('{ root { names } }')).errors ?? [])).toBeDefined();
  });
});

describe('the limit', () => {
  it('leaves introspection, single values and failing lists alone', async () => {
    schema = treeSchema(false);
    boundLists(schema, 0);
    expect(
      await ask('{ __schema { types { name fields { name } } } root { parent { __typename } } }'),
    ).not.toHaveProperty('errors');
    schema = treeSchema(false);
    const failing = (schema.getType('Node') as GraphQLObjectType).getFields()['children'];
    if (failing === undefined) return expect.unreachable();
    failing.resolve = () => Promise.reject(new Error('its own failure'));
    boundLists(schema, 0);
    const { errors = [] } = await ask('{ root { children { __typename } } }');
    expect(errors.map(({ message }) => message)).toEqual(['its own failure']);
    expect(overListBudget(errors)).toBe(undefined);
  });

  it('is fifty thousand unless told', () => {
    expect(LIMITS.listElements).toBe(50_000);
  });
});
