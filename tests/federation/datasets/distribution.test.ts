import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { dataset, declare, factsAfter, head, rowCounts, statementsOf } from './catalog.ts';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await testSubgraph(datasets);
  await declare(
    subgraph,
    dataset('O01', { tier: 'OPEN', sharingClass: 'OPEN' }),
    dataset('O02', { tier: 'OPEN', sharingClass: 'OPEN' }),
    dataset('S01'),
  );
  await subgraph.ask(
    'mutation { createPlatform(input: {code: "LGSP", nameVi: "Trục", nameEn: "Bus", owner: "A04", securityLevel: 3}) { code } }',
  );
});

afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

const csv = {
  dataset: 'O01',
  code: 'O01-CSV',
  format: 'CSV',
  mediaType: 'text/csv',
  accessUrl: 'https://data.example.vn/o01.csv',
  accessService: 'LGSP',
  licenceVi: 'Thành phố sẽ quy định',
  licenceEn: 'To be set by the city',
};

const add = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask(
    'mutation ($input: AddDistributionInput!) { addDistribution(input: $input) { code } }',
    { input },
    viewer,
  );

const update = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask(
    'mutation ($input: UpdateDistributionInput!) { updateDistribution(input: $input) { code format accessUrl } }',
    { input },
    viewer,
  );

describe('adding a distribution', () => {
  test('is for stewards of the publisher and administrators', async () => {
    const before = await rowCounts(subgraph);
    for (const viewer of [developer, architect, stewardOf('A12')])
      expect((await add(csv, viewer)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await add(csv, anonymous)).errors[0]?.code).toBe('UNAUTHENTICATED');
    expect(await rowCounts(subgraph)).toEqual(before);
    const position = await head(subgraph);
    expect((await add(csv, stewardOf('A11'))).data.addDistribution.code).toBe('O01-CSV');
    const { dataset: _dataset, ...rest } = csv;
    expect((await factsAfter(subgraph, position)).map(({ kind, key, body }) => ({ kind, key, body }))).toEqual([
      { kind: 'distribution.added', key: 'O01-CSV', body: { dataset: 'O01', ...rest } },
    ]);
  });

  test('shows it under its dataset, with the platform and the licence in both languages', async () => {
    const { data } = await subgraph.ask(
      `{ dataset(code: "O01") { distributions { code format mediaType accessUrl accessService platform { code name(lang: EN) }
         vi: licence en: licence(lang: EN) mark source } } }`,
      {},
      anonymous,
    );
    expect(data.dataset.distributions).toEqual([
      {
        code: 'O01-CSV',
        format: 'CSV',
        mediaType: 'text/csv',
        accessUrl: 'https://data.example.vn/o01.csv',
        accessService: 'LGSP',
        platform: { code: 'LGSP', name: 'Bus' },
        vi: 'Thành phố sẽ quy định',
        en: 'To be set by the city',
        mark: 'ILLUSTRATIVE',
        source: null,
      },
    ]);
  });

  test('that is there already changes nothing; another one under the same code is a conflict', async () => {
    const before = [await head(subgraph), await rowCounts(subgraph)];
    expect((await add(csv)).errors).toEqual([]);
    for (const other of [
      { ...csv, format: 'JSON' },
      { ...csv, dataset: 'O02' },
    ]) {
      const { errors } = await add(other);
      expect(errors[0]?.code).toBe('CONFLICT');
      expect(errors[0]?.message).toContain('A distribution with this code exists already. Use updateDistribution');
    }
    expect([await head(subgraph), await rowCounts(subgraph)]).toEqual(before);
  });

  test.each([
    [
      'an address that runs as a script',
      { accessUrl: 'javascript:alert(1)' },
      'BAD_USER_INPUT',
      'accessUrl takes an http or https address',
    ],
    [
      'an address of 2,049 characters',
      { accessUrl: `https://a.vn/${'x'.repeat(2_036)}` },
      'BAD_USER_INPUT',
      'accessUrl takes',
    ],
    [
      'a media type that is none',
      { mediaType: 'csv' },
      'BAD_USER_INPUT',
      'mediaType takes a media type such as text/csv',
    ],
    ['a format of 65 characters', { format: 'x'.repeat(65) }, 'BAD_USER_INPUT', 'format takes at most 64 characters'],
    ['a platform that does not exist', { accessService: 'NOWHERE' }, 'CONFLICT', 'Create it first with createPlatform'],
    ['a licence in one language', { licenceEn: null }, 'CONFLICT', 'Give the licence in both languages'],
    ['a fact without a source', { mark: 'FACT' }, 'CONFLICT', 'A record marked FACT needs a source'],
    [
      'a dataset that does not exist',
      { dataset: 'O03' },
      'NOT_FOUND',
      'There is no dataset "O03". Did you mean O01 or O02?',
    ],
  ])('refuses %s', async (_what, wrong, code, message) => {
    const before = [await head(subgraph), await rowCounts(subgraph)];
    const { errors } = await add({ ...csv, code: 'X1', ...wrong });
    expect(errors[0]?.code).toBe(code);
    expect(errors[0]?.message).toContain(message);
    expect([await head(subgraph), await rowCounts(subgraph)]).toEqual(before);
  });

  test('ends at 200 for one dataset', async () => {
    await declare(subgraph, dataset('O09'));
    for (let count = 0; count < 200; count++) await add({ dataset: 'O09', code: `O09-${count}`, format: 'CSV' });
    const { errors } = await add({ dataset: 'O09', code: 'O09-200', format: 'CSV' });
    expect(errors[0]?.message).toContain('O09 has 200 distributions already');
    const { data } = await subgraph.ask('{ dataset(code: "O09") { distributions { code } } }');
    expect(data.dataset.distributions).toHaveLength(200);
  });
});

describe('changing a distribution', () => {
  test('is for stewards of the publisher and administrators, and tells its whole state', async () => {
    const input = { code: 'O01-CSV', accessUrl: null, format: 'TSV' };
    const before = await head(subgraph);
    for (const viewer of [developer, stewardOf('A12')])
      expect((await update(input, viewer)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await update(input, anonymous)).errors[0]?.code).toBe('UNAUTHENTICATED');
    expect(await head(subgraph)).toBe(before);
    expect((await update(input, stewardOf('A11'))).data.updateDistribution).toEqual({
      code: 'O01-CSV',
      format: 'TSV',
      accessUrl: null,
    });
    const [fact] = await factsAfter(subgraph, before);
    expect(fact).toMatchObject({
      kind: 'distribution.added',
      body: { code: 'O01-CSV', format: 'TSV', accessUrl: null, mediaType: 'text/csv' },
    });
  });

  test('to what it is already tells nothing', async () => {
    const before = await head(subgraph);
    expect((await update({ code: 'O01-CSV', format: 'TSV' })).errors).toEqual([]);
    expect(await head(subgraph)).toBe(before);
  });

  test('that does not exist suggests near codes', async () => {
    const { errors } = await update({ code: 'O01-CVS', format: 'X' });
    expect(errors[0]).toMatchObject({ code: 'NOT_FOUND' });
    expect(errors[0]?.message).toContain('There is no distribution "O01-CVS". Did you mean O01-CSV');
  });
});

test('distributions with their platforms take as many statements for a list as for one dataset', async () => {
  const ask = (first: number) =>
    subgraph.ask(`{ datasets(first: ${first}) { nodes { distributions { code platform { code } } } } }`);
  expect(await statementsOf(subgraph, () => ask(1))).toBe(await statementsOf(subgraph, () => ask(200)));
});
