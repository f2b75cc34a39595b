import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asProcess } from '../../../kernel/database/acting-as.ts';
import { datasetVisibilityDdl } from '../../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { followDatasetVisibility } from '../../../kernel/dataset-visibility/follow.ts';
import { Lang } from '../../../kernel/graphql/language.ts';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { create, dataset, declare, factsAfter, field, head, rowCounts, sql, statementsOf } from './catalog.ts';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await testSubgraph(datasets);
  await declare(
    subgraph,
    dataset('S26', {
      titleVi: 'Hồ sơ sức khỏe điện tử',
      titleEn: 'Electronic health records',
      importanceClass: 'IMPORTANT',
      highValue: true,
      updateInterval: 'PT15M',
      dataLayer: 'TRANSACTION',
      dataBlock: 'CITIZENS_FIRMS',
      surveyState: 'REVIEWED',
      contactPostVi: 'Phòng Y tế số',
      contactPostEn: 'Digital health office',
      fields: [field('so_dinh_danh:STR!:BASIC*'), field('ma_icd:STR:SENSITIVE'), field('ma_cs:STR?')],
    }),
    dataset('N01', { titleVi: 'Ân', publisher: 'B01', tier: 'NATIONAL' }),
    dataset('M01', { titleVi: 'An', publisher: 'B08', tier: 'MINISTRY' }),
    dataset('O01', { titleVi: 'Đường', tier: 'OPEN', sharingClass: 'OPEN' }),
    dataset('S01', {
      titleVi: 'Dân',
      sharingClass: 'SHARED',
      surveyState: 'CONNECTED',
      fields: [field('ten:STR:BASIC')],
    }),
  );
});

afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

const codes = async (args: string, viewer = administrator): Promise<string[]> => {
  const { data, errors } = await subgraph.ask(`{ datasets${args} { nodes { code } totalCount } }`, {}, viewer);
  expect(errors).toEqual([]);
  expect(data.datasets.totalCount).toBe(data.datasets.nodes.length);
  return data.datasets.nodes.map((node: { code: string }) => node.code);
};

const update = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask(
    'mutation ($input: UpdateDatasetInput!) { updateDataset(input: $input) { code title tier sharingClass importanceClass publisher { code } } }',
    { input },
    viewer,
  );

describe('a dataset', () => {
  test('is found by its code, whole', async () => {
    const { data, errors } = await subgraph.ask(
      `{ dataset(code: "S26") { code vi: title(lang: VI) en: title(lang: EN) description(lang: EN) publisher { code } tier
         sharingClass importanceClass piiClass highValue updateInterval dataLayer dataBlock surveyState contactPost(lang: EN)
         schemaVersion mark source fields { ref name position type nullable isKey piiClass directIdentifier } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.dataset).toMatchObject({
      code: 'S26',
      vi: 'Hồ sơ sức khỏe điện tử',
      en: 'Electronic health records',
      description: 'Description S26',
      publisher: { code: 'A11' },
      tier: 'SPECIALIZED',
      sharingClass: 'PRIVATE',
      importanceClass: 'IMPORTANT',
      piiClass: 'SENSITIVE',
      highValue: true,
      updateInterval: 'PT15M',
      dataLayer: 'TRANSACTION',
      dataBlock: 'CITIZENS_FIRMS',
      surveyState: 'REVIEWED',
      contactPost: 'Digital health office',
      schemaVersion: 1,
      mark: 'ILLUSTRATIVE',
      source: null,
    });
    expect(data.dataset.fields.map((f: { ref: string }) => f.ref)).toEqual([
      'S26.so_dinh_danh',
      'S26.ma_icd',
      'S26.ma_cs',
    ]);
    expect(data.dataset.fields[0]).toMatchObject({
      position: 1,
      type: 'STR',
      isKey: true,
      nullable: false,
      directIdentifier: true,
    });
    expect(data.dataset.fields[2]).toMatchObject({ position: 3, nullable: true, piiClass: 'NONE' });
  });

  test('speaks the language of the request when none is asked for', async () => {
    const question = '{ dataset(code: "S26") { title description contactPost } }';
    const vi = await subgraph.ask(question, {}, administrator, Lang.VI);
    const en = await subgraph.ask(question, {}, administrator, Lang.EN);
    expect(vi.data.dataset).toEqual({
      title: 'Hồ sơ sức khỏe điện tử',
      description: 'Mô tả S26',
      contactPost: 'Phòng Y tế số',
    });
    expect(en.data.dataset.title).toBe('Electronic health records');
  });

  test('that does not exist is null with near codes', async () => {
    const { data, errors } = await subgraph.ask('{ dataset(code: "S27") { code } }');
    expect(data.dataset).toBeNull();
    expect(errors[0]?.code).toBe('NOT_FOUND');
    expect(errors[0]?.message).toBe('There is no dataset "S27". Did you mean S26?');
  });
});

describe('the list of datasets', () => {
  test('is ordered by code unless said otherwise', async () => {
    expect(await codes('')).toEqual(['M01', 'N01', 'O01', 'S01', 'S26']);
    expect(await codes('(orderBy: {field: CODE, direction: DESC})')).toEqual(['S26', 'S01', 'O01', 'N01', 'M01']);
  });

  test('is ordered by title in Vietnamese alphabetical order: a before â, d before đ', async () => {
    expect(await codes('(orderBy: {field: TITLE})')).toEqual(['M01', 'N01', 'S01', 'O01', 'S26']);
  });

  test('is ordered by tier from national to open, ties by code', async () => {
    expect(await codes('(orderBy: {field: TIER})')).toEqual(['N01', 'M01', 'S01', 'S26', 'O01']);
  });

  test.each([
    ['tier: NATIONAL', ['N01']],
    ['sharingClass: PRIVATE', ['S26']],
    ['importanceClass: IMPORTANT', ['S26']],
    ['publisher: "A11"', ['O01', 'S01', 'S26']],
    ['piiClass: BASIC', ['S01']],
    ['surveyState: CONNECTED', ['S01']],
    ['highValue: true', ['S26']],
    ['highValue: false', ['M01', 'N01', 'O01', 'S01']],
    ['dataLayer: TRANSACTION', ['S26']],
    ['dataBlock: CITIZENS_FIRMS', ['S26']],
    ['codes: ["S26", "N01", "Z99"]', ['N01', 'S26']],
    ['codes: []', []],
    ['publisher: "A11", sharingClass: OPEN', ['O01']],
    ['tier: null, sharingClass: null', ['M01', 'N01', 'O01', 'S01', 'S26']],
  ])('is filtered by %s', async (filter, expected) => {
    expect(await codes(`(filter: {${filter}})`)).toEqual(expected);
  });

  test.each(['CODE', 'TITLE', 'TIER'])(
    'is walked by cursors without loss or repetition, ordered by %s, both ways',
    async (by) => {
      for (const direction of ['ASC', 'DESC']) {
        const whole = await codes(`(orderBy: {field: ${by}, direction: ${direction}})`);
        const walked: string[] = [];
        let after: string | null = null;
        do {
          const { data } = await subgraph.ask(
            `query ($after: String) { datasets(first: 2, after: $after, orderBy: {field: ${by}, direction: ${direction}}) { nodes { code } pageInfo { hasNextPage endCursor } totalCount } }`,
            { after },
          );
          expect(data.datasets.totalCount).toBe(5);
          walked.push(...data.datasets.nodes.map((node: { code: string }) => node.code));
          after = data.datasets.pageInfo.hasNextPage ? data.datasets.pageInfo.endCursor : null;
        } while (after !== null);
        expect(walked).toEqual(whole);
      }
    },
  );

  test('gives the total alone for first: 0', async () => {
    const { data } = await subgraph.ask('{ datasets(first: 0) { totalCount nodes { code } } }');
    expect(data.datasets).toEqual({ totalCount: 5, nodes: [] });
  });

  test.each([
    ['first: -1', 'BAD_USER_INPUT', 'first takes a whole number from 0 to 200; given: -1.'],
    ['first: 201', 'BAD_USER_INPUT', 'first takes a whole number from 0 to 200; given: 201.'],
    ['after: "nonsense"', 'BAD_CURSOR', 'The cursor in "after" is not one of ours.'],
    ['filter: {publisher: "A 11"}', 'BAD_USER_INPUT', 'publisher takes a code'],
  ])('refuses %s', async (args, code, message) => {
    const { data, errors } = await subgraph.ask(`{ datasets(${args}) { totalCount } }`);
    // Refused before execution, or by the one mutation that was executed.
    expect(Object.values(data ?? { createDataset: null })).toEqual([null]);
    expect(errors[0]?.code).toBe(code);
    expect(errors[0]?.message).toContain(message);
  });

  test('takes 200 codes in its filter, not 201', async () => {
    const ask = (count: number) =>
      subgraph.ask('query ($codes: [ID!]) { datasets(filter: {codes: $codes}) { totalCount } }', {
        codes: Array.from({ length: count }, (_, index) => `C${index}`),
      });
    expect((await ask(200)).data.datasets.totalCount).toBe(0);
    const { errors } = await ask(201);
    expect(errors[0]?.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toContain('codes takes at most 200 codes');
  });

  test.each([
    ['another ordering', '(orderBy: {field: TITLE}, first: 1)', ''],
    ['another filter', '(filter: {publisher: "A11"}, first: 1)', ''],
    ['another filter of codes', '(filter: {codes: ["S01", "S26"]}, first: 1)', 'filter: {codes: ["S26"]}'],
  ])('refuses a cursor of %s', async (_what, made, used) => {
    const { data } = await subgraph.ask(`{ datasets${made} { pageInfo { endCursor } } }`);
    const { errors } = await subgraph.ask(
      `{ datasets(after: "${data.datasets.pageInfo.endCursor}" ${used}) { totalCount } }`,
    );
    expect(errors[0]?.code).toBe('BAD_CURSOR');
    expect(errors[0]?.message).toContain('belongs to another list, filter or ordering');
  });

  test('with everything that hangs on it takes as many statements for five datasets as for one', async () => {
    const question = (first: number) =>
      subgraph.ask(
        `{ datasets(first: ${first}) { totalCount nodes { code publisher { code datasets(first: 5) { totalCount nodes { code } } }
           fields { ref dataset { code } } schemaVersions(first: 3) { totalCount nodes { version fields { name } changes { added } } }
           distributions { code platform { code } } quality { value } lists { version list { code } } } } }`,
      );
    const one = await statementsOf(subgraph, () => question(1));
    const five = await statementsOf(subgraph, () => question(5));
    expect(five).toBe(one);
    expect(five).toBeLessThanOrEqual(15);
  });
});

describe('creating a dataset', () => {
  test('is for stewards of the publisher and administrators', async () => {
    const input = dataset('P1', { publisher: 'A12' });
    const ask = (viewer: typeof administrator) =>
      subgraph.ask(
        'mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { code } }',
        { input },
        viewer,
      );
    const before = await rowCounts(subgraph);
    expect((await ask(anonymous)).errors[0]?.code).toBe('UNAUTHENTICATED');
    for (const viewer of [developer, architect, stewardOf('A11')]) {
      const { errors } = await ask(viewer);
      expect(errors[0]?.code).toBe('FORBIDDEN');
      expect(errors[0]?.message).toContain('A steward of A12 or an administrator may.');
    }
    expect(await rowCounts(subgraph)).toEqual(before);
    expect((await ask(stewardOf('A12'))).data.createDataset.code).toBe('P1');
  });

  test('makes it PRIVATE, of importance OTHER and not reviewed unless said otherwise', async () => {
    await declare(subgraph, dataset('D1'));
    const { data } = await subgraph.ask(
      '{ dataset(code: "D1") { sharingClass importanceClass surveyState highValue updateInterval dataLayer contactPost } }',
    );
    expect(data.dataset).toEqual({
      sharingClass: 'PRIVATE',
      importanceClass: 'OTHER',
      surveyState: 'NOT_REVIEWED',
      highValue: false,
      updateInterval: null,
      dataLayer: null,
      contactPost: null,
    });
  });

  test('takes a title of 1,024 Vietnamese letters that do not compress, and its cursor', async () => {
    const letters = 'ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựýỳỷỹỵ';
    let state = 1;
    const long = Array.from({ length: 1_024 }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return letters[state % letters.length];
    }).join('');
    expect((await create(subgraph, dataset('L1', { titleVi: long }))).errors).toEqual([]);
    const page = await subgraph.ask(
      '{ datasets(first: 200, orderBy: {field: TITLE}) { nodes { code title } edges { cursor node { code } } } }',
    );
    const edge = page.data.datasets.edges.find((e: { node: { code: string } }) => e.node.code === 'L1');
    const next = await subgraph.ask(
      `{ datasets(after: "${edge.cursor}", orderBy: {field: TITLE}) { nodes { code } } }`,
    );
    expect(next.errors).toEqual([]);
  });

  test('tells its whole state and its fields', async () => {
    const before = await head(subgraph);
    await declare(
      subgraph,
      dataset('P2', {
        sharingClass: 'SHARED',
        updateInterval: 'P1D',
        fields: [field('a.b:GEO?'), field('c:STR!:BASIC*')],
      }),
    );
    const facts = await factsAfter(subgraph, before);
    expect(facts.map(({ kind, key, actor }) => [kind, key, actor])).toEqual([
      ['dataset.declared', 'P2', 'test-administrator'],
      ['schema.written', 'P2', 'test-administrator'],
    ]);
    expect(facts[0]?.body).toEqual({
      code: 'P2',
      titleVi: 'Dữ liệu P2',
      titleEn: 'Data P2',
      publisher: 'A11',
      tier: 'SPECIALIZED',
      sharingClass: 'SHARED',
      importanceClass: 'OTHER',
      highValue: false,
      updateInterval: 'P1D',
      dataLayer: null,
      dataBlock: null,
      system: null,
      surveyState: 'NOT_REVIEWED',
    });
    expect(facts[1]?.body).toEqual({
      dataset: 'P2',
      version: 1,
      fields: [
        {
          name: 'a.b',
          type: 'GEO',
          nullable: true,
          isKey: false,
          piiClass: 'NONE',
          directIdentifier: false,
          position: 1,
        },
        {
          name: 'c',
          type: 'STR',
          nullable: false,
          isKey: true,
          piiClass: 'BASIC',
          directIdentifier: true,
          position: 2,
        },
      ],
    });
  });

  test('again is a conflict that names the way out, and writes nothing', async () => {
    const before = await rowCounts(subgraph);
    const { errors } = await create(subgraph, dataset('S26'));
    expect(errors[0]?.code).toBe('CONFLICT');
    expect(errors[0]?.message).toContain('exists already. Use updateDataset to change it');
    expect(await rowCounts(subgraph)).toEqual(before);
  });

  test.each([
    ['a code with a dot', { code: 'S.1' }, 'BAD_USER_INPUT', 'code takes a code of letters'],
    ['a publisher that is no code', { publisher: 'Sở Y tế' }, 'BAD_USER_INPUT', 'publisher takes a code'],
    ['a blank title', { titleVi: '  ' }, 'BAD_USER_INPUT', 'titleVi must not be blank'],
    ['a title of 1,025 characters', { titleEn: 'x'.repeat(1_025) }, 'BAD_USER_INPUT', 'titleEn takes at most 1024'],
    ['an empty description', { descriptionEn: '' }, 'BAD_USER_INPUT', 'descriptionEn must not be empty'],
    ['a title with NUL', { titleVi: 'a\u0000b' }, 'BAD_USER_INPUT', 'cannot be stored'],
    [
      'an interval that is no duration',
      { updateInterval: 'daily' },
      'BAD_USER_INPUT',
      'updateInterval takes an ISO 8601 duration',
    ],
    [
      'an interval without a part',
      { updateInterval: 'PT' },
      'BAD_USER_INPUT',
      'updateInterval takes an ISO 8601 duration',
    ],
    [
      'a sharing class of a national dataset',
      { tier: 'NATIONAL', sharingClass: 'OPEN' },
      'BAD_USER_INPUT',
      'A NATIONAL dataset has no sharing class',
    ],
    [
      'a contact post in one language',
      { contactPostVi: 'Phòng' },
      'CONFLICT',
      'Give the contact post in both languages',
    ],
    ['a fact without a source', { mark: 'FACT' }, 'CONFLICT', 'A record marked FACT needs a source'],
  ])('refuses %s', async (_what, wrong, code, message) => {
    const before = await rowCounts(subgraph);
    const { data, errors } = await create(subgraph, dataset('X1', wrong));
    // Refused before execution, or by the one mutation that was executed.
    expect(Object.values(data ?? { createDataset: null })).toEqual([null]);
    expect(errors[0]?.code).toBe(code);
    expect(errors[0]?.message).toContain(message);
    expect(await rowCounts(subgraph)).toEqual(before);
  });

  test('takes a fact with its source', async () => {
    expect((await create(subgraph, dataset('P3', { mark: 'FACT', source: 'a press article' }))).errors).toEqual([]);
    const { data } = await subgraph.ask('{ dataset(code: "P3") { mark source } }');
    expect(data.dataset).toEqual({ mark: 'FACT', source: 'a press article' });
  });
});

describe('changing a dataset', () => {
  beforeAll(() =>
    declare(
      subgraph,
      dataset('U1', { contactPostVi: 'Phòng', contactPostEn: 'Office' }),
      dataset('U2', { publisher: 'B01', tier: 'NATIONAL' }),
    ),
  );

  test('is for stewards of its publisher and administrators; who does not see it is told that there is none', async () => {
    const input = { code: 'U1', highValue: true };
    const before = await head(subgraph);
    for (const viewer of [anonymous, developer, stewardOf('A12')]) {
      const { errors } = await update(input, viewer);
      expect(errors[0]?.code).toBe('NOT_FOUND');
      expect(errors[0]?.message).toContain('There is no dataset "U1".');
    }
    expect((await update(input, architect)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await update({ code: 'U2', highValue: true }, developer)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await update({ code: 'O01', highValue: true }, anonymous)).errors[0]?.code).toBe('UNAUTHENTICATED');
    expect(await head(subgraph)).toBe(before);
    expect((await update(input, stewardOf('A11'))).errors).toEqual([]);
    expect(await head(subgraph)).toBe(before + 1);
  });

  test('tells the new state; what is left out stays, null clears', async () => {
    const before = await head(subgraph);
    const { data } = await update({
      code: 'U1',
      titleVi: 'Mới',
      sharingClass: 'SHARED',
      contactPostVi: null,
      contactPostEn: null,
    });
    expect(data.updateDataset).toMatchObject({ title: 'Mới', sharingClass: 'SHARED', importanceClass: 'OTHER' });
    const [fact] = await factsAfter(subgraph, before);
    expect(fact?.body).toMatchObject({ code: 'U1', titleVi: 'Mới', titleEn: 'Data U1', sharingClass: 'SHARED' });
    const { data: read } = await subgraph.ask('{ dataset(code: "U1") { contactPost title(lang: EN) } }');
    expect(read.dataset).toEqual({ contactPost: null, title: 'Data U1' });
  });

  test('to what it is already tells nothing and writes nothing', async () => {
    const before = [await head(subgraph), await rowCounts(subgraph)];
    expect((await update({ code: 'U1', titleVi: 'Mới', sharingClass: 'SHARED' })).errors).toEqual([]);
    expect([await head(subgraph), await rowCounts(subgraph)]).toEqual(before);
  });

  test('to a tier without sharing class takes the class away, and back makes it PRIVATE', async () => {
    await declare(subgraph, dataset('U3', { sharingClass: 'OPEN' }));
    expect((await update({ code: 'U3', tier: 'MINISTRY' })).data.updateDataset).toMatchObject({
      tier: 'MINISTRY',
      sharingClass: null,
    });
    expect((await update({ code: 'U3', sharingClass: 'OPEN' })).errors[0]?.message).toContain(
      'A MINISTRY dataset has no sharing class',
    );
    expect((await update({ code: 'U3', tier: 'OPEN' })).data.updateDataset).toMatchObject({
      tier: 'OPEN',
      sharingClass: 'PRIVATE',
    });
  });

  test('of publisher needs the right to write for both agencies', async () => {
    await declare(subgraph, dataset('U4'));
    const input = { code: 'U4', publisher: 'A12' };
    const denied = await update(input, stewardOf('A11'));
    expect(denied.errors[0]?.code).toBe('FORBIDDEN');
    expect(denied.errors[0]?.message).toContain('take over a dataset for A12');
    expect((await update(input, stewardOf('A11', 'A12'))).data.updateDataset.publisher).toEqual({ code: 'A12' });
  });

  test('that does not exist suggests near codes', async () => {
    expect((await update({ code: 'U11' })).errors[0]?.message).toMatch(/There is no dataset "U11"\. Did you mean U1/);
  });

  test('waits for a change that is under way, so that the last fact is the last state', async () => {
    await declare(subgraph, dataset('U5'));
    const before = await head(subgraph);
    const other = subgraph.running.orm.em.fork();
    await asProcess(() => other.begin());
    await other.execute(`update datasets.dataset set sharing_class = 'SHARED' where code = 'U5'`);
    const pending = update({ code: 'U5', highValue: true });
    for (let waiting = 0; waiting === 0; ) {
      const [row] = await sql<{ waiting: number }>(
        subgraph,
        `select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      waiting = row?.waiting ?? 0;
    }
    await other.commit();
    expect((await pending).errors).toEqual([]);
    const [fact] = await factsAfter(subgraph, before);
    expect(fact?.body).toMatchObject({ sharingClass: 'SHARED', highValue: true });
  });
});

test('what is told of datasets is what followers need to hide them', async () => {
  await sql(subgraph, 'create schema follower');
  for (const statement of datasetVisibilityDdl('follower')) await sql(subgraph, statement);
  const facts = await factsAfter(subgraph, 0);
  await asProcess(() => followDatasetVisibility('follower').apply(subgraph.running.orm.em.fork(), facts));
  const columns = 'code, publisher_code, tier, sharing_class, importance_class';
  const theirs = await sql(subgraph, `select ${columns} from follower.dataset_visibility order by code`);
  const ours = await sql(subgraph, `select ${columns} from datasets.dataset order by code`);
  expect(theirs).toEqual(ours);
  expect(ours.length).toBeGreaterThan(5);
});
