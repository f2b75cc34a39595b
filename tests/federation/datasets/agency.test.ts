import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous } from '../../support/viewers.ts';
import { dataset, declare, statementsOf } from './catalog.ts';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await testSubgraph(datasets);
  for (const [index, publisher] of ['A11', 'A12', 'A13'].entries()) {
    for (let count = 0; count < 7; count++) {
      await declare(
        subgraph,
        dataset(`D${publisher}${count}`, {
          publisher,
          titleVi: String.fromCodePoint(0x7a - count),
          ...(count % 2 === index % 2 ? { sharingClass: 'OPEN', tier: 'OPEN' } : {}),
        }),
      );
    }
  }
});

afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

const ask = (agencies: string[], args: string, viewer: Viewer = administrator) =>
  subgraph.ask(
    `query ($some: [_Any!]!) { _entities(representations: $some) { ... on Agency { code
       datasets${args} { totalCount nodes { code } pageInfo { hasNextPage hasPreviousPage endCursor } } } } }`,
    { some: agencies.map((code) => ({ __typename: 'Agency', code })) },
    viewer,
  );

describe('the datasets of agencies', () => {
  test('are a page and a total for each, in order; an agency without any has none', async () => {
    const { data, errors } = await ask(['A12', 'A11', 'Z9'], '(first: 3, orderBy: {field: TITLE})');
    expect(errors).toEqual([]);
    expect(data._entities.map((agency: { code: string }) => agency.code)).toEqual(['A12', 'A11', 'Z9']);
    expect(data._entities[0].datasets).toMatchObject({
      totalCount: 7,
      nodes: [{ code: 'DA126' }, { code: 'DA125' }, { code: 'DA124' }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    expect(data._entities[2].datasets).toMatchObject({ totalCount: 0, nodes: [] });
  });

  test('are filtered as the list of datasets is, totals too', async () => {
    const { data } = await ask(['A11'], '(filter: {sharingClass: OPEN})');
    expect(data._entities[0].datasets.totalCount).toBe(4);
    const none = await ask(['A11'], '(filter: {publisher: "A12"})');
    expect(none.data._entities[0].datasets.totalCount).toBe(0);
  });

  test('go on at a cursor', async () => {
    const first = await ask(['A11'], '(first: 5)');
    const { hasNextPage, endCursor } = first.data._entities[0].datasets.pageInfo;
    expect(hasNextPage).toBe(true);
    const next = await ask(['A11'], `(first: 5, after: "${endCursor}")`);
    expect(next.data._entities[0].datasets).toMatchObject({
      totalCount: 7,
      nodes: [{ code: 'DA115' }, { code: 'DA116' }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
  });

  test('refuse a cursor of the list of datasets, and pages that are too large', async () => {
    const { data } = await subgraph.ask('{ datasets(first: 1) { pageInfo { endCursor } } }');
    expect((await ask(['A11'], `(after: "${data.datasets.pageInfo.endCursor}")`)).errors[0]?.code).toBe('BAD_CURSOR');
    expect((await ask(['A11'], '(first: 201)')).errors[0]?.code).toBe('BAD_USER_INPUT');
    expect((await ask(['A11'], '(first: -1)')).errors[0]?.code).toBe('BAD_USER_INPUT');
  });

  test('are restricted to those that the viewer may see', async () => {
    const { data } = await ask(['A11', 'A12'], '', anonymous);
    expect(data._entities[0].datasets).toMatchObject({
      totalCount: 4,
      nodes: [{ code: 'DA110' }, { code: 'DA112' }, { code: 'DA114' }, { code: 'DA116' }],
    });
    expect(data._entities[1].datasets.totalCount).toBe(3);
  });

  test('take as many statements for three agencies as for one', async () => {
    const one = await statementsOf(subgraph, () => ask(['A11'], '(first: 2)'));
    const three = await statementsOf(subgraph, () => ask(['A11', 'A12', 'A13'], '(first: 2)'));
    expect(three).toBe(one);
    expect(three).toBe(3);
  });
});
