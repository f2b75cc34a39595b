import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, architect, stewardOf } from '../../support/viewers.ts';
import { type StandardsCatalog, startStandards } from './catalog.ts';

let catalog: StandardsCatalog;
beforeAll(async () => {
  catalog = await startStandards();
});
afterAll(async () => {
  expect(catalog.unexpected).toEqual([]);
  await catalog.close();
});

const value = (code: string, label = `Nhãn ${code}`) => ({ code, labelVi: label, labelEn: `Label ${code}` });
const STATUS = {
  code: 'trang_thai',
  titleVi: 'Trạng thái hồ sơ',
  titleEn: 'Case file status',
  codes: [value('TIEP_NHAN'), value('DANG_XU_LY'), value('DA_TRA')],
};
const codesOf = async (list: string): Promise<string[]> => {
  const { data } = await catalog.ask('query ($code: ID!) { codeList(code: $code) { codes { code label } } }', {
    code: list,
  });
  return data.codeList.codes.map((listed: { code: string; label: string }) => `${listed.code}=${listed.label}`);
};

describe('a code list', () => {
  test('is created with its values by an administrator and read by anybody, in the order given', async () => {
    const head = await catalog.running.feed.head();
    expect((await catalog.run('createCodeList', STATUS)).errors).toEqual([]);
    expect(await catalog.facts(head)).toEqual([{ kind: 'code-list.declared', key: 'trang_thai', body: { ...STATUS } }]);
    const { data } = await catalog.ask(
      '{ codeList(code: "trang_thai") { title en: title(lang: EN) codes { code label(lang: EN) } } }',
      undefined,
      anonymous,
    );
    expect(data.codeList).toEqual({
      title: STATUS.titleVi,
      en: STATUS.titleEn,
      codes: STATUS.codes.map(({ code, labelEn }) => ({ code, label: labelEn })),
    });
  });

  test.each([
    ['an architect', architect, 'FORBIDDEN'],
    ['a steward', stewardOf('A11'), 'FORBIDDEN'],
    ['nobody signed in', anonymous, 'UNAUTHENTICATED'],
  ])('is not created, changed, extended or cut by %s', async (_who, viewer, code) => {
    const before = await catalog.size();
    const refused = await Promise.all([
      catalog.run('createCodeList', { ...STATUS, code: 'x' }, viewer),
      catalog.run('updateCodeList', { code: 'trang_thai', titleEn: 'X' }, viewer),
      catalog.run('addCodes', { codeList: 'trang_thai', codes: [value('X')] }, viewer),
      catalog.run('removeCodes', { codeList: 'trang_thai', codes: ['DA_TRA'] }, viewer),
    ]);
    expect(refused.map(({ errors }) => errors[0]?.code)).toEqual([code, code, code, code]);
    expect(await catalog.size()).toEqual(before);
  });

  test.each([
    ['a code that is taken', STATUS, 'CONFLICT', 'Use updateCodeList'],
    [
      'a value given twice',
      { ...STATUS, code: 'x', codes: [value('A'), value('A', 'B')] },
      'BAD_USER_INPUT',
      'A twice',
    ],
    ['a blank value', { ...STATUS, code: 'x', codes: [value(' ')] }, 'BAD_USER_INPUT', '1 to 128 characters'],
    [
      'a blank label',
      { ...STATUS, code: 'x', codes: [{ ...value('A'), labelVi: '' }] },
      'BAD_USER_INPUT',
      'labelVi must not be',
    ],
    [
      '1,001 values',
      { ...STATUS, code: 'x', codes: Array.from({ length: 1_001 }, (_, at) => value(`V${at}`)) },
      'BAD_USER_INPUT',
      'addCodes',
    ],
    ['FACT without a source', { ...STATUS, code: 'x', mark: 'FACT' }, 'CONFLICT', 'needs a source'],
  ])('with %s is refused and nothing is written', async (_what, input, code, says) => {
    const before = await catalog.size();
    const { errors } = await catalog.run('createCodeList', input);
    expect(errors[0]).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(await catalog.size()).toEqual(before);
  });

  test('that does not exist is NOT_FOUND with a near code, read, changed or extended', async () => {
    const near = { code: 'NOT_FOUND', message: expect.stringContaining('Did you mean trang_thai') };
    expect((await catalog.ask('{ codeList(code: "trang_thay") { code } }')).errors[0]).toMatchObject(near);
    expect((await catalog.run('updateCodeList', { code: 'trang_thay', titleEn: 'X' })).errors[0]).toMatchObject(near);
    expect((await catalog.run('addCodes', { codeList: 'trang_thay', codes: [value('X')] })).errors[0]).toMatchObject(
      near,
    );
    expect((await catalog.run('removeCodes', { codeList: 'trang_thay', codes: ['X'] })).errors[0]).toMatchObject(near);
  });

  test('renamed tells its whole state, renamed to the same tells nothing', async () => {
    const head = await catalog.running.feed.head();
    const change = { code: 'trang_thai', titleEn: 'Status of a case file', titleVi: null };
    await catalog.given('updateCodeList', change);
    await catalog.given('updateCodeList', change);
    expect(await catalog.facts(head)).toEqual([
      { kind: 'code-list.declared', key: 'trang_thai', body: { ...STATUS, titleEn: 'Status of a case file' } },
    ]);
  });
});

describe('values of a code list', () => {
  test('are added at the end; one that is there takes the new label and keeps its place', async () => {
    await catalog.codeList('muc_dich', ['B', 'A']);
    const head = await catalog.running.feed.head();
    await catalog.given('addCodes', { codeList: 'muc_dich', codes: [value('0'), value('B', 'Đất ở')] });
    expect(await codesOf('muc_dich')).toEqual(['B=Đất ở', 'A=Nhãn A', '0=Nhãn 0']);
    expect(
      (await catalog.facts(head)).map(({ body }) => (body['codes'] as { code: string }[]).map(({ code }) => code)),
    ).toEqual([['B', 'A', '0']]);
  });

  test('added again change nothing', async () => {
    const before = await catalog.size();
    await catalog.given('addCodes', { codeList: 'muc_dich', codes: [value('A'), value('0')] });
    expect(await catalog.size()).toEqual(before);
  });

  test('are removed, and removing what is not there changes nothing', async () => {
    const head = await catalog.running.feed.head();
    await catalog.given('removeCodes', { codeList: 'muc_dich', codes: ['A', 'Z'] });
    await catalog.given('removeCodes', { codeList: 'muc_dich', codes: ['A'] });
    expect(await codesOf('muc_dich')).toEqual(['B=Đất ở', '0=Nhãn 0']);
    expect(await catalog.running.feed.head()).toBe(head + 1);
  });

  test('keep dots, blanks and Vietnamese letters as data hold them', async () => {
    const codes = ['1.004194', 'A90.1', 'Loại đặc biệt', 'a/b', '"'].map((code) => value(code));
    await catalog.given('createCodeList', { ...STATUS, code: 'la', codes });
    expect((await codesOf('la')).map((text) => text.split('=')[0])).toEqual(codes.map(({ code }) => code));
  });

  test('end at 10,000', async () => {
    await catalog.codeList('lon');
    await catalog.fill(
      "insert into standards.listed_code select 'lon', 'V' || n, 'x', 'x', n from generate_series(1, 9999) n",
    );
    await catalog.given('addCodes', { codeList: 'lon', codes: [value('the last')] });
    const before = await catalog.size();
    const { errors } = await catalog.run('addCodes', { codeList: 'lon', codes: [value('one too many')] });
    expect(errors[0]).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('more than 10000 codes') });
    expect(await catalog.size()).toEqual(before);
    expect(await codesOf('lon')).toHaveLength(10_000);
  });
});

describe('the list of code lists', () => {
  const codes = async (args: string) => {
    const { data } = await catalog.ask(`{ codeLists(${args}) { totalCount nodes { code } } }`);
    return [data.codeLists.totalCount, ...data.codeLists.nodes.map((node: { code: string }) => node.code)];
  };

  test('is filtered by a value that lists permit and by mark, and ordered by title', async () => {
    await catalog.given('createCodeList', {
      ...STATUS,
      code: 'b',
      titleVi: 'Đường',
      codes: [value('DA_TRA')],
      mark: 'FACT',
      source: 'X',
    });
    expect(await codes('filter: { permits: "DA_TRA" }')).toEqual([2, 'b', 'trang_thai']);
    expect(await codes('filter: { permits: "DA_TRA", mark: FACT }')).toEqual([1, 'b']);
    expect(await codes('filter: { permits: "nowhere" }')).toEqual([0]);
    expect(await codes('filter: { permits: "DA_TRA" }, orderBy: { field: TITLE, direction: DESC }')).toEqual([
      2,
      'trang_thai',
      'b',
    ]);
  });

  test('refuses a first above 200 and a cursor of another filter', async () => {
    expect((await catalog.ask('{ codeLists(first: 201) { totalCount } }')).errors[0]?.code).toBe('BAD_USER_INPUT');
    const { data } = await catalog.ask('{ codeLists(first: 1) { pageInfo { endCursor } } }');
    const after = data.codeLists.pageInfo.endCursor;
    const { errors } = await catalog.ask(`{ codeLists(after: "${after}", filter: { permits: "A" }) { totalCount } }`);
    expect(errors[0]?.code).toBe('BAD_CURSOR');
  });
});
