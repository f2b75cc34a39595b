import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { atOnce } from '../../support/at-once.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { dataset, declare, factsAfter, head, rowCounts } from './catalog.ts';

let subgraph: TestSubgraph;
const SAID = {
  purposeVi: 'Chi trả trợ cấp',
  purposeEn: 'Paying benefits',
  document: '91/2025/QH15',
  retention: 'P10Y',
};
const record = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask(
    `mutation ($input: RecordProcessingInput!) { done: recordProcessing(input: $input) {
       purpose(lang: EN) document { code } article retention dataset { code } } }`,
    { input: { ...SAID, ...input } },
    viewer,
  );
const said = (viewer = administrator) =>
  subgraph.ask('{ datasets { nodes { code processing { retention purpose(lang: VI) } } } }', {}, viewer);

beforeAll(async () => {
  subgraph = await testSubgraph(datasets, fixedClock('2026-06-01T00:00:00Z'));
  await declare(
    subgraph,
    dataset('S01', { importanceClass: 'IMPORTANT' }),
    dataset('S02', { sharingClass: 'SHARED', publisher: 'A02' }),
    dataset('S03', { sharingClass: 'SHARED' }),
  );
});

afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

test('of two that are recorded at once one stands whole, the one that is told last', async () => {
  const position = await head(subgraph);
  const by = (document: string) => () => record({ dataset: 'S03', document, purposeEn: `of ${document}` });
  const answers = await atOnce(subgraph, `datasets.dataset where code = 'S03'`, [by('1/QĐ'), by('2/QĐ')]);
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  const told = (await factsAfter(subgraph, position)).map(({ body }) => (body as { document: string }).document);
  expect(told).toHaveLength(2);
  const { data } = await subgraph.ask(
    '{ dataset(code: "S03") { processing { document { code } purpose(lang: EN) } } }',
  );
  expect(data.dataset.processing).toEqual({ document: { code: told[1] }, purpose: `of ${told[1]}` });
});

test('it is recorded by stewards of the publisher, or nothing is', async () => {
  const before = await rowCounts(subgraph);
  const position = await head(subgraph);
  const refusals = [
    [anonymous, { dataset: 'S02' }, 'NOT_FOUND'],
    [architect, { dataset: 'S01' }, 'FORBIDDEN'],
    [developer, { dataset: 'S02' }, 'FORBIDDEN'],
    [developer, { dataset: 'S01' }, 'NOT_FOUND'],
    [stewardOf('A11'), { dataset: 'S02' }, 'FORBIDDEN'],
    [administrator, { dataset: 'S99' }, 'NOT_FOUND'],
    [administrator, { dataset: 'S01', retention: '10 years' }, 'BAD_USER_INPUT'],
    [administrator, { dataset: 'S01', retention: 'P' }, 'BAD_USER_INPUT'],
    [administrator, { dataset: 'S01', purposeVi: ' ' }, 'BAD_USER_INPUT'],
    [administrator, { dataset: 'S01', document: '' }, 'BAD_USER_INPUT'],
    [administrator, { dataset: 'S01', mark: 'FACT' }, 'CONFLICT'],
  ] as const;
  for (const [viewer, input, code] of refusals)
    expect([input, ...(await record(input, viewer)).errors.map((error) => error.code)]).toEqual([input, code]);
  expect(await rowCounts(subgraph)).toEqual(before);
  expect(await head(subgraph)).toBe(position);

  const made = await record({ dataset: 'S01', article: 'Điều 14' }, stewardOf('A11'));
  expect(made.errors).toEqual([]);
  expect(made.data.done).toEqual({
    purpose: 'Paying benefits',
    document: { code: '91/2025/QH15' },
    article: 'Điều 14',
    retention: 'P10Y',
    dataset: { code: 'S01' },
  });
  await record({ dataset: 'S01', article: 'Điều 14' });
  expect(await factsAfter(subgraph, position)).toMatchObject([
    { kind: 'processing.recorded', key: 'S01', body: { document: '91/2025/QH15', retention: 'P10Y' } },
  ]);
});

test('recorded again the newer stands, without end where no retention is given, and null is what nobody recorded', async () => {
  await record({ dataset: 'S01', retention: null, purposeVi: 'Quản lý' });
  expect((await said()).data.datasets.nodes).toMatchObject([
    { code: 'S01', processing: { retention: null, purpose: 'Quản lý' } },
    { code: 'S02', processing: null },
    { code: 'S03' },
  ]);
  expect((await said(developer)).data.datasets.nodes.map(({ code }: { code: string }) => code)).toEqual(['S02', 'S03']);
});

test('it leans on its document for who sees the dataset', async () => {
  await record({ dataset: 'S02' });
  const page = async (viewer: typeof administrator) => {
    const { data } = await subgraph.ask(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on DocumentReliance {
         processings { totalCount nodes { dataset { code } } } } } }`,
      { r: [{ __typename: 'DocumentReliance', code: '91/2025/QH15' }] },
      viewer,
    );
    return data._entities[0].processings;
  };
  const nodes = (...codes: string[]) => codes.map((code) => ({ dataset: { code } }));
  expect(await page(administrator)).toEqual({ totalCount: 2, nodes: nodes('S01', 'S02') });
  expect(await page(developer)).toEqual({ totalCount: 1, nodes: nodes('S02') });
  expect(await page(anonymous)).toEqual({ totalCount: 0, nodes: [] });
});
