import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, architect, stewardOf } from '../../support/viewers.ts';
import { type StandardsCatalog, startStandards } from './catalog.ts';

let catalog: StandardsCatalog;
beforeAll(async () => {
  catalog = await startStandards();
  await catalog.codeList('ma_phuong', ['P01']);
});
afterAll(async () => {
  expect(catalog.unexpected).toEqual([]);
  await catalog.close();
});

const WARD = {
  code: 'ma_phuong',
  nameVi: 'Mã đơn vị hành chính cấp xã',
  nameEn: 'Commune-level unit code',
  definitionVi: 'Mã của phường, xã hoặc đặc khu.',
  definitionEn: 'Code of a ward, commune or special zone.',
  type: 'STR',
  codeList: 'ma_phuong',
};

describe('an element of the dictionary', () => {
  test('is created by an administrator and read by anybody in both languages', async () => {
    expect((await catalog.run('createDataElement', WARD)).errors).toEqual([]);
    const { data } = await catalog.ask(
      '{ dataElement(code: "ma_phuong") { name en: name(lang: EN) definition de: definition(lang: EN) type codeList { code title codes { code label } } mark source } }',
      undefined,
      anonymous,
    );
    expect(data.dataElement).toEqual({
      name: WARD.nameVi,
      en: WARD.nameEn,
      definition: WARD.definitionVi,
      de: WARD.definitionEn,
      type: 'STR',
      codeList: { code: 'ma_phuong', title: 'Danh mục ma_phuong', codes: [{ code: 'P01', label: 'Nhãn P01' }] },
      mark: 'ILLUSTRATIVE',
      source: null,
    });
  });

  test.each([
    ['an architect', architect, 'FORBIDDEN'],
    ['a steward', stewardOf('A11'), 'FORBIDDEN'],
    ['nobody signed in', anonymous, 'UNAUTHENTICATED'],
  ])('is not created or changed by %s', async (_who, viewer, code) => {
    const before = await catalog.size();
    expect((await catalog.run('createDataElement', { ...WARD, code: 'x' }, viewer)).errors[0]?.code).toBe(code);
    expect((await catalog.run('updateDataElement', { code: 'ma_phuong', type: 'INT' }, viewer)).errors[0]?.code).toBe(
      code,
    );
    expect(await catalog.size()).toEqual(before);
  });

  test.each([
    ['a code that is taken', WARD, 'CONFLICT', 'Use updateDataElement'],
    ['a code with a dot', { ...WARD, code: 'ma.phuong' }, 'BAD_USER_INPUT', 'code takes a code'],
    [
      'a blank definition',
      { ...WARD, code: 'x', definitionVi: ' ' },
      'BAD_USER_INPUT',
      'definitionVi must not be blank',
    ],
    ['a name of 1,025 characters', { ...WARD, code: 'x', nameVi: 'a'.repeat(1_025) }, 'BAD_USER_INPUT', '1024'],
    ['an unknown code list', { ...WARD, code: 'x', codeList: 'nope' }, 'CONFLICT', 'createCodeList'],
    ['an unknown type', { ...WARD, code: 'x', type: 'BLOB' }, 'BAD_USER_INPUT', 'BLOB'],
    ['FACT without a source', { ...WARD, code: 'x', mark: 'FACT' }, 'CONFLICT', 'needs a source'],
  ])('with %s is refused and nothing is written', async (_what, input, code, says) => {
    const before = await catalog.size();
    const { errors } = await catalog.run('createDataElement', input);
    expect(errors[0]).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(await catalog.size()).toEqual(before);
  });

  test('that does not exist is NOT_FOUND with a near code, read or changed', async () => {
    const near = { code: 'NOT_FOUND', message: expect.stringContaining('Did you mean ma_phuong') };
    const read = await catalog.ask('{ dataElement(code: "ma_phuongs") { code } }');
    expect(read.data.dataElement).toBeNull();
    expect(read.errors[0]).toMatchObject(near);
    expect((await catalog.run('updateDataElement', { code: 'ma_phuongs', type: 'INT' })).errors[0]).toMatchObject(near);
  });

  test('changed tells its whole state, changed to the same tells nothing, null clears the code list', async () => {
    await catalog.element('muc_dich', { codeList: 'ma_phuong' });
    const head = await catalog.running.feed.head();
    const change = { code: 'muc_dich', nameEn: 'Purpose', definitionVi: null, codeList: null };
    await catalog.given('updateDataElement', change);
    await catalog.given('updateDataElement', change);
    expect(await catalog.facts(head)).toEqual([
      {
        kind: 'element.declared',
        key: 'muc_dich',
        body: {
          code: 'muc_dich',
          nameVi: 'Tên muc_dich',
          nameEn: 'Purpose',
          definitionVi: 'Nghĩa',
          definitionEn: 'Meaning',
          type: 'STR',
          codeList: null,
        },
      },
    ]);
  });
});

describe('the list of elements', () => {
  test('is filtered by type, code list and mark, ordered by name, and paged', async () => {
    await catalog.element('ngay_sinh', { type: 'DATE', nameVi: 'Ngày sinh' });
    await catalog.element('ngay_cap', { type: 'DATE', nameVi: 'Ảnh ngày cấp', mark: 'FACT', source: '2439/QĐ-TTg' });
    const codes = async (args: string) => {
      const { data } = await catalog.ask(`{ dataElements(${args}) { totalCount nodes { code } } }`);
      return [data.dataElements.totalCount, ...data.dataElements.nodes.map((node: { code: string }) => node.code)];
    };
    expect(await codes('filter: { type: DATE }')).toEqual([2, 'ngay_cap', 'ngay_sinh']);
    expect(await codes('filter: { type: DATE }, orderBy: { field: NAME }')).toEqual([2, 'ngay_cap', 'ngay_sinh']);
    expect(await codes('filter: { type: DATE }, orderBy: { field: NAME, direction: DESC }, first: 1')).toEqual([
      2,
      'ngay_sinh',
    ]);
    expect(await codes('filter: { codeList: "ma_phuong" }')).toEqual([1, 'ma_phuong']);
    expect(await codes('filter: { mark: FACT }')).toEqual([1, 'ngay_cap']);
  });

  test('refuses a first below 0 and a cursor of another list', async () => {
    expect((await catalog.ask('{ dataElements(first: -1) { totalCount } }')).errors[0]?.code).toBe('BAD_USER_INPUT');
    const { data } = await catalog.ask('{ codeLists(first: 1) { pageInfo { endCursor } } }');
    const { errors } = await catalog.ask(
      `{ dataElements(after: "${data.codeLists.pageInfo.endCursor}") { totalCount } }`,
    );
    expect(errors[0]?.code).toBe('BAD_CURSOR');
  });

  test('takes a constant number of statements with fields, claims, master source and code list', async () => {
    await catalog.fill(
      "insert into standards.data_element (code, name_vi, name_en, definition_vi, definition_en, type, code_list_code, mark) select 'e' || n, 'x', 'x', 'x', 'x', 'STR', 'ma_phuong', 'ILLUSTRATIVE' from generate_series(1, 60) n",
      "insert into standards.element_binding (dataset_code, field_name, element_code, mark) select d, 'f' || n, 'e' || n, 'ILLUSTRATIVE' from generate_series(1, 60) n, unnest(array['N01', 'N02']) d",
      "insert into standards.master_claim (element_code, dataset_code, approved, mark) select 'e' || n, 'N01', true, 'ILLUSTRATIVE' from generate_series(1, 60) n",
    );
    const ask = (first: number) => () =>
      catalog.ask(
        `{ dataElements(first: ${first}) { totalCount nodes { code codeList { code codes { code } fields(first: 3) { totalCount nodes { ref } } }
          fields(first: 1) { totalCount nodes { ref element { code } codeList { code } } } claims { dataset { code } } masterSource { element { code } } } } }`,
      );
    const few = await catalog.counting(ask(3));
    expect(await catalog.counting(ask(60))).toBe(few);
    expect(few).toBeLessThanOrEqual(16);
  });
});
