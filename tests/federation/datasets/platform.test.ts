import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { factsAfter, head, rowCounts, statementsOf } from './catalog.ts';

let subgraph: TestSubgraph;

const platform = (code: string, differently: Record<string, unknown> = {}) => ({
  code,
  nameVi: `Nền tảng ${code}`,
  nameEn: `Platform ${code}`,
  owner: 'A04',
  securityLevel: 3,
  ...differently,
});

const create = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask('mutation ($input: CreatePlatformInput!) { createPlatform(input: $input) { code } }', { input }, viewer);

const update = (input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask(
    'mutation ($input: UpdatePlatformInput!) { updatePlatform(input: $input) { code name owner { code } evaluationState upgradeState securityLevel } }',
    { input },
    viewer,
  );

const codes = async (args: string): Promise<string[]> => {
  const { data, errors } = await subgraph.ask(`{ platforms${args} { nodes { code } totalCount } }`);
  expect(errors).toEqual([]);
  return data.platforms.nodes.map((node: { code: string }) => node.code);
};

beforeAll(async () => {
  subgraph = await testSubgraph(datasets);
  await create(platform('LGSP', { nameVi: 'Đường', evaluationState: 'NEEDS_UPGRADE', upgradeState: 'APPROVED' }));
  await create(platform('NDXP', { nameVi: 'Dân', owner: 'B12', securityLevel: 4, evaluationState: 'EVALUATED' }));
  await create(platform('VNeID', { nameVi: 'Ân', owner: 'B01', securityLevel: 5 }));
});

afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

describe('platforms', () => {
  test('are seen by everybody, by code and by reference', async () => {
    const fields =
      'code vi: name en: name(lang: EN) owner { code } evaluationState upgradeState securityLevel mark source';
    const { data } = await subgraph.ask(
      `{ platform(code: "LGSP") { ${fields} } _entities(representations: [{__typename: "Platform", code: "LGSP"}]) { ... on Platform { ${fields} } } }`,
      {},
      anonymous,
    );
    expect(data.platform).toEqual({
      code: 'LGSP',
      vi: 'Đường',
      en: 'Platform LGSP',
      owner: { code: 'A04' },
      evaluationState: 'NEEDS_UPGRADE',
      upgradeState: 'APPROVED',
      securityLevel: 3,
      mark: 'ILLUSTRATIVE',
      source: null,
    });
    expect(data._entities).toEqual([data.platform]);
  });

  test('that do not exist are null with near codes', async () => {
    const { data, errors } = await subgraph.ask('{ platform(code: "LGPS1") { code } platforms { totalCount } }');
    expect(data.platform).toBeNull();
    expect(errors[0]).toMatchObject({ code: 'NOT_FOUND', path: ['platform'] });
    expect((await subgraph.ask('{ platform(code: "NDXQ") { code } }')).errors[0]?.message).toBe(
      'There is no platform "NDXQ". Did you mean NDXP?',
    );
    const reference = await subgraph.ask(
      '{ _entities(representations: [{__typename: "Platform", code: "X"}]) { ... on Platform { name } } }',
    );
    expect(reference.errors[0]?.code).toBe('NOT_FOUND');
  });

  test('are ordered and filtered', async () => {
    expect(await codes('')).toEqual(['LGSP', 'NDXP', 'VNeID']);
    expect(await codes('(orderBy: {field: NAME})')).toEqual(['VNeID', 'NDXP', 'LGSP']);
    expect(await codes('(orderBy: {field: SECURITY_LEVEL, direction: DESC})')).toEqual(['VNeID', 'NDXP', 'LGSP']);
    expect(await codes('(filter: {owner: "B12"})')).toEqual(['NDXP']);
    expect(await codes('(filter: {evaluationState: NOT_EVALUATED})')).toEqual(['VNeID']);
    expect(await codes('(filter: {upgradeState: APPROVED, owner: null})')).toEqual(['LGSP']);
  });

  test('are paged; a cursor of another list is refused', async () => {
    const { data } = await subgraph.ask(
      '{ platforms(first: 1, orderBy: {field: SECURITY_LEVEL}) { nodes { code } pageInfo { endCursor } totalCount } }',
    );
    expect(data.platforms.totalCount).toBe(3);
    const after = data.platforms.pageInfo.endCursor;
    expect(await codes(`(after: "${after}", orderBy: {field: SECURITY_LEVEL})`)).toEqual(['NDXP', 'VNeID']);
    for (const [args, code] of [
      [`after: "${after}"`, 'BAD_CURSOR'],
      ['first: 10000', 'BAD_USER_INPUT'],
    ]) {
      expect((await subgraph.ask(`{ platforms(${args}) { totalCount } }`)).errors[0]?.code).toBe(code);
    }
  });

  test('by reference take one statement for any number', async () => {
    const representations = ['LGSP', 'NDXP', 'VNeID'].map((code) => ({ __typename: 'Platform', code }));
    const statements = await statementsOf(subgraph, () =>
      subgraph.ask('query ($some: [_Any!]!) { _entities(representations: $some) { ... on Platform { name } } }', {
        some: representations,
      }),
    );
    expect(statements).toBe(1);
  });
});

describe('creating a platform', () => {
  test('is for stewards of its owner and administrators, and tells its whole state', async () => {
    const before = await rowCounts(subgraph);
    const input = platform('P1');
    expect((await create(input, anonymous)).errors[0]?.code).toBe('UNAUTHENTICATED');
    for (const viewer of [developer, architect, stewardOf('A11')])
      expect((await create(input, viewer)).errors[0]?.code).toBe('FORBIDDEN');
    expect(await rowCounts(subgraph)).toEqual(before);
    const position = await head(subgraph);
    expect((await create(input, stewardOf('A04'))).errors).toEqual([]);
    const [fact] = await factsAfter(subgraph, position);
    expect(fact).toMatchObject({
      kind: 'platform.declared',
      key: 'P1',
      body: { ...input, evaluationState: 'NOT_EVALUATED', upgradeState: 'NONE' },
    });
  });

  test.each([
    ['a code that exists', { code: 'LGSP' }, 'CONFLICT', 'exists already. Use updatePlatform to change it.'],
    ['a security level of 0', { securityLevel: 0 }, 'BAD_USER_INPUT', 'securityLevel is a level from 1 to 5'],
    ['a security level of 6', { securityLevel: 6 }, 'BAD_USER_INPUT', 'securityLevel is a level from 1 to 5'],
    ['a blank name', { nameEn: '' }, 'BAD_USER_INPUT', 'nameEn must not be'],
    ['an owner that is no code', { owner: 'Bộ' }, 'BAD_USER_INPUT', 'owner takes a code'],
    ['a fact without a source', { mark: 'FACT' }, 'CONFLICT', 'A record marked FACT needs a source'],
  ])('refuses %s', async (_what, wrong, code, message) => {
    const before = [await head(subgraph), await rowCounts(subgraph)];
    const { errors } = await create(platform('X1', wrong));
    expect(errors[0]?.code).toBe(code);
    expect(errors[0]?.message).toContain(message);
    expect([await head(subgraph), await rowCounts(subgraph)]).toEqual(before);
  });
});

describe('changing a platform', () => {
  test('is for stewards of its owner and administrators', async () => {
    const input = { code: 'LGSP', upgradeState: 'DONE', evaluationState: 'EVALUATED', securityLevel: 4 };
    const before = await head(subgraph);
    expect((await update(input, anonymous)).errors[0]?.code).toBe('UNAUTHENTICATED');
    for (const viewer of [developer, architect, stewardOf('A11')])
      expect((await update(input, viewer)).errors[0]?.code).toBe('FORBIDDEN');
    expect(await head(subgraph)).toBe(before);
    expect((await update(input, stewardOf('A04'))).data.updatePlatform).toEqual({
      code: 'LGSP',
      name: 'Đường',
      owner: { code: 'A04' },
      evaluationState: 'EVALUATED',
      upgradeState: 'DONE',
      securityLevel: 4,
    });
    expect(await head(subgraph)).toBe(before + 1);
  });

  test('to what it is already tells nothing', async () => {
    const before = await head(subgraph);
    expect((await update({ code: 'LGSP', upgradeState: 'DONE', nameVi: 'Đường' })).errors).toEqual([]);
    expect(await head(subgraph)).toBe(before);
  });

  test('of owner needs the right to write for both agencies', async () => {
    expect((await update({ code: 'LGSP', owner: 'A03' }, stewardOf('A04'))).errors[0]?.message).toContain(
      'take over a platform for A03',
    );
    expect((await update({ code: 'LGSP', owner: 'A03' }, stewardOf('A03', 'A04'))).data.updatePlatform.owner).toEqual({
      code: 'A03',
    });
  });

  test('that does not exist suggests near codes', async () => {
    expect((await update({ code: 'NDXX' })).errors[0]?.message).toBe('There is no platform "NDXX". Did you mean NDXP?');
  });
});

describe('a system', () => {
  const keep = (code: string, system: string | null, viewer = administrator) =>
    subgraph.ask(
      'mutation ($input: UpdateDatasetInput!) { updateDataset(input: $input) { system { code } } }',
      { input: { code, system } },
      viewer,
    );

  beforeAll(async () => {
    await create(platform('HIS', { kind: 'SYSTEM', owner: 'A11', architectureTier: 2, securityLevel: 4 }));
    for (const [code, sharingClass] of [
      ['S26', 'PRIVATE'],
      ['S27', 'SHARED'],
      ['O10', 'OPEN'],
    ] as const) {
      const input = {
        code,
        titleVi: code,
        titleEn: code,
        descriptionVi: 'x',
        descriptionEn: 'x',
        publisher: 'A11',
        tier: sharingClass === 'OPEN' ? 'OPEN' : 'SPECIALIZED',
        sharingClass,
        system: code === 'O10' ? null : 'HIS',
      };
      const { errors } = await subgraph.ask(
        'mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { code } }',
        { input },
      );
      expect(errors).toEqual([]);
    }
  });

  const QUERY = `{ platforms(filter: { architectureTier: 2 }) { nodes { code kind securityLevel datasets { totalCount nodes { code } } } }
    datasets(filter: { system: "HIS" }) { totalCount nodes { code system { code architectureTier } } } }`;

  test('gives the tier and the security level of what is kept in it, to each of what they see', async () => {
    const seen = async (viewer: typeof architect): Promise<string[]> => {
      const { data, errors } = await subgraph.ask(QUERY, {}, viewer);
      expect(errors).toEqual([]);
      const [his] = data.platforms.nodes;
      expect(his).toMatchObject({ code: 'HIS', kind: 'SYSTEM', securityLevel: 4 });
      expect(his.datasets.nodes).toEqual(data.datasets.nodes.map(({ code }: { code: string }) => ({ code })));
      expect([his.datasets.totalCount, data.datasets.totalCount]).toEqual(Array(2).fill(his.datasets.nodes.length));
      for (const { system } of data.datasets.nodes) expect(system).toEqual({ code: 'HIS', architectureTier: 2 });
      return his.datasets.nodes.map(({ code }: { code: string }) => code);
    };
    expect(await seen(architect)).toEqual(['S26', 'S27']);
    expect(await seen(developer)).toEqual(['S27']);
    expect(await seen(anonymous)).toEqual([]);
  });

  test('is named by stewards of the publisher, told, and must exist', async () => {
    const position = await head(subgraph);
    expect((await keep('O10', 'HIX')).errors).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('named as system does not exist') },
    ]);
    expect((await keep('O10', 'HIS', stewardOf('A12'))).errors[0]?.code).toBe('FORBIDDEN');
    expect(await head(subgraph)).toBe(position);
    expect((await keep('O10', 'HIS', stewardOf('A11'))).data.updateDataset.system).toEqual({ code: 'HIS' });
    expect((await keep('O10', null)).data.updateDataset.system).toBeNull();
    expect((await factsAfter(subgraph, position)).map(({ body }) => (body as { system: unknown }).system)).toEqual([
      'HIS',
      null,
    ]);
  });

  test('and its datasets take as many statements for one platform as for many', async () => {
    const list = (first: number) => () =>
      subgraph.ask(
        `{ platforms(first: ${first}) { nodes { code datasets(first: 2) { nodes { code system { code } } } } } }`,
      );
    await list(5)();
    expect(await statementsOf(subgraph, list(5))).toBe(await statementsOf(subgraph, list(1)));
  });
});
