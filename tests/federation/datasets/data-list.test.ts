import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { dataset, declare, factsAfter, head, rowCounts, sql, statementsOf } from './catalog.ts';

let subgraph: TestSubgraph;

const create = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask('mutation ($input: CreateDataListInput!) { createDataList(input: $input) { code } }', { input }, viewer);

const update = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask(
    'mutation ($input: UpdateDataListInput!) { updateDataList(input: $input) { code title } }',
    { input },
    viewer,
  );

const propose = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask(
    'mutation ($input: ProposeDataListVersionInput!) { proposeDataListVersion(input: $input) { version state members inForce } }',
    { input },
    viewer,
  );

const approve = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask(
    'mutation ($input: ApproveDataListVersionInput!) { approveDataListVersion(input: $input) { version state approvedOn document { code } inForce } }',
    { input },
    viewer,
  );

const list = (code: string, differently: Record<string, unknown> = {}) => ({
  code,
  kind: 'OPEN',
  titleVi: `Danh mục ${code}`,
  titleEn: `List ${code}`,
  ...differently,
});

beforeAll(async () => {
  subgraph = await testSubgraph(datasets, fixedClock('2026-06-01T00:00:00Z'));
  await declare(
    subgraph,
    ...['O01', 'O02', 'O03'].map((code) => dataset(code, { tier: 'OPEN', sharingClass: 'OPEN' })),
    dataset('S01', { sharingClass: 'SHARED' }),
    dataset('S02'),
  );
});

afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

describe('a list', () => {
  test('is created by administrators, and told', async () => {
    const before = await rowCounts(subgraph);
    expect((await create(list('open'), anonymous)).errors[0]?.code).toBe('UNAUTHENTICATED');
    for (const viewer of [developer, architect, stewardOf('A11')])
      expect((await create(list('open'), viewer)).errors[0]?.code).toBe('FORBIDDEN');
    expect(await rowCounts(subgraph)).toEqual(before);
    const position = await head(subgraph);
    expect((await create(list('open'))).errors).toEqual([]);
    expect(await factsAfter(subgraph, position)).toMatchObject([
      { kind: 'list.declared', key: 'open', body: list('open') },
    ]);
    expect((await create(list('shared', { kind: 'SHARED', titleVi: 'Âm' }))).errors).toEqual([]);
  });

  test.each([
    ['a code that exists', { code: 'open' }, 'CONFLICT', 'A list with this code exists already. Use updateDataList'],
    ['a code with a dot', { code: 'o.pen' }, 'BAD_USER_INPUT', 'code takes a code'],
    ['a blank title', { titleVi: ' ' }, 'BAD_USER_INPUT', 'titleVi must not be blank'],
    ['a fact without a source', { mark: 'FACT' }, 'CONFLICT', 'A record marked FACT needs a source'],
  ])('is not created with %s', async (_what, wrong, code, message) => {
    const before = [await head(subgraph), await rowCounts(subgraph)];
    const { errors } = await create(list('x', wrong));
    expect(errors[0]?.code).toBe(code);
    expect(errors[0]?.message).toContain(message);
    expect([await head(subgraph), await rowCounts(subgraph)]).toEqual(before);
  });

  test('is seen by everybody; lists are ordered, filtered and paged', async () => {
    const { data } = await subgraph.ask(
      `{ dataList(code: "open") { code kind title(lang: EN) mark source versions { version } } all: dataLists { totalCount nodes { code } }
         byTitle: dataLists(orderBy: {field: TITLE}) { nodes { code } } some: dataLists(filter: {kind: SHARED}) { totalCount nodes { code } }
         one: dataLists(first: 1, orderBy: {field: CODE, direction: DESC}) { nodes { code } pageInfo { hasNextPage } } }`,
      {},
      anonymous,
    );
    expect(data.dataList).toEqual({
      code: 'open',
      kind: 'OPEN',
      title: 'List open',
      mark: 'ILLUSTRATIVE',
      source: null,
      versions: [],
    });
    expect(data.all).toEqual({ totalCount: 2, nodes: [{ code: 'open' }, { code: 'shared' }] });
    expect(data.byTitle.nodes).toEqual([{ code: 'shared' }, { code: 'open' }]);
    expect(data.some).toEqual({ totalCount: 1, nodes: [{ code: 'shared' }] });
    expect(data.one).toEqual({ nodes: [{ code: 'shared' }], pageInfo: { hasNextPage: true } });
    for (const [args, code] of [
      ['first: 201', 'BAD_USER_INPUT'],
      ['after: "x"', 'BAD_CURSOR'],
    ]) {
      expect((await subgraph.ask(`{ dataLists(${args}) { totalCount } }`)).errors[0]?.code).toBe(code);
    }
  });

  test('that does not exist is null with near codes', async () => {
    const { data, errors } = await subgraph.ask('{ dataList(code: "opem") { code } }');
    expect(data.dataList).toBeNull();
    expect(errors[0]).toMatchObject({ code: 'NOT_FOUND', message: 'There is no list "opem". Did you mean open?' });
  });

  test('is retitled by administrators; the same title tells nothing', async () => {
    expect((await update({ code: 'open', titleVi: 'Mở' }, stewardOf('A11'))).errors[0]?.code).toBe('FORBIDDEN');
    const before = await head(subgraph);
    expect((await update({ code: 'open', titleVi: 'Mở' })).data.updateDataList.title).toBe('Mở');
    expect((await update({ code: 'open', titleVi: 'Mở' })).errors).toEqual([]);
    expect(await head(subgraph)).toBe(before + 1);
  });
});

describe('a version of a list', () => {
  test('is proposed by administrators, with the next number, without effect', async () => {
    const input = { list: 'open', members: ['O02', 'O01', 'S02'] };
    const before = await rowCounts(subgraph);
    expect((await propose(input, anonymous)).errors[0]?.code).toBe('UNAUTHENTICATED');
    for (const viewer of [developer, architect, stewardOf('A11')])
      expect((await propose(input, viewer)).errors[0]?.code).toBe('FORBIDDEN');
    expect(await rowCounts(subgraph)).toEqual(before);
    const position = await head(subgraph);
    expect((await propose(input)).data.proposeDataListVersion).toEqual({
      version: 1,
      state: 'PROPOSED',
      members: ['O01', 'O02', 'S02'],
      inForce: false,
    });
    expect(await factsAfter(subgraph, position)).toMatchObject([
      {
        kind: 'list-version.proposed',
        key: 'open@1',
        body: {
          list: 'open',
          kind: 'OPEN',
          version: 1,
          document: null,
          approvedOn: null,
          members: ['O01', 'O02', 'S02'],
        },
      },
    ]);
  });

  test('proposed again under its number changes nothing; with other datasets it is a conflict', async () => {
    const before = [await head(subgraph), await rowCounts(subgraph)];
    expect((await propose({ list: 'open', version: 1, members: ['S02', 'O01', 'O02', 'O01'] })).errors).toEqual([]);
    expect((await propose({ list: 'open', version: 1, members: ['O01'] })).errors[0]).toMatchObject({
      code: 'CONFLICT',
    });
    expect((await propose({ list: 'open', version: 3, members: ['O01'] })).errors[0]?.message).toContain(
      'The next version of open is 2; given: 3.',
    );
    expect([await head(subgraph), await rowCounts(subgraph)]).toEqual(before);
  });

  test.each([
    [
      'a dataset that does not exist',
      { list: 'open', members: ['O01', 'O04'] },
      'NOT_FOUND',
      'There is no dataset "O04". Did you mean O01 or O02 or O03?',
    ],
    [
      'a list that does not exist',
      { list: 'opens', members: [] },
      'NOT_FOUND',
      'There is no list "opens". Did you mean open?',
    ],
    ['number 0', { list: 'open', version: 0, members: [] }, 'BAD_USER_INPUT', 'version is a number from 1'],
    [
      '10,001 datasets',
      { list: 'open', members: Array.from({ length: 10_001 }, (_, i) => `X${i}`) },
      'BAD_USER_INPUT',
      'members takes at most 10000 members',
    ],
  ])('is not proposed with %s', async (_what, input, code, message) => {
    const before = [await head(subgraph), await rowCounts(subgraph)];
    const { errors } = await propose(input);
    expect(errors[0]?.code).toBe(code);
    expect(errors[0]?.message).toContain(message);
    expect([await head(subgraph), await rowCounts(subgraph)]).toEqual(before);
  });

  test('is approved by administrators with a document and a date, and told', async () => {
    const input = { list: 'open', version: 1, document: '127/KH-UBND', approvedOn: '2026-01-20' };
    const before = await head(subgraph);
    expect((await approve(input, anonymous)).errors[0]?.code).toBe('UNAUTHENTICATED');
    for (const viewer of [developer, architect, stewardOf('A11')])
      expect((await approve(input, viewer)).errors[0]?.code).toBe('FORBIDDEN');
    expect(await head(subgraph)).toBe(before);
    expect((await approve(input)).data.approveDataListVersion).toEqual({
      version: 1,
      state: 'APPROVED',
      approvedOn: '2026-01-19T17:00:00.000Z',
      document: { code: '127/KH-UBND' },
      inForce: true,
    });
    expect(await factsAfter(subgraph, before)).toMatchObject([
      {
        kind: 'list-version.approved',
        key: 'open@1',
        body: {
          list: 'open',
          kind: 'OPEN',
          version: 1,
          document: '127/KH-UBND',
          approvedOn: '2026-01-19T17:00:00.000Z',
          members: ['O01', 'O02', 'S02'],
        },
      },
    ]);
    expect((await approve(input)).errors).toEqual([]);
    expect(await head(subgraph)).toBe(before + 1);
  });

  test.each([
    ['without a document', { document: null }, 'BAD_USER_INPUT', 'Expected non-nullable type "ID!" not to be null'],
    ['without a date', { approvedOn: null }, 'BAD_USER_INPUT', 'Expected non-nullable type "DateTime!" not to be null'],
    ['by a document that is no number', { document: '?' }, 'BAD_USER_INPUT', 'document takes an official number'],
    [
      'again by another document',
      { document: '128/KH-UBND' },
      'CONFLICT',
      'Version 1 of open was approved already by 127/KH-UBND',
    ],
    ['when it does not exist', { version: 9 }, 'NOT_FOUND', 'There is no version of the list open "9".'],
  ])('is not approved %s', async (_what, wrong, code, message) => {
    const before = [await head(subgraph), await rowCounts(subgraph)];
    const { errors } = await approve({
      list: 'open',
      version: 1,
      document: '127/KH-UBND',
      approvedOn: '2026-01-20',
      ...wrong,
    });
    expect(errors[0]?.code).toBe(code);
    expect(errors[0]?.message).toContain(message);
    expect([await head(subgraph), await rowCounts(subgraph)]).toEqual(before);
  });

  test('that is approved later supersedes the one in force from its date on', async () => {
    await propose({ list: 'open', members: ['O01', 'O02', 'O03'] });
    const second = { list: 'open', version: 2, document: '200/KH-UBND' };
    for (const approvedOn of ['2026-01-19', '2026-01-20']) {
      const early = await approve({ ...second, approvedOn });
      expect(early.errors[0]).toMatchObject({ code: 'CONFLICT' });
      expect(early.errors[0]?.message).toContain(
        'Version 1 of open is in force from 2026-01-19T17:00:00.000Z: at most one version is in force',
      );
    }
    expect((await approve({ ...second, approvedOn: '2026-07-01' })).data.approveDataListVersion.inForce).toBe(false);
    const { data } = await subgraph.ask(
      `{ dataList(code: "open") { versions { version now: inForce july: inForce(asOf: "2026-07-01") before: inForce(asOf: "2026-01-19") list { code } } } }`,
    );
    expect(data.dataList.versions).toEqual([
      { version: 1, now: true, july: false, before: false, list: { code: 'open' } },
      { version: 2, now: false, july: true, before: false, list: { code: 'open' } },
    ]);
  });

  test('is named by the datasets that are on it, for those who see them', async () => {
    await propose({ list: 'shared', members: ['S01', 'O01'] });
    const ask = (viewer = administrator) =>
      subgraph.ask(
        '{ datasets { nodes { code lists { list { code title(lang: EN) } version state approvedOn inForce later: inForce(asOf: "2026-08-01") } } } }',
        {},
        viewer,
      );
    const all = (await ask()).data.datasets.nodes;
    expect(all.find((node: { code: string }) => node.code === 'O01').lists).toEqual([
      {
        list: { code: 'open', title: 'List open' },
        version: 1,
        state: 'APPROVED',
        approvedOn: '2026-01-19T17:00:00.000Z',
        inForce: true,
        later: false,
      },
      {
        list: { code: 'open', title: 'List open' },
        version: 2,
        state: 'APPROVED',
        approvedOn: '2026-06-30T17:00:00.000Z',
        inForce: false,
        later: true,
      },
      {
        list: { code: 'shared', title: 'List shared' },
        version: 1,
        state: 'PROPOSED',
        approvedOn: null,
        inForce: false,
        later: false,
      },
    ]);
    expect((await ask(anonymous)).data.datasets.nodes.map((node: { code: string }) => node.code)).toEqual([
      'O01',
      'O02',
      'O03',
    ]);
  });

  test('with lists, members and datasets takes as many statements for many as for one', async () => {
    const ask = (first: number) =>
      subgraph.ask(`{ dataLists(first: ${first}) { nodes { versions { members datasets { code } list { code } } } } }`);
    expect(await statementsOf(subgraph, () => ask(1))).toBe(await statementsOf(subgraph, () => ask(2)));
    const memberships = (first: number) =>
      subgraph.ask(`{ datasets(first: ${first}) { nodes { lists { version list { code } } } } }`);
    expect(await statementsOf(subgraph, () => memberships(1))).toBe(await statementsOf(subgraph, () => memberships(5)));
  });

  test('is proposed with 2,000 datasets in as many statements as with one', async () => {
    await sql(
      subgraph,
      `insert into datasets.dataset (code, title_vi, title_en, description_vi, description_en, publisher_code, tier, sharing_class, importance_class, pii_class, high_value, survey_state, schema_version, mark)
       select 'B' || i, 'a', 'a', 'a', 'a', 'A11', 'SPECIALIZED', 'PRIVATE', 'OTHER', 'NONE', false, 'REVIEWED', 1, 'ILLUSTRATIVE' from generate_series(1, 2000) i`,
    );
    await create(list('many'));
    const one = await statementsOf(subgraph, () => propose({ list: 'many', members: ['B1'] }));
    const many = await statementsOf(subgraph, () =>
      propose({ list: 'many', members: Array.from({ length: 2_000 }, (_, i) => `B${i + 1}`) }),
    );
    expect(many).toBe(one);
  });

  test('of which several are approved at once leaves one in force at any time', async () => {
    await create(list('race'));
    for (let count = 0; count < 4; count++) await propose({ list: 'race', members: [] });
    await Promise.all(
      [1, 2, 3, 4].map((version) => approve({ list: 'race', version, document: 'd', approvedOn: '2026-03-01' })),
    );
    const [row] = await sql<{ count: number }>(
      subgraph,
      `select count(*)::int as count from datasets.data_list_version where list_code = 'race' and state = 'APPROVED'`,
    );
    expect(row?.count).toBe(1);
  });

  test('is held by the database: approval with document and date, one in force at a time', async () => {
    const insert = (values: string) =>
      sql(
        subgraph,
        `insert into datasets.data_list_version (id, list_code, version, state, document, approved_on, superseded_on) values ${values}`,
      );
    await expect(insert(`('open@7', 'open', 7, 'APPROVED', null, now(), null)`)).rejects.toThrow(
      /data_list_version_approval/,
    );
    await expect(insert(`('open@7', 'open', 7, 'APPROVED', 'd', null, null)`)).rejects.toThrow(
      /data_list_version_approval/,
    );
    await expect(insert(`('open@7', 'open', 7, 'PROPOSED', 'd', null, null)`)).rejects.toThrow(
      /data_list_version_approval/,
    );
    await expect(insert(`('open@7', 'open', 7, 'APPROVED', 'd', '2026-02-01', null)`)).rejects.toThrow(
      /data_list_version_one_in_force/,
    );
    await expect(insert(`('open@7', 'open', 7, 'APPROVED', 'd', '2025-02-01', '2025-01-01')`)).rejects.toThrow(
      /data_list_version_in_force|range lower bound/,
    );
    await expect(insert(`('open@8', 'open', 7, 'PROPOSED', null, null, null)`)).rejects.toThrow(
      /data_list_version_number/,
    );
    await expect(insert(`('open@1', 'open', 1, 'PROPOSED', null, null, null)`)).rejects.toThrow(
      /data_list_version_pkey/,
    );
    await expect(insert(`('no@1', 'no', 1, 'PROPOSED', null, null, null)`)).rejects.toThrow(
      /data_list_version_list_code_fkey/,
    );
    await expect(sql(subgraph, `insert into datasets.data_list_member values ('open@1', 'Z9')`)).rejects.toThrow(
      /data_list_member_dataset_code_fkey/,
    );
    await expect(sql(subgraph, `insert into datasets.data_list_member values ('open@1', 'O01')`)).rejects.toThrow(
      /data_list_member_pkey/,
    );
  });

  test('of which there are 200 at most', async () => {
    await create(list('long'));
    await sql(
      subgraph,
      `insert into datasets.data_list_version (id, list_code, version, state) select 'long@' || i, 'long', i, 'PROPOSED' from generate_series(1, 199) i`,
    );
    expect((await propose({ list: 'long', members: [] })).data.proposeDataListVersion.version).toBe(200);
    expect((await propose({ list: 'long', members: [] })).errors[0]?.message).toContain(
      'long has 200 versions already',
    );
  });
});

describe('a change of a list', () => {
  const open = (code: string) => dataset(code, { tier: 'OPEN', sharingClass: 'OPEN' });
  const change = (input: Record<string, unknown>, viewer = administrator) =>
    subgraph.ask(
      `mutation ($input: ProposeDataListChangesInput!) { proposeDataListChanges(input: $input) {
         version state basedOn members changes { from { version } unchanged added { code } removed { code } } } }`,
      { input: { list: 'changed', ...input } },
      viewer,
    );
  const decide = (version: number, approvedOn: string) =>
    approve({ list: 'changed', version, document: '127/KH-UBND', article: 'II', approvedOn });
  const reject = (version: number, viewer = administrator) =>
    subgraph.ask(
      `mutation ($input: RejectDataListVersionInput!) { rejectDataListVersion(input: $input) {
         state document { code } article reason(lang: EN) rejectedOn approvedOn inForce } }`,
      {
        input: {
          list: 'changed',
          version,
          document: '9/TB-UBND',
          article: '2',
          reasonVi: 'Chưa rà soát',
          reasonEn: 'Not reviewed',
        },
      },
      viewer,
    );

  beforeAll(async () => {
    await declare(subgraph, open('O11'), open('O12'), open('O13'), dataset('S11', { publisher: 'A02' }));
    await create(list('changed'));
    await propose({ list: 'changed', members: ['O11', 'O12'] });
    await decide(1, '2026-01-20');
  });

  test('is proposed by stewards of all that it names, against the newest approved version', async () => {
    const before = await rowCounts(subgraph);
    const refusals = [
      [anonymous, { add: ['O13'] }, 'UNAUTHENTICATED'],
      [architect, { add: ['O13'] }, 'FORBIDDEN'],
      [stewardOf('A02'), { add: ['O13'] }, 'FORBIDDEN'],
      [stewardOf('A11'), { add: ['O13', 'S11'] }, 'NOT_FOUND'],
      [stewardOf('A11'), { add: ['O13', 'S99'] }, 'NOT_FOUND'],
      [stewardOf('A11'), {}, 'BAD_USER_INPUT'],
      [stewardOf('A11'), { add: ['O13'], remove: ['O13'] }, 'BAD_USER_INPUT'],
      [stewardOf('A11'), { add: ['O11'] }, 'CONFLICT'],
      [stewardOf('A11'), { remove: ['O13'] }, 'CONFLICT'],
    ] as const;
    for (const [viewer, input, code] of refusals)
      expect((await change(input, viewer)).errors.map((error) => error.code)).toEqual([code]);
    expect(await rowCounts(subgraph)).toEqual(before);
    const proposed = await change({ add: ['O13'], remove: ['O12'] }, stewardOf('A11'));
    expect(proposed.errors).toEqual([]);
    expect(proposed.data.proposeDataListChanges).toEqual({
      version: 2,
      state: 'PROPOSED',
      basedOn: 1,
      members: ['O11', 'O13'],
      changes: { from: { version: 1 }, unchanged: 1, added: [{ code: 'O13' }], removed: [{ code: 'O12' }] },
    });
  });

  test('of two that are approved at once one wins; the other would undo it and is refused', async () => {
    expect((await change({ add: ['O13'] })).data.proposeDataListChanges.version).toBe(3);
    const position = await head(subgraph);
    const answers = await Promise.all([decide(2, '2026-02-01'), decide(3, '2026-02-02')]);
    const refused = answers.flatMap(({ errors }) => errors);
    expect(refused.map(({ code }) => code)).toEqual(['CONFLICT']);
    expect(refused[0]?.message).toMatch(/changes version 1, and version [23] was approved since/);
    expect(await factsAfter(subgraph, position)).toMatchObject([{ kind: 'list-version.approved' }]);
  });

  test('is rejected by a document for a reason, once', async () => {
    const { data } = await subgraph.ask('{ dataList(code: "changed") { versions { version state } } }');
    const versions: { version: number; state: string }[] = data.dataList.versions;
    const stale = versions.find(({ state }) => state === 'PROPOSED')?.version ?? 0;
    expect((await reject(stale, stewardOf('A11'))).errors[0]?.code).toBe('FORBIDDEN');
    const position = await head(subgraph);
    const answers = await Promise.all([reject(stale), reject(stale), decide(stale, '2026-03-01')]);
    expect(answers.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['CONFLICT', 'CONFLICT']);
    expect(answers.find(({ errors }) => errors.length === 0)?.data.rejectDataListVersion).toEqual({
      state: 'REJECTED',
      document: { code: '9/TB-UBND' },
      article: '2',
      reason: 'Not reviewed',
      rejectedOn: '2026-06-01T00:00:00.000Z',
      approvedOn: null,
      inForce: false,
    });
    expect(await factsAfter(subgraph, position)).toMatchObject([
      { kind: 'list-version.rejected', key: `changed@${stale}` },
    ]);
    const [again] = (await decide(stale, '2026-03-01')).errors;
    expect(again?.message).toContain('was rejected already by 9/TB-UBND. A decision is final');
  });

  test('decides what is approved as of a date, when it is reviewed, and what two versions differ in', async () => {
    const { data, errors } = await subgraph.ask(`{
      dataList(code: "changed") {
        reviewInterval versionInForce { document { code } article reviewDueOn } early: versionInForce(asOf: "2026-01-21") { version reviewDueOn }
        none: versionInForce(asOf: "2026-01-19") { version }
      }
      dataset(code: "O12") {
        before: listApproval(asOf: "2026-01-19") { kind approved version { version } }
        later: listApproval(asOf: "2026-01-21") { kind approved version { version list { code } } }
      }
      private: dataset(code: "S11") { listApproval { approved } }
      none: dataListDiff(list: "changed", from: 1, to: 1) { unchanged added { code } removed { code } addedPlatforms { code } }
    }`);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      dataList: {
        reviewInterval: 'P6M',
        versionInForce: { document: { code: '127/KH-UBND' }, article: 'II' },
        early: { version: 1, reviewDueOn: '2026-07-19T17:00:00.000Z' },
        none: null,
      },
      dataset: {
        before: { kind: 'OPEN', approved: false, version: null },
        later: { kind: 'OPEN', approved: true, version: { version: 1, list: { code: 'changed' } } },
      },
      private: { listApproval: null },
      none: { unchanged: 2, added: [], removed: [], addedPlatforms: [] },
    });
    await update({ code: 'changed', reviewInterval: 'P1M' });
    const later = await subgraph.ask(
      '{ dataList(code: "changed") { versionInForce(asOf: "2026-01-21") { reviewDueOn } } }',
    );
    expect(later.data.dataList.versionInForce.reviewDueOn).toBe('2026-02-19T17:00:00.000Z');
    expect((await update({ code: 'changed', reviewInterval: 'PT1H' })).errors[0]?.code).toBe('BAD_USER_INPUT');
    const unknown = await subgraph.ask('{ dataListDiff(list: "changed", from: 1, to: 99) { unchanged } }');
    expect(unknown.errors[0]?.code).toBe('NOT_FOUND');
  });

  test('is told of what a viewer may see only', async () => {
    await propose({ list: 'changed', members: ['O11', 'S11'] });
    const ask = (viewer = administrator) =>
      subgraph.ask(
        '{ dataListDiff(list: "changed", from: 1, to: 4) { unchanged added { code } removed { code } } }',
        {},
        viewer,
      );
    expect((await ask()).data.dataListDiff).toEqual({
      unchanged: 1,
      added: [{ code: 'S11' }],
      removed: [{ code: 'O12' }],
    });
    for (const viewer of [anonymous, developer, stewardOf('A11')])
      expect((await ask(viewer)).data.dataListDiff).toEqual({ unchanged: 1, added: [], removed: [{ code: 'O12' }] });
  });
});

describe('a list of platforms', () => {
  const platform = (code: string, owner = 'A04') =>
    subgraph.ask('mutation ($input: CreatePlatformInput!) { createPlatform(input: $input) { code } }', {
      input: { code, nameVi: code, nameEn: code, owner, securityLevel: 3 },
    });

  test('has platforms on it, which tell of it; lineage hears of no version', async () => {
    await platform('LGSP');
    await platform('EXCHANGE', 'A03');
    await create(list('platforms', { kind: 'PLATFORM' }));
    expect((await propose({ list: 'platforms', members: ['O01'] })).errors[0]?.message).toContain('no platform "O01"');
    const position = await head(subgraph);
    expect((await propose({ list: 'platforms', members: ['LGSP'] })).errors).toEqual([]);
    expect((await approve({ list: 'platforms', version: 1, document: 'd', approvedOn: '2026-01-20' })).errors).toEqual(
      [],
    );
    const kinds = (await factsAfter(subgraph, position)).map(({ kind }) => kind);
    expect(kinds).toEqual(['platform-list-version.proposed', 'platform-list-version.approved']);
    const proposed = await subgraph.ask(
      'mutation { proposeDataListChanges(input: { list: "platforms", add: ["EXCHANGE"] }) { platforms { code } changes { added { code } addedPlatforms { code } removedPlatforms { code } unchanged } } }',
      {},
      stewardOf('A03'),
    );
    expect(proposed.data.proposeDataListChanges).toEqual({
      platforms: [{ code: 'EXCHANGE' }, { code: 'LGSP' }],
      changes: { added: [], addedPlatforms: [{ code: 'EXCHANGE' }], removedPlatforms: [], unchanged: 1 },
    });
    const { data } = await subgraph.ask('{ platforms { nodes { code lists { version inForce list { code } } } } }');
    expect(data.platforms.nodes).toEqual([
      { code: 'EXCHANGE', lists: [{ version: 2, inForce: false, list: { code: 'platforms' } }] },
      {
        code: 'LGSP',
        lists: [
          { version: 1, inForce: true, list: { code: 'platforms' } },
          { version: 2, inForce: false, list: { code: 'platforms' } },
        ],
      },
    ]);
  });
});

test('there are 50 lists at most', async () => {
  const [row] = await sql<{ count: number }>(subgraph, 'select count(*)::int as count from datasets.data_list');
  for (let count = row?.count ?? 0; count < 50; count++) expect((await create(list(`l${count}`))).errors).toEqual([]);
  expect((await create(list('l50'))).errors[0]?.message).toContain('There are 50 lists already');
});
