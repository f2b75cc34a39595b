import { type GraphQLSchema, graphql, printType } from 'graphql';
import { Arg, buildSchema, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectionOf, type Page } from '../../../../kernel/pagination/connection.ts';
import { mapPage } from '../../../../kernel/pagination/page.ts';

@ObjectType({ description: 'A pupil.' })
class Pupil {
  @Field(() => Int, { description: 'Number.' })
  number!: number;
}

const PupilConnection = connectionOf(Pupil, 'Pupil', 'pupils');
const NearPupilConnection = connectionOf(Pupil, 'NearPupil', 'pupils near by');

let counted = 0;
const pageOfNumbers = (count: number, hasNextPage: boolean, hasPreviousPage: boolean): Page<number> => ({
  edges: Array.from({ length: count }, (_, index) => ({ cursor: `c${index}`, node: index })),
  hasNextPage,
  hasPreviousPage,
  count: async () => {
    counted++;
    return 42;
  },
});

const publish = (number: number): Pupil => Object.assign(new Pupil(), { number });

@Resolver(() => Pupil)
class PupilResolver {
  @Query(() => PupilConnection, { description: 'Pupils.' })
  pupils(
    @Arg('count', () => Int) count: number,
    @Arg('next', () => Boolean, { defaultValue: false }) next: boolean,
    @Arg('previous', () => Boolean, { defaultValue: false }) previous: boolean,
  ): object {
    return PupilConnection.of(mapPage(pageOfNumbers(count, next, previous), publish));
  }

  @Query(() => NearPupilConnection, { description: 'Pupils near by.' })
  near(): object {
    return NearPupilConnection.of(mapPage(pageOfNumbers(1, false, false), publish));
  }
}

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildSchema({ resolvers: [PupilResolver], validate: false });
});

const ask = async (source: string) => JSON.parse(JSON.stringify(await graphql({ schema, source })));
const without = (text: string): string => text.replace(/"""[\s\S]*?"""\n\s*/g, '').replaceAll('\n\n', '\n');

describe('a connection type', () => {
  it('has edges, nodes, pageInfo and totalCount, none of them null', () => {
    const type = schema.getType('PupilConnection');
    expect(type && without(printType(type))).toBe(
      'type PupilConnection {\n  edges: [PupilEdge!]!\n  nodes: [Pupil!]!\n  pageInfo: PageInfo!\n  totalCount: Int!\n}',
    );
    const edge = schema.getType('PupilEdge');
    expect(edge && without(printType(edge))).toBe('type PupilEdge {\n  cursor: String!\n  node: Pupil!\n}');
    const info = schema.getType('PageInfo');
    expect(info && without(printType(info))).toBe(
      'type PageInfo {\n  hasNextPage: Boolean!\n  hasPreviousPage: Boolean!\n  startCursor: String\n  endCursor: String\n}',
    );
  });

  it('is another one for another list of the same type', async () => {
    expect(schema.getType('NearPupilConnection')).toBeDefined();
    expect(await ask('{ near { __typename nodes { __typename number } } }')).toEqual({
      data: { near: { __typename: 'NearPupilConnection', nodes: [{ __typename: 'Pupil', number: 0 }] } },
    });
  });

  it('is described, with every field', () => {
    for (const name of ['PupilConnection', 'PupilEdge', 'PageInfo']) {
      const type = schema.getType(name);
      expect(type?.description).toMatch(/\.$/);
    }
  });
});

describe('a page', () => {
  it('gives its elements as edges and as nodes, in order, with the cursors at its ends', async () => {
    const { data } = await ask(
      '{ pupils(count: 3, next: true, previous: true) { nodes { number } edges { cursor node { number } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
    );
    expect(data.pupils).toEqual({
      nodes: [{ number: 0 }, { number: 1 }, { number: 2 }],
      edges: [0, 1, 2].map((number) => ({ cursor: `c${number}`, node: { number } })),
      pageInfo: { hasNextPage: true, hasPreviousPage: true, startCursor: 'c0', endCursor: 'c2' },
    });
  });

  it('without elements has no cursors', async () => {
    const { data } = await ask(
      '{ pupils(count: 0) { nodes { number } edges { cursor } pageInfo { hasNextPage startCursor endCursor } } }',
    );
    expect(data.pupils).toEqual({
      nodes: [],
      edges: [],
      pageInfo: { hasNextPage: false, startCursor: null, endCursor: null },
    });
  });

  it('is counted only when its count is asked for', async () => {
    counted = 0;
    await ask('{ pupils(count: 1) { nodes { number } pageInfo { hasNextPage } } }');
    expect(counted).toBe(0);
    expect((await ask('{ pupils(count: 1) { totalCount } }')).data.pupils.totalCount).toBe(42);
    expect(counted).toBe(1);
  });
});
