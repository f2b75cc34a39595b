import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asProcess } from '../../../kernel/database/acting-as.ts';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import { anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { CORE, NATIONAL, OPEN, PRIVATE, SHARED, type StandardsCatalog, startStandards } from './catalog.ts';

let catalog: StandardsCatalog;
beforeAll(async () => {
  catalog = await startStandards();
  await catalog.tell(OPEN, SHARED, PRIVATE, CORE, NATIONAL);
  await catalog.codeList('ma_icd', ['A90']);
  await catalog.codeList('nhom_benh', ['1']);
  await catalog.element('ma_icd', { codeList: 'ma_icd' });
  await catalog.element('ho_ten');
  await catalog.element('ten');
});
afterAll(async () => {
  expect(catalog.unexpected).toEqual([]);
  await catalog.close();
});

const field = async (ref: string, viewer?: Viewer) => {
  const { data } = await catalog.ask(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Field {
      element { code } codeList { code } bindings { element { code } codeList { code } mark source } } } }`,
    { r: [{ __typename: 'Field', ref }] },
    viewer,
  );
  return data._entities[0];
};
const fieldsOf = async (noun: 'dataElement' | 'codeList', code: string, viewer: Viewer = architect) => {
  const { data } = await catalog.ask(
    `{ ${noun}(code: "${code}") { fields { totalCount nodes { ref } } } }`,
    undefined,
    viewer,
  );
  const { totalCount, nodes } = data[noun].fields;
  return [totalCount, ...nodes.map((node: { ref: string }) => node.ref)];
};

describe('binding fields to an element', () => {
  test('binds many at once and tells once for each', async () => {
    const head = await catalog.running.feed.head();
    await catalog.given('bindFields', {
      element: 'ho_ten',
      fields: ['N01.ho_ten', 'S26.chu_ten', 'N01.ho_ten'],
      mark: 'FACT',
      source: 'Từ điển',
    });
    expect(await catalog.facts(head)).toEqual([
      { kind: 'field.bound', key: 'N01.ho_ten', body: { field: 'N01.ho_ten', element: 'ho_ten' } },
      { kind: 'field.bound', key: 'S26.chu_ten', body: { field: 'S26.chu_ten', element: 'ho_ten' } },
    ]);
    expect(await field('N01.ho_ten')).toEqual({
      element: { code: 'ho_ten' },
      codeList: null,
      bindings: [{ element: { code: 'ho_ten' }, codeList: null, mark: 'FACT', source: 'Từ điển' }],
    });
  });

  test('again leaves rows and feed as they were', async () => {
    const before = await catalog.size();
    await catalog.given('bindFields', {
      element: 'ho_ten',
      fields: ['S26.chu_ten', 'N01.ho_ten'],
      mark: 'FACT',
      source: 'Từ điển',
    });
    expect(await catalog.size()).toEqual(before);
  });

  test('moves a field that another element had: at most one element a field', async () => {
    const rows = (await catalog.size())['element_binding'];
    const head = await catalog.running.feed.head();
    await catalog.given('bindFields', { element: 'ten', fields: ['S26.chu_ten'] });
    expect((await catalog.size())['element_binding']).toBe(rows);
    expect(await catalog.facts(head)).toEqual([
      { kind: 'field.bound', key: 'S26.chu_ten', body: { field: 'S26.chu_ten', element: 'ten' } },
    ]);
    expect(await fieldsOf('dataElement', 'ho_ten')).toEqual([1, 'N01.ho_ten']);
  });

  test('is taken back only from the element that the field has', async () => {
    const head = await catalog.running.feed.head();
    await catalog.given('unbindFields', { element: 'ho_ten', fields: ['S26.chu_ten', 'N01.never'] });
    expect(await catalog.running.feed.head()).toBe(head);
    await catalog.given('unbindFields', { element: 'ten', fields: ['S26.chu_ten'] });
    expect(await catalog.facts(head)).toEqual([
      { kind: 'field.bound', key: 'S26.chu_ten', body: { field: 'S26.chu_ten', element: null } },
    ]);
    expect(await field('S26.chu_ten')).toEqual({ element: null, codeList: null, bindings: [] });
  });

  test('splits at the first dot, so that a name may hold dots, blanks and Vietnamese letters', async () => {
    await catalog.given('bindFields', { element: 'ten', fields: ['O10.họ tên.v2'] });
    expect(await fieldsOf('dataElement', 'ten', anonymous)).toEqual([1, 'O10.họ tên.v2']);
    const [row] = await asProcess(() =>
      catalog.running.orm.em
        .fork()
        .execute("select dataset_code, field_name from standards.element_binding where element_code = 'ten'"),
    );
    expect(row).toEqual({ dataset_code: 'O10', field_name: 'họ tên.v2' });
  });

  test('takes names of 512 characters of any letters', async () => {
    const name = Array.from({ length: 512 }, (_, at) => String.fromCodePoint(0x1f300 + ((at * 7_919) % 700))).join('');
    await catalog.element('dai');
    expect((await catalog.run('bindFields', { element: 'dai', fields: [`O10.${name}`] })).errors).toEqual([]);
    expect(await fieldsOf('dataElement', 'dai')).toEqual([1, `O10.${name}`]);
  });

  test.each([
    ['an unknown element', { element: 'ho_tem', fields: ['O10.a'] }, 'NOT_FOUND', 'Did you mean ho_ten'],
    ['no field', { element: 'ho_ten', fields: [] }, 'BAD_USER_INPUT', '1 to 1000'],
    [
      '1,001 fields',
      { element: 'ho_ten', fields: Array.from({ length: 1_001 }, (_, at) => `O10.f${at}`) },
      'BAD_USER_INPUT',
      '1 to 1000',
    ],
    [
      'a field without a name',
      { element: 'ho_ten', fields: ['O10.a', 'O10.'] },
      'BAD_USER_INPUT',
      'look like N01.ngay_sinh',
    ],
    ['a field without a dot', { element: 'ho_ten', fields: ['O10'] }, 'BAD_USER_INPUT', 'look like N01.ngay_sinh'],
    [
      'a name of 513 characters',
      { element: 'ho_ten', fields: [`O10.${'a'.repeat(513)}`] },
      'BAD_USER_INPUT',
      'look like',
    ],
    ['FACT without a source', { element: 'ho_ten', fields: ['O10.a'], mark: 'FACT' }, 'CONFLICT', 'needs a source'],
  ])('with %s is refused and nothing is written', async (_what, input, code, says) => {
    const before = await catalog.size();
    const { errors } = await catalog.run('bindFields', input);
    expect(errors[0]).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(await catalog.size()).toEqual(before);
  });

  test('takes 1,000 fields in one call', async () => {
    await catalog.element('nghin');
    const fields = Array.from({ length: 1_000 }, (_, at) => `O10.k${at}`);
    expect((await catalog.run('bindFields', { element: 'nghin', fields })).errors).toEqual([]);
    expect((await fieldsOf('dataElement', 'nghin'))[0]).toBe(1_000);
  });
});

describe('the code list of a field', () => {
  test('is that of its element until it has one of its own', async () => {
    await catalog.given('bindFields', { element: 'ma_icd', fields: ['O10.ma_icd', 'S26.ma_icd', 'S27.ma_icd'] });
    expect((await field('O10.ma_icd')).codeList).toEqual({ code: 'ma_icd' });

    const head = await catalog.running.feed.head();
    await catalog.given('bindCodeList', { codeList: 'nhom_benh', fields: ['O10.ma_icd', 'S27.nhom'] });
    expect(await catalog.facts(head)).toEqual([
      { kind: 'field.code-list-bound', key: 'O10.ma_icd', body: { field: 'O10.ma_icd', codeList: 'nhom_benh' } },
      { kind: 'field.code-list-bound', key: 'S27.nhom', body: { field: 'S27.nhom', codeList: 'nhom_benh' } },
    ]);
    expect(await field('O10.ma_icd')).toEqual({
      element: { code: 'ma_icd' },
      codeList: { code: 'nhom_benh' },
      bindings: [
        { element: { code: 'ma_icd' }, codeList: null, mark: 'ILLUSTRATIVE', source: null },
        { element: null, codeList: { code: 'nhom_benh' }, mark: 'ILLUSTRATIVE', source: null },
      ],
    });
    expect((await field('S27.nhom')).codeList).toEqual({ code: 'nhom_benh' });
  });

  test('is found from the list as from the field', async () => {
    expect(await fieldsOf('codeList', 'ma_icd')).toEqual([2, 'S26.ma_icd', 'S27.ma_icd']);
    expect(await fieldsOf('codeList', 'nhom_benh')).toEqual([2, 'O10.ma_icd', 'S27.nhom']);
  });

  test('declared again changes nothing; another list takes its place', async () => {
    const before = await catalog.size();
    await catalog.given('bindCodeList', { codeList: 'nhom_benh', fields: ['S27.nhom'] });
    expect(await catalog.size()).toEqual(before);
    await catalog.given('bindCodeList', { codeList: 'ma_icd', fields: ['S27.nhom'] });
    expect((await field('S27.nhom')).codeList).toEqual({ code: 'ma_icd' });
    expect((await catalog.size())['code_list_binding']).toBe(before['code_list_binding']);
  });

  test('falls back to that of the element when its own is taken back', async () => {
    const head = await catalog.running.feed.head();
    await catalog.given('unbindCodeList', { codeList: 'nhom_benh', fields: ['O10.ma_icd', 'S27.nhom'] });
    expect(await catalog.facts(head)).toEqual([
      { kind: 'field.code-list-bound', key: 'O10.ma_icd', body: { field: 'O10.ma_icd', codeList: null } },
    ]);
    expect((await field('O10.ma_icd')).codeList).toEqual({ code: 'ma_icd' });
  });

  test('of an unknown code is refused with a near one', async () => {
    const { errors } = await catalog.run('bindCodeList', { codeList: 'ma_icp', fields: ['O10.x'] });
    expect(errors[0]).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('Did you mean ma_icd') });
  });
});

describe('who may bind fields', () => {
  const attempts: [string, (fields: string[]) => Record<string, unknown>][] = [
    ['bindFields', (fields) => ({ element: 'ho_ten', fields })],
    ['unbindFields', (fields) => ({ element: 'ho_ten', fields })],
    ['bindCodeList', (fields) => ({ codeList: 'nhom_benh', fields })],
    ['unbindCodeList', (fields) => ({ codeList: 'nhom_benh', fields })],
  ];

  test.each(attempts)('%s: a steward for the fields of the own agency', async (mutation, input) => {
    expect((await catalog.run(mutation, input(['S26.q', 'S27.q']), stewardOf('A11'))).errors).toEqual([]);
  });

  test.each(attempts)('%s: nobody else', async (mutation, input) => {
    const before = await catalog.size();
    const code = async (fields: string[], viewer: Viewer) =>
      (await catalog.run(mutation, input(fields), viewer)).errors[0]?.code;
    expect(await code(['S27.q'], stewardOf('A02'))).toBe('FORBIDDEN');
    expect(await code(['S26.q'], stewardOf('A02'))).toBe('NOT_FOUND');
    expect(await code(['S99.q'], stewardOf('A02'))).toBe('NOT_FOUND');
    expect(await code(['S27.q'], developer)).toBe('FORBIDDEN');
    expect(await code(['S27.q'], architect)).toBe('FORBIDDEN');
    expect(await code(['S27.q'], anonymous)).toBe('UNAUTHENTICATED');
    expect(await catalog.size()).toEqual(before);
  });
});

describe('fields of elements and code lists', () => {
  test.each([
    ['anonymous', anonymous, ['O10.ma_icd']],
    ['a developer', developer, ['O10.ma_icd', 'S27.ma_icd']],
    ['a steward of A11', stewardOf('A11'), ['O10.ma_icd', 'S26.ma_icd', 'S27.ma_icd']],
  ])('show and count for %s only fields of datasets that the role sees', async (_who, viewer, refs) => {
    expect(await fieldsOf('dataElement', 'ma_icd', viewer)).toEqual([refs.length, ...refs]);
    const own = viewer === anonymous ? [] : ['S27.nhom'];
    expect(await fieldsOf('codeList', 'ma_icd', viewer)).toEqual([refs.length + own.length, ...refs, ...own]);
  });

  test('are paged, and refuse cursors of one another', async () => {
    const page = (noun: string, after: string | null) =>
      catalog.ask(
        `query ($after: String) { ${noun}(code: "ma_icd") { fields(first: 2, after: $after) { nodes { ref } pageInfo { hasNextPage endCursor } } } }`,
        { after },
      );
    const first = (await page('dataElement', null)).data.dataElement.fields;
    const next = (await page('dataElement', first.pageInfo.endCursor)).data.dataElement.fields;
    expect([first, next].map(({ nodes }) => nodes.length)).toEqual([2, 1]);
    expect([first, next].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
    expect((await page('codeList', first.pageInfo.endCursor)).errors[0]?.code).toBe('BAD_CURSOR');
  });
});
