import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { CORE, NATIONAL, OPEN, PRIVATE, SHARED, type StandardsCatalog, startStandards } from './catalog.ts';

const TCVN = 'TCVN 7980';
let catalog: StandardsCatalog;
beforeAll(async () => {
  catalog = await startStandards();
  await catalog.tell(OPEN, SHARED, PRIVATE, CORE, NATIONAL);
  await catalog.standard(TCVN);
  await catalog.standard('TT 13/2017');
});
afterAll(async () => {
  expect(catalog.unexpected).toEqual([]);
  await catalog.close();
});

const conforming = async (standard: string, viewer = architect) => {
  const { data } = await catalog.ask(
    'query ($code: ID!) { standard(code: $code) { datasets { totalCount nodes { code } } } }',
    { code: standard },
    viewer,
  );
  return data.standard.datasets;
};

describe('conformance', () => {
  test('is declared for many datasets at once and told once for each', async () => {
    const head = await catalog.running.feed.head();
    const { errors } = await catalog.run('declareConformance', {
      standard: TCVN,
      datasets: ['S27', 'O10', 'S26', 'S01', 'O10'],
    });
    expect(errors).toEqual([]);
    expect(await catalog.facts(head)).toEqual(
      ['O10', 'S01', 'S26', 'S27'].map((dataset) => ({
        kind: 'conformance.declared',
        key: dataset,
        body: { dataset, standard: TCVN, level: null },
      })),
    );
  });

  test('declared again leaves rows and feed as they were', async () => {
    const before = await catalog.size();
    await catalog.given('declareConformance', { standard: TCVN, datasets: ['O10', 'S26'] });
    expect(await catalog.size()).toEqual(before);
  });

  test('declared for a part that is new tells only the new ones', async () => {
    const head = await catalog.running.feed.head();
    await catalog.given('declareConformance', { standard: TCVN, datasets: ['O10', 'N01'] });
    expect((await catalog.facts(head)).map(({ key }) => key)).toEqual(['N01']);
  });

  test('is withdrawn, and withdrawing what was never declared changes nothing', async () => {
    const head = await catalog.running.feed.head();
    await catalog.given('withdrawConformance', { standard: TCVN, datasets: ['N01', 'S99'] });
    await catalog.given('withdrawConformance', { standard: TCVN, datasets: ['N01'] });
    expect(await catalog.facts(head)).toEqual([
      { kind: 'conformance.withdrawn', key: 'N01', body: { dataset: 'N01', standard: TCVN } },
    ]);
    expect((await conforming(TCVN)).nodes).not.toContainEqual({ code: 'N01' });
  });

  test('keeps the origin of every declaration', async () => {
    await catalog.given('declareConformance', {
      standard: 'TT 13/2017',
      datasets: ['N01'],
      mark: 'FACT',
      source: 'TT 13/2017, Điều 2',
    });
    const { data } = await catalog.ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dataset { conformances { standard { code } dataset { code } mark source } } } }',
      { r: [{ __typename: 'Dataset', code: 'N01' }] },
    );
    expect(data._entities[0].conformances).toEqual([
      { standard: { code: 'TT 13/2017' }, dataset: { code: 'N01' }, mark: 'FACT', source: 'TT 13/2017, Điều 2' },
    ]);
  });

  test.each([
    ['an unknown standard', { standard: 'TCVN 7981', datasets: ['O10'] }, 'NOT_FOUND', 'Did you mean TCVN 7980'],
    ['no dataset', { standard: TCVN, datasets: [] }, 'BAD_USER_INPUT', '1 to 1000'],
    [
      '1,001 datasets',
      { standard: TCVN, datasets: Array.from({ length: 1_001 }, (_, at) => `X${at}`) },
      'BAD_USER_INPUT',
      '1 to 1000',
    ],
    ['a dataset code with a dot', { standard: TCVN, datasets: ['N01.x'] }, 'BAD_USER_INPUT', 'look like N01'],
    ['FACT without a source', { standard: TCVN, datasets: ['S02'], mark: 'FACT' }, 'CONFLICT', 'needs a source'],
  ])('with %s is refused and nothing is written', async (_what, input, code, says) => {
    const before = await catalog.size();
    const { errors } = await catalog.run('declareConformance', input);
    expect(errors[0]).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(await catalog.size()).toEqual(before);
  });

  test('takes 1,000 datasets in one call', async () => {
    await catalog.standard('LARGE');
    const datasets = Array.from({ length: 1_000 }, (_, at) => `L${at}`);
    expect((await catalog.run('declareConformance', { standard: 'LARGE', datasets })).errors).toEqual([]);
    expect((await conforming('LARGE')).totalCount).toBe(1_000);
  });

  test('of one dataset ends at 100 standards', async () => {
    await catalog.standard('MANY 101');
    await catalog.fill(
      "insert into standards.standard (code, title_vi, title_en, issuer, status, mark) select 'MANY ' || n, 'x', 'x', 'Bộ', 'IN_FORCE', 'ILLUSTRATIVE' from generate_series(1, 100) n",
      "insert into standards.conformance (dataset_code, standard_code, mark) select 'S50', 'MANY ' || n, 'ILLUSTRATIVE' from generate_series(1, 99) n",
    );
    await catalog.given('declareConformance', { standard: 'MANY 100', datasets: ['S50'] });
    const before = await catalog.size();
    const { errors } = await catalog.run('declareConformance', { standard: 'MANY 101', datasets: ['S51', 'S50'] });
    expect(errors[0]).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('S50 would have more than 100 standards'),
    });
    expect(await catalog.size()).toEqual(before);
  });
});

describe('who may declare conformance', () => {
  const declare = (datasets: string[], viewer: Parameters<StandardsCatalog['run']>[2]) =>
    catalog.run('declareConformance', { standard: 'TT 13/2017', datasets }, viewer);

  test('a steward for the datasets of the own agency, private ones too', async () => {
    expect((await declare(['S26', 'O10'], stewardOf('A11'))).errors).toEqual([]);
    expect(
      (await catalog.run('withdrawConformance', { standard: 'TT 13/2017', datasets: ['S26'] }, stewardOf('A11')))
        .errors,
    ).toEqual([]);
  });

  test('not a steward for a visible dataset of another agency, not even together with own ones', async () => {
    const before = await catalog.size();
    for (const mutation of ['declareConformance', 'withdrawConformance']) {
      const { errors } = await catalog.run(
        mutation,
        { standard: 'TT 13/2017', datasets: ['S01', 'S27'] },
        stewardOf('A02'),
      );
      expect(errors[0]).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('S27 for A11') });
    }
    expect(await catalog.size()).toEqual(before);
  });

  test('a steward cannot tell a hidden dataset from one that does not exist', async () => {
    const missing = await declare(['S96'], stewardOf('A02'));
    await catalog.tell({ ...PRIVATE, code: 'S96' });
    expect(missing.errors[0]).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('no dataset "S96"'),
    });
    expect(await declare(['S96'], stewardOf('A02'))).toEqual(missing);
    expect((await declare(['S97'], stewardOf('A02'))).errors[0]?.message).not.toContain('S96');
  });

  test.each([
    ['a developer', developer, 'FORBIDDEN'],
    ['an architect', architect, 'FORBIDDEN'],
    ['nobody signed in', anonymous, 'UNAUTHENTICATED'],
  ])('not %s, and the refusal does not depend on the dataset', async (_who, viewer, code) => {
    const answers = await Promise.all(['S27', 'S26', 'S98'].map((dataset) => declare([dataset], viewer)));
    expect(new Set(answers.map(({ errors }) => JSON.stringify(errors))).size).toBe(1);
    expect(answers[0]?.errors[0]?.code).toBe(code);
  });
});

describe('Standard.datasets', () => {
  test.each([
    ['anonymous', anonymous, ['O10']],
    ['a developer', developer, ['O10', 'S27']],
    ['a steward of A02', stewardOf('A02'), ['O10', 'S01', 'S27']],
    ['a steward of A11', stewardOf('A11'), ['O10', 'S26', 'S27']],
    ['an architect', architect, ['O10', 'S01', 'S26', 'S27']],
  ])('shows and counts for %s only what that role sees', async (_who, viewer, codes) => {
    expect(await conforming(TCVN, viewer)).toEqual({
      totalCount: codes.length,
      nodes: codes.map((code) => ({ code })),
    });
  });

  test('pages within what the viewer sees', async () => {
    const page = (after: string | null) =>
      catalog.ask(
        'query ($after: String) { standard(code: "TCVN 7980") { datasets(first: 1, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } } }',
        { after },
        developer,
      );
    const first = (await page(null)).data.standard.datasets;
    expect(first).toMatchObject({ nodes: [{ code: 'O10' }], pageInfo: { hasNextPage: true } });
    const next = (await page(first.pageInfo.endCursor)).data.standard.datasets;
    expect(next).toMatchObject({ nodes: [{ code: 'S27' }], pageInfo: { hasNextPage: false } });
  });

  test('gives every standard of a list its own page', async () => {
    const { data } = await catalog.ask(
      '{ standards(filter: { issuer: "Bộ" }, first: 200) { nodes { code datasets(first: 2) { totalCount nodes { code } pageInfo { hasNextPage } } } } }',
    );
    const by = new Map(
      data.standards.nodes.map((node: { code: string; datasets: unknown }) => [node.code, node.datasets]),
    );
    expect(by.get(TCVN)).toEqual({
      totalCount: 4,
      nodes: [{ code: 'O10' }, { code: 'S01' }],
      pageInfo: { hasNextPage: true },
    });
    expect(by.get('TT 13/2017')).toEqual({
      totalCount: 2,
      nodes: [{ code: 'N01' }, { code: 'O10' }],
      pageInfo: { hasNextPage: false },
    });
    expect(by.get('MANY 101')).toEqual({ totalCount: 0, nodes: [], pageInfo: { hasNextPage: false } });
  });

  test('refuses a first beyond 200 and a cursor that is not its own', async () => {
    const ask = (args: string) => catalog.ask(`{ standard(code: "TCVN 7980") { datasets(${args}) { totalCount } } }`);
    expect((await ask('first: 201')).errors[0]?.code).toBe('BAD_USER_INPUT');
    expect((await ask('after: "eyJ4"')).errors[0]?.code).toBe('BAD_CURSOR');
  });
});
