import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { atOnce } from '../../support/at-once.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { dataset, declare, factsAfter, head, rowCounts } from './catalog.ts';

let subgraph: TestSubgraph;
const DECISION = {
  kind: 'IMPORTANCE',
  document: '20/2025/QĐ-TTg',
  decidedOn: '2026-01-20',
  reviewerPostVi: 'Đầu mối',
  reviewerPostEn: 'Focal point',
};
const record = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask(
    'mutation ($input: RecordClassificationInput!) { done: recordClassification(input: $input) { class applies dataset { code } reviewerPost(lang: EN) } }',
    { input: { ...DECISION, ...input } },
    viewer,
  );

beforeAll(async () => {
  subgraph = await testSubgraph(datasets, fixedClock('2026-06-01T00:00:00Z'));
  await declare(
    subgraph,
    dataset('S01', { importanceClass: 'IMPORTANT' }),
    dataset('S02', { sharingClass: 'SHARED', publisher: 'A02' }),
    dataset('N01', { tier: 'NATIONAL' }),
  );
});

afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

test('of two that are recorded at once one stands whole, the one that is told last', async () => {
  const position = await head(subgraph);
  const by = (document: string) => () =>
    record({ datasets: ['S01', 'S02'], document, reviewerPostEn: `of ${document}` });
  const answers = await atOnce(subgraph, `datasets.dataset where code = 'S01'`, [by('1/QĐ'), by('2/QĐ')]);
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  const told = (await factsAfter(subgraph, position)).map(({ body }) => (body as { document: string }).document);
  expect(told).toHaveLength(4);
  const { data } = await subgraph.ask(
    '{ datasets(filter: { codes: ["S01", "S02"] }) { nodes { classifications { document { code } reviewerPost(lang: EN) } } } }',
  );
  const stands = { document: { code: told.at(-1) }, reviewerPost: `of ${told.at(-1)}` };
  expect(data.datasets.nodes).toEqual(Array(2).fill({ classifications: [stands] }));
});

test('a decision is recorded for all of its datasets or for none, by stewards of each', async () => {
  const before = await rowCounts(subgraph);
  const refusals = [
    [anonymous, { datasets: ['S02'] }, 'NOT_FOUND'],
    [architect, { datasets: ['S01'] }, 'FORBIDDEN'],
    [developer, { datasets: ['S02'] }, 'FORBIDDEN'],
    [developer, { datasets: ['S01'] }, 'NOT_FOUND'],
    [stewardOf('A11'), { datasets: ['S01', 'S02'] }, 'FORBIDDEN'],
    [administrator, { datasets: ['S01', 'S99'] }, 'NOT_FOUND'],
    [administrator, { datasets: [] }, 'BAD_USER_INPUT'],
    [administrator, { kind: 'SHARING', datasets: ['N01', 'S01'] }, 'CONFLICT'],
    [administrator, { datasets: ['S01'], mark: 'FACT' }, 'CONFLICT'],
    [administrator, { datasets: ['S01', 'S02'], listItem: '3' }, 'BAD_USER_INPUT'],
    [administrator, { kind: 'SHARING', datasets: ['S01'], listItem: '3' }, 'BAD_USER_INPUT'],
    [administrator, { datasets: ['S01'], listItem: ' ' }, 'BAD_USER_INPUT'],
  ] as const;
  for (const [viewer, input, code] of refusals)
    expect((await record(input, viewer)).errors.map((error) => error.code)).toEqual([code]);
  expect(await rowCounts(subgraph)).toEqual(before);

  const position = await head(subgraph);
  const made = await record({ datasets: ['S01'] }, stewardOf('A11'));
  expect(made.errors).toEqual([]);
  expect(made.data.done).toEqual([
    { class: 'IMPORTANT', applies: true, dataset: { code: 'S01' }, reviewerPost: 'Focal point' },
  ]);
  await record({ datasets: ['S01'] });
  expect(await factsAfter(subgraph, position)).toMatchObject([{ kind: 'classification.recorded', key: 'S01' }]);
});

test('a decision says which item of the list a dataset matches; decided anew, the item is another or none', async () => {
  const position = await head(subgraph);
  const items = [];
  for (const listItem of ['Mục 3', 'Mục 4', null]) {
    expect((await record({ datasets: ['S01'], listItem })).errors).toEqual([]);
    const { data } = await subgraph.ask('{ dataset(code: "S01") { classifications { listItem } } }');
    items.push(data.dataset.classifications[0].listItem);
  }
  expect(items).toEqual(['Mục 3', 'Mục 4', null]);
  const told = (await factsAfter(subgraph, position)).map(({ body }) => (body as { listItem: unknown }).listItem);
  expect(told).toEqual(items);
});

test('a decision no longer applies once the class is another, and leans on its document for who sees the dataset', async () => {
  await record({ kind: 'SHARING', datasets: ['S02'], document: '60/2024/QH15' });
  await subgraph.ask('mutation { updateDataset(input: { code: "S01", importanceClass: OTHER }) { code } }');
  const ask = (viewer = administrator) =>
    subgraph.ask(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on DocumentReliance {
         classifications { totalCount nodes { kind class applies dataset { code } } } } } }`,
      { r: ['20/2025/QĐ-TTg', '60/2024/QH15'].map((code) => ({ __typename: 'DocumentReliance', code })) },
      viewer,
    );
  const pages = (answer: Awaited<ReturnType<typeof ask>>) =>
    answer.data._entities.map(({ classifications }: { classifications: unknown }) => classifications);
  expect(pages(await ask())).toEqual([
    { totalCount: 1, nodes: [{ kind: 'IMPORTANCE', class: 'IMPORTANT', applies: false, dataset: { code: 'S01' } }] },
    { totalCount: 1, nodes: [{ kind: 'SHARING', class: 'SHARED', applies: true, dataset: { code: 'S02' } }] },
  ]);
  expect(pages(await ask(developer))).toMatchObject([{ totalCount: 0, nodes: [] }, { totalCount: 1 }]);
  expect(pages(await ask(anonymous))).toMatchObject([{ totalCount: 0 }, { totalCount: 0 }]);
});
