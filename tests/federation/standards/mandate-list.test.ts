import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import { anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { CORE, NATIONAL, OPEN, PRIVATE, SHARED, type StandardsCatalog, startStandards } from './catalog.ts';

let catalog: StandardsCatalog;
beforeAll(async () => {
  catalog = await startStandards();
  await catalog.tell(OPEN, SHARED, PRIVATE, CORE, NATIONAL);
  await catalog.document('214/NQ-CP');
});
afterAll(async () => {
  expect(catalog.unexpected).toEqual([]);
  await catalog.close();
});

const ELEVEN = {
  code: 'ML-2025-11',
  titleVi: '11 cơ sở dữ liệu trọng điểm',
  titleEn: '11 key databases',
  document: '214/NQ-CP',
  date: '2025-07-23',
  statedCount: 11,
  mark: 'FACT',
  source: 'Press article on the plan under Resolution 214, 13-10-2025',
};
const items = async (viewer: Viewer = architect) => {
  const { data } = await catalog.ask(
    '{ mandateList(code: "ML-2025-11") { statedCount items { code } entries { dataset { code } } } }',
    undefined,
    viewer,
  );
  const { statedCount, items: all, entries } = data.mandateList;
  expect(entries.map((entry: { dataset: unknown }) => entry.dataset)).toEqual(all);
  return [statedCount, ...all.map((item: { code: string }) => item.code)];
};

describe('a mandate list', () => {
  test('is created by an administrator and read by anybody, with the number that its document states', async () => {
    const head = await catalog.running.feed.head();
    expect((await catalog.run('createMandateList', ELEVEN)).errors).toEqual([]);
    expect(await catalog.facts(head)).toEqual([
      {
        kind: 'mandate-list.declared',
        key: 'ML-2025-11',
        body: {
          code: 'ML-2025-11',
          titleVi: ELEVEN.titleVi,
          titleEn: ELEVEN.titleEn,
          document: '214/NQ-CP',
          date: '2025-07-22T17:00:00.000Z',
          statedCount: 11,
          items: [],
        },
      },
    ]);
    const { data } = await catalog.ask(
      '{ mandateList(code: "ML-2025-11") { title en: title(lang: EN) document { code title } date statedCount items { code } mark source } }',
      undefined,
      anonymous,
    );
    expect(data.mandateList).toEqual({
      title: ELEVEN.titleVi,
      en: ELEVEN.titleEn,
      document: { code: '214/NQ-CP', title: 'Văn bản 214/NQ-CP' },
      date: '2025-07-22T17:00:00.000Z',
      statedCount: 11,
      items: [],
      mark: 'FACT',
      source: ELEVEN.source,
    });
  });

  test.each([
    ['an architect', architect, 'FORBIDDEN'],
    ['a steward', stewardOf('A11'), 'FORBIDDEN'],
    ['nobody signed in', anonymous, 'UNAUTHENTICATED'],
  ])('is not created, changed, filled or emptied by %s', async (_who, viewer, code) => {
    const before = await catalog.size();
    const refused = await Promise.all([
      catalog.run('createMandateList', { ...ELEVEN, code: 'X' }, viewer),
      catalog.run('updateMandateList', { code: ELEVEN.code, statedCount: 12 }, viewer),
      catalog.run('addMandateItems', { mandateList: ELEVEN.code, datasets: ['S26'] }, viewer),
      catalog.run('removeMandateItems', { mandateList: ELEVEN.code, datasets: ['S26'] }, viewer),
    ]);
    expect(refused.map(({ errors }) => errors[0]?.code)).toEqual([code, code, code, code]);
    expect(await catalog.size()).toEqual(before);
  });

  test.each([
    ['a code that is taken', ELEVEN, 'CONFLICT', 'Use updateMandateList'],
    ['an unknown document', { ...ELEVEN, code: 'X', document: '215/NQ-CP' }, 'CONFLICT', 'createPolicyDocument'],
    ['a stated count of 0', { ...ELEVEN, code: 'X', statedCount: 0 }, 'BAD_USER_INPUT', '1 to 1000'],
    ['a stated count of 1,001', { ...ELEVEN, code: 'X', statedCount: 1_001 }, 'BAD_USER_INPUT', '1 to 1000'],
    ['FACT without a source', { ...ELEVEN, code: 'X', source: null }, 'CONFLICT', 'needs a source'],
  ])('with %s is refused and nothing is written', async (_what, input, code, says) => {
    const before = await catalog.size();
    const { errors } = await catalog.run('createMandateList', input);
    expect(errors[0]).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(await catalog.size()).toEqual(before);
  });

  test('that does not exist is NOT_FOUND with a near code, read, changed or filled', async () => {
    const near = { code: 'NOT_FOUND', message: expect.stringContaining('Did you mean ML-2025-11') };
    expect((await catalog.ask('{ mandateList(code: "ML-2025-12") { code } }')).errors[0]).toMatchObject(near);
    expect((await catalog.run('updateMandateList', { code: 'ML-2025-12', statedCount: 1 })).errors[0]).toMatchObject(
      near,
    );
    expect(
      (await catalog.run('addMandateItems', { mandateList: 'ML-2025-12', datasets: ['N01'] })).errors[0],
    ).toMatchObject(near);
    expect(
      (await catalog.run('removeMandateItems', { mandateList: 'ML-2025-12', datasets: ['N01'] })).errors[0],
    ).toMatchObject(near);
  });

  test('changed tells its whole state, changed to the same tells nothing, null clears document and number', async () => {
    await catalog.mandateList('ML-X', { document: '214/NQ-CP', statedCount: 3 });
    const head = await catalog.running.feed.head();
    const change = { code: 'ML-X', document: null, statedCount: null, date: null, titleVi: null };
    await catalog.given('updateMandateList', change);
    await catalog.given('updateMandateList', change);
    const facts = await catalog.facts(head);
    expect(facts).toHaveLength(1);
    expect(facts[0]?.body).toMatchObject({
      document: null,
      statedCount: null,
      date: '2026-01-13T17:00:00.000Z',
      titleVi: 'DS ML-X',
    });
  });
});

describe('items of a mandate list', () => {
  test('are added many at once and told as one whole state; the stated number stays apart', async () => {
    const head = await catalog.running.feed.head();
    await catalog.given('addMandateItems', {
      mandateList: 'ML-2025-11',
      datasets: ['S26', 'N01', 'O10', 'S27', 'N01'],
    });
    const facts = await catalog.facts(head);
    expect(facts.map(({ body }) => [body['statedCount'], body['items']])).toEqual([[11, ['N01', 'O10', 'S26', 'S27']]]);
  });

  test('added again change nothing', async () => {
    const before = await catalog.size();
    await catalog.given('addMandateItems', { mandateList: 'ML-2025-11', datasets: ['N01', 'S26'] });
    expect(await catalog.size()).toEqual(before);
  });

  test('are sample data where the list is a fact, and say so', async () => {
    const { data } = await catalog.ask(
      '{ mandateList(code: "ML-2025-11") { mark entries { dataset { code } mark source } } }',
      undefined,
      anonymous,
    );
    expect(data.mandateList).toEqual({
      mark: 'FACT',
      entries: [{ dataset: { code: 'O10' }, mark: 'ILLUSTRATIVE', source: null }],
    });
  });

  test('are removed, and removing what is not there changes nothing', async () => {
    const head = await catalog.running.feed.head();
    await catalog.given('removeMandateItems', { mandateList: 'ML-2025-11', datasets: ['O10', 'S99'] });
    await catalog.given('removeMandateItems', { mandateList: 'ML-2025-11', datasets: ['O10'] });
    expect((await catalog.facts(head)).map(({ body }) => body['items'])).toEqual([['N01', 'S26', 'S27']]);
  });

  test.each([
    ['anonymous', anonymous, []],
    ['a developer', developer, ['N01', 'S27']],
    ['a steward of A11', stewardOf('A11'), ['N01', 'S26', 'S27']],
    ['an architect', architect, ['N01', 'S26', 'S27']],
  ])('show to %s only datasets that the role sees, whatever number is stated', async (_who, viewer, codes) => {
    expect(await items(viewer)).toEqual([11, ...codes]);
  });

  test.each([
    ['no dataset', [], 'BAD_USER_INPUT', '1 to 1000'],
    ['a dataset code with a dot', ['N01.x'], 'BAD_USER_INPUT', 'look like N01'],
  ])('with %s are refused', async (_what, datasets, code, says) => {
    for (const mutation of ['addMandateItems', 'removeMandateItems']) {
      const { errors } = await catalog.run(mutation, { mandateList: 'ML-2025-11', datasets });
      expect(errors[0]).toMatchObject({ code, message: expect.stringContaining(says) });
    }
  });

  test('end at 1,000 a list and at 100 lists a dataset', async () => {
    await catalog.mandateList('ML-BIG');
    const datasets = Array.from({ length: 1_000 }, (_, at) => `D${at}`);
    await catalog.given('addMandateItems', { mandateList: 'ML-BIG', datasets });
    await catalog.fill(
      "insert into standards.mandate_list (code, title_vi, title_en, date, mark) select 'ML-' || n, 'x', 'x', now(), 'ILLUSTRATIVE' from generate_series(1, 100) n",
      "insert into standards.mandate_item (list_code, dataset_code, mark) select 'ML-' || n, 'D0', 'ILLUSTRATIVE' from generate_series(1, 98) n",
    );
    await catalog.given('addMandateItems', { mandateList: 'ML-99', datasets: ['D0'] });
    const before = await catalog.size();
    const full = await catalog.run('addMandateItems', { mandateList: 'ML-BIG', datasets: ['D1000'] });
    expect(full.errors[0]).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('more than 1000 datasets'),
    });
    const often = await catalog.run('addMandateItems', { mandateList: 'ML-100', datasets: ['D1', 'D0'] });
    expect(often.errors[0]).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('D0 would have more than 100 mandate lists'),
    });
    expect(await catalog.size()).toEqual(before);
  });
});

describe('the list of mandate lists', () => {
  test('is filtered by document and ordered by date', async () => {
    const codes = async (args: string) => {
      const { data } = await catalog.ask(`{ mandateLists(${args}) { totalCount nodes { code } } }`);
      return [data.mandateLists.totalCount, ...data.mandateLists.nodes.map((node: { code: string }) => node.code)];
    };
    expect(await codes('filter: { document: "214/NQ-CP" }')).toEqual([1, 'ML-2025-11']);
    expect((await codes('orderBy: { field: DATE }, first: 1'))[1]).toBe('ML-2025-11');
    expect(await codes('filter: { mark: FACT }, orderBy: { field: TITLE }')).toEqual([1, 'ML-2025-11']);
  });

  test('refuses a first below 0 and what is no cursor', async () => {
    expect((await catalog.ask('{ mandateLists(first: -1) { totalCount } }')).errors[0]?.code).toBe('BAD_USER_INPUT');
    expect((await catalog.ask('{ mandateLists(after: "x") { totalCount } }')).errors[0]?.code).toBe('BAD_CURSOR');
  });

  test('takes a constant number of statements with documents and items', async () => {
    const ask = (first: number, viewer: Viewer) => () =>
      catalog.ask(
        `{ mandateLists(first: ${first}, orderBy: { field: DATE }) { totalCount nodes { code document { code } items { code standards { code } } entries { mark } } } }`,
        undefined,
        viewer,
      );
    for (const viewer of [architect, developer]) {
      const few = await catalog.counting(ask(2, viewer));
      expect(await catalog.counting(ask(100, viewer))).toBe(few);
      expect(few).toBeLessThanOrEqual(6);
    }
  });
});
