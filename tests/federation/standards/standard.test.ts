import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../support/subgraph.ts';
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

const QCVN_109 = {
  code: 'QCVN 109:2017',
  titleVi: 'Thông điệp dữ liệu công dân',
  titleEn: 'Citizen data message',
  issuer: 'Bộ Thông tin và Truyền thông',
  mark: 'FACT',
  source: 'QCVN 109:2017/BTTTT',
};

describe('a standard', () => {
  test('is created by an administrator and read by anybody in both languages', async () => {
    const created = await catalog.run('createStandard', QCVN_109, undefined, 'code status');
    expect(created).toEqual({ data: { createStandard: { code: 'QCVN 109:2017', status: 'IN_FORCE' } }, errors: [] });
    const { data } = await catalog.ask(
      '{ standard(code: "QCVN 109:2017") { title vi: title(lang: VI) en: title(lang: EN) issuer mark source replacedBy { code } } }',
      undefined,
      anonymous,
    );
    expect(data.standard).toEqual({
      title: 'Thông điệp dữ liệu công dân',
      vi: 'Thông điệp dữ liệu công dân',
      en: 'Citizen data message',
      issuer: 'Bộ Thông tin và Truyền thông',
      mark: 'FACT',
      source: 'QCVN 109:2017/BTTTT',
      replacedBy: null,
    });
  });

  test.each([
    ['an architect', architect, 'FORBIDDEN'],
    ['a steward', stewardOf('A11'), 'FORBIDDEN'],
    ['nobody signed in', anonymous, 'UNAUTHENTICATED'],
  ])('is not created, changed or given requirements by %s', async (_who, viewer, code) => {
    await catalog.standard(`TT 1/${code}/${viewer.role}`);
    const before = await catalog.size();
    const refused = await Promise.all([
      catalog.run('createStandard', { ...QCVN_109, code: 'QCVN 1:2020' }, viewer),
      catalog.run('updateStandard', { code: 'QCVN 109:2017', issuer: 'X' }, viewer),
      catalog.run('requireElement', { standard: 'QCVN 109:2017', name: 'ho_ten', type: 'STR' }, viewer),
      catalog.run('withdrawRequiredElement', { standard: 'QCVN 109:2017', name: 'ho_ten' }, viewer),
    ]);
    expect(refused.map(({ errors }) => errors[0]?.code)).toEqual([code, code, code, code]);
    expect(await catalog.size()).toEqual(before);
  });

  test('cannot be created twice, and the message names the way to change it', async () => {
    const head = await catalog.running.feed.head();
    const { errors } = await catalog.run('createStandard', QCVN_109);
    expect(errors[0]).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('Use updateStandard') });
    expect(await catalog.running.feed.head()).toBe(head);
  });

  test('that does not exist is NOT_FOUND with a near number', async () => {
    const { data, errors } = await catalog.ask('{ standard(code: "QCVN 109:2018") { code } }');
    expect(data.standard).toBeNull();
    expect(errors[0]).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('Did you mean QCVN 109:2017'),
    });
  });

  test.each([
    ['a control character in its number', { ...QCVN_109, code: 'QCVN\u0007' }, 'BAD_USER_INPUT', 'official number'],
    ['a blank title', { ...QCVN_109, code: 'X 1', titleVi: '  ' }, 'BAD_USER_INPUT', 'must not be blank'],
    ['NUL in its title', { ...QCVN_109, code: 'X 1', titleVi: 'a\u0000b' }, 'BAD_USER_INPUT', 'cannot be stored'],
    ['FACT without a source', { ...QCVN_109, code: 'X 1', source: null }, 'CONFLICT', 'needs a source'],
    [
      'a successor that does not exist',
      { ...QCVN_109, code: 'X 1', status: 'REPLACED', replacedBy: 'X 2' },
      'CONFLICT',
      'Create it first',
    ],
    [
      'a successor while wholly in force',
      { ...QCVN_109, code: 'X 1', replacedBy: 'QCVN 109:2017' },
      'CONFLICT',
      'PARTLY_REPLACED or REPLACED',
    ],
    [
      'itself as successor',
      { ...QCVN_109, code: 'X 1', status: 'REPLACED', replacedBy: 'X 1' },
      'CONFLICT',
      'replace itself',
    ],
  ])('with %s is refused and nothing is written', async (_what, input, code, says) => {
    const before = await catalog.size();
    const { errors } = await catalog.run('createStandard', input);
    expect(errors[0]).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(await catalog.size()).toEqual(before);
  });

  test('keeps a long title of any letters byte-exact', async () => {
    const titleVi = Array.from({ length: 1_024 }, (_, at) =>
      String.fromCodePoint(0x4e00 + ((at * 7_919) % 20_000)),
    ).join('');
    await catalog.standard('TCVN DÀI', { titleVi });
    const { data } = await catalog.ask('{ standard(code: "TCVN DÀI") { title } }');
    expect(data.standard.title).toBe(titleVi);
  });
});

describe('succession of standards', () => {
  test('is followed, and a circle of any length is refused', async () => {
    for (const code of ['SUC 1', 'SUC 2', 'SUC 3']) await catalog.standard(code);
    await catalog.given('updateStandard', { code: 'SUC 1', status: 'REPLACED', replacedBy: 'SUC 2' });
    await catalog.given('updateStandard', { code: 'SUC 2', status: 'PARTLY_REPLACED', replacedBy: 'SUC 3' });
    const { errors } = await catalog.run('updateStandard', { code: 'SUC 3', status: 'REPLACED', replacedBy: 'SUC 1' });
    expect(errors[0]).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('replace itself') });
    const { data } = await catalog.ask(
      '{ standard(code: "SUC 1") { status replacedBy { code replacedBy { code replacedBy { code } } } } }',
    );
    expect(data.standard).toEqual({
      status: 'REPLACED',
      replacedBy: { code: 'SUC 2', replacedBy: { code: 'SUC 3', replacedBy: null } },
    });
  });

  test('may be 32 long and not 33', async () => {
    await catalog.standard('CHAIN 0');
    for (let at = 1; at <= 32; at++) {
      await catalog.standard(`CHAIN ${at}`, { status: 'REPLACED', replacedBy: `CHAIN ${at - 1}` });
    }
    const { errors } = await catalog.run('createStandard', {
      ...QCVN_109,
      code: 'CHAIN 33',
      status: 'REPLACED',
      replacedBy: 'CHAIN 32',
    });
    expect(errors[0]).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('more than 32') });
  });

  test('made by two writers at once never closes a circle', async () => {
    await catalog.standard('TWO 1');
    await catalog.standard('TWO 2');
    let second: Promise<Answer> | undefined;
    await catalog.running.orm.em.fork().transactional(async (em) => {
      await em.execute(
        "update standards.standard set status = 'REPLACED', replaced_by_code = 'TWO 2' where code = 'TWO 1'",
      );
      second = catalog.run('updateStandard', { code: 'TWO 2', status: 'REPLACED', replacedBy: 'TWO 1' });
      const waiting = `select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`;
      for (let look = 0; look < 200; look++) {
        const [row] = await em.execute<{ n: number }[]>(waiting);
        if (row?.n === 1) break;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });
    expect((await second)?.errors[0]).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('replace itself'),
    });
  });
});

describe('a change of a standard', () => {
  test('tells its whole state, and one that changes nothing tells nothing', async () => {
    await catalog.standard('TT 5/2020');
    const head = await catalog.running.feed.head();
    const change = { code: 'TT 5/2020', titleEn: 'Circular 5', titleVi: null };
    expect((await catalog.run('updateStandard', change, undefined, 'title(lang: EN)')).data.updateStandard).toEqual({
      title: 'Circular 5',
    });
    expect(await catalog.facts(head)).toEqual([
      {
        kind: 'standard.declared',
        key: 'TT 5/2020',
        body: {
          code: 'TT 5/2020',
          titleVi: 'Chuẩn TT 5/2020',
          titleEn: 'Circular 5',
          issuer: 'Bộ',
          status: 'IN_FORCE',
          edition: null,
          inForceFrom: null,
          replacedBy: null,
          requiredElements: [],
        },
      },
    ]);
    await catalog.given('updateStandard', change);
    expect(await catalog.running.feed.head()).toBe(head + 1);
  });

  test('of a standard that does not exist is NOT_FOUND', async () => {
    expect((await catalog.run('updateStandard', { code: 'TT 5/2O20', issuer: 'X' })).errors[0]).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('TT 5/2020'),
    });
  });
});

describe('required elements', () => {
  const requirement = { standard: 'QCVN 120:2019', name: 'trang_thai', type: 'STR', codeList: 'trang_thai' };

  test('are listed by name with their element where the dictionary has it, and with their code list', async () => {
    await catalog.standard('QCVN 120:2019');
    await catalog.element('ma_tthc');
    await catalog.codeList('trang_thai', ['TIEP_NHAN']);
    await catalog.given('requireElement', requirement);
    await catalog.given('requireElement', {
      standard: 'QCVN 120:2019',
      name: 'ma_tthc',
      type: 'STR',
      mark: 'FACT',
      source: 'Điều 3',
    });
    const { data } = await catalog.ask(
      '{ standard(code: "QCVN 120:2019") { requiredElements { name type element { code } codeList { code } mark source } } }',
    );
    expect(data.standard.requiredElements).toEqual([
      { name: 'ma_tthc', type: 'STR', element: { code: 'ma_tthc' }, codeList: null, mark: 'FACT', source: 'Điều 3' },
      {
        name: 'trang_thai',
        type: 'STR',
        element: null,
        codeList: { code: 'trang_thai' },
        mark: 'ILLUSTRATIVE',
        source: null,
      },
    ]);
  });

  test('required again change nothing, with another type take it over, and withdrawn are gone', async () => {
    const before = await catalog.size();
    await catalog.given('requireElement', requirement);
    expect(await catalog.size()).toEqual(before);

    const head = await catalog.running.feed.head();
    await catalog.given('requireElement', { ...requirement, type: 'INT', codeList: null });
    await catalog.given('withdrawRequiredElement', { standard: 'QCVN 120:2019', name: 'trang_thai' });
    await catalog.given('withdrawRequiredElement', { standard: 'QCVN 120:2019', name: 'trang_thai' });
    const required = (await catalog.facts(head)).map(({ body }) => body['requiredElements']);
    const procedure = { name: 'ma_tthc', type: 'STR', codeList: null };
    expect(required).toEqual([[procedure, { name: 'trang_thai', type: 'INT', codeList: null }], [procedure]]);
  });

  test.each([
    ['of an unknown standard', { ...requirement, standard: 'QCVN 120:2018' }, 'NOT_FOUND', 'QCVN 120:2019'],
    ['with an unknown code list', { ...requirement, codeList: 'nope' }, 'CONFLICT', 'createCodeList'],
    ['with a name that is no code', { ...requirement, name: 'họ tên' }, 'BAD_USER_INPUT', 'takes a code'],
    ['marked FACT without a source', { ...requirement, mark: 'FACT' }, 'CONFLICT', 'needs a source'],
  ])('%s are refused', async (_what, input, code, says) => {
    const before = await catalog.size();
    const { errors } = await catalog.run('requireElement', input);
    expect(errors[0]).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(await catalog.size()).toEqual(before);
  });
});

describe('the list of standards', () => {
  beforeAll(async () => {
    for (const [code, titleVi] of [
      ['LIST 1', 'Đo lường'],
      ['LIST 2', 'Dữ liệu'],
      ['LIST 3', 'Ảnh'],
    ] as const) {
      await catalog.standard(code, { titleVi, issuer: 'Tổng cục' });
    }
  });
  const page = (args: string) =>
    catalog.ask(
      `{ standards(filter: { issuer: "Tổng cục" }, ${args}) { totalCount nodes { code } pageInfo { hasNextPage endCursor } } }`,
    );

  test('is filtered, counted and paged without gap or repeat', async () => {
    const first = await page('first: 2');
    expect(first.data.standards).toMatchObject({
      totalCount: 3,
      nodes: [{ code: 'LIST 1' }, { code: 'LIST 2' }],
      pageInfo: { hasNextPage: true },
    });
    const next = await page(`first: 2, after: "${first.data.standards.pageInfo.endCursor}"`);
    expect(next.data.standards).toMatchObject({
      totalCount: 3,
      nodes: [{ code: 'LIST 3' }],
      pageInfo: { hasNextPage: false },
    });
  });

  test('is ordered by Vietnamese title in Vietnamese alphabetical order', async () => {
    const { data } = await page('orderBy: { field: TITLE }');
    expect(data.standards.nodes.map((node: { code: string }) => node.code)).toEqual(['LIST 3', 'LIST 2', 'LIST 1']);
    const back = await page('orderBy: { field: TITLE, direction: DESC }');
    expect(back.data.standards.nodes.map((node: { code: string }) => node.code)).toEqual([
      'LIST 1',
      'LIST 2',
      'LIST 3',
    ]);
  });

  test('filters by status and by mark, and null does not restrict', async () => {
    const { data } = await catalog.ask(
      '{ a: standards(filter: { status: PARTLY_REPLACED }) { nodes { code } } b: standards(filter: { mark: FACT, status: null }) { nodes { code } } }',
    );
    expect(data).toEqual({ a: { nodes: [{ code: 'SUC 2' }] }, b: { nodes: [{ code: 'QCVN 109:2017' }] } });
  });

  test.each([-1, 201, 10_000])('refuses first: %i and says what it takes', async (first) => {
    expect((await page(`first: ${first}`)).errors[0]).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('0 to 200'),
    });
  });

  test('refuses a cursor of another list, filter or ordering', async () => {
    const { data } = await catalog.ask('{ standards(first: 1) { pageInfo { endCursor } } }');
    for (const args of [`after: "${data.standards.pageInfo.endCursor}"`, 'after: "abc"']) {
      expect((await page(args)).errors[0]?.code).toBe('BAD_CURSOR');
    }
  });

  test('takes a constant number of statements with everything that hangs on it', async () => {
    const everything = (first: number) => () =>
      catalog.ask(
        `{ standards(first: ${first}) { totalCount nodes { code replacedBy { code } requiredElements { element { code } codeList { code } } datasets(first: 5) { totalCount nodes { code } } } } }`,
      );
    const few = await catalog.counting(everything(3));
    const many = await catalog.counting(everything(50));
    expect(many).toBeLessThanOrEqual(10);
    expect(many - few).toBeLessThanOrEqual(3);
    expect(await catalog.counting(everything(200))).toBe(many);
  });
});
