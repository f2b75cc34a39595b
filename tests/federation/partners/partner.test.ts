import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lang } from '../../../kernel/graphql/language.ts';
import { partners } from '../../../subgraphs/partners/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';

const CREATE =
  'mutation ($input: CreatePartnerInput!) { createPartner(input: $input) { code name shortName mark source } }';
const UPDATE = 'mutation ($input: UpdatePartnerInput!) { updatePartner(input: $input) { code name shortName } }';

const vnpt = {
  code: 'VNPT',
  nameVi: 'Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT)',
  nameEn: 'Vietnam Post and Telecommunications Group',
  shortName: 'VNPT',
};
const mobifone = {
  code: 'MBF',
  nameVi: 'Tổng Công ty Viễn thông Mobifone',
  nameEn: 'Mobifone Telecommunications Corporation',
  shortName: 'Mobifone',
  mark: 'FACT',
  source: 'Press article, 30-1-2026',
};

describe('partners', () => {
  let subgraph: TestSubgraph;
  const ask: TestSubgraph['ask'] = (...question) => subgraph.ask(...question);

  beforeAll(async () => {
    subgraph = await testSubgraph(partners);
    await ask(CREATE, { input: vnpt });
    await ask(CREATE, { input: mobifone });
  });
  afterAll(async () => {
    expect(subgraph.unexpected).toEqual([]);
    await subgraph.close();
  });

  it('are read by anybody, in the language asked for', async () => {
    const answer = await ask(
      '{ partner(code: "MBF") { code vi: name(lang: VI) en: name(lang: EN) shortName mark source } }',
      {},
      anonymous,
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data.partner).toEqual({
      code: 'MBF',
      vi: mobifone.nameVi,
      en: mobifone.nameEn,
      shortName: 'Mobifone',
      mark: 'FACT',
      source: 'Press article, 30-1-2026',
    });
    const english = await ask('{ partner(code: "VNPT") { name mark source } }', {}, anonymous, Lang.EN);
    expect(english.data.partner).toEqual({ name: vnpt.nameEn, mark: 'ILLUSTRATIVE', source: null });
  });

  it('are null with a suggestion when the code is unknown', async () => {
    const answer = await ask('{ partner(code: "VNP") { code } }');
    expect(answer.data.partner).toBeNull();
    expect(answer.errors).toMatchObject([
      { code: 'NOT_FOUND', message: 'There is no partner "VNP". Did you mean VNPT?' },
    ]);
  });

  it('are listed in the order asked for, page by page', async () => {
    const names = '{ partners(orderBy: { field: NAME, direction: DESC }) { totalCount nodes { code } } }';
    expect((await ask(names)).data.partners).toEqual({ totalCount: 2, nodes: [{ code: 'MBF' }, { code: 'VNPT' }] });
    const page =
      'query ($after: String) { partners(first: 1, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }';
    const first = (await ask(page)).data.partners;
    expect(first.nodes).toEqual([{ code: 'MBF' }]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = (await ask(page, { after: first.pageInfo.endCursor })).data.partners;
    expect(second).toMatchObject({ nodes: [{ code: 'VNPT' }], pageInfo: { hasNextPage: false } });
  });

  it('refuse a page of a negative or huge size and a cursor of another ordering', async () => {
    for (const first of [-1, 201]) {
      const answer = await ask(`{ partners(first: ${first}) { totalCount } }`);
      expect(answer.errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('0 to 200') }]);
    }
    const { data } = await ask('{ partners(first: 1) { pageInfo { endCursor } } }');
    const elsewhere = await ask(
      'query ($after: String) { partners(orderBy: { field: SHORT_NAME }, after: $after) { totalCount } }',
      {
        after: data.partners.pageInfo.endCursor,
      },
    );
    expect(elsewhere.errors).toMatchObject([{ code: 'BAD_CURSOR' }]);
  });

  it('are created and changed by administrators alone', async () => {
    const fpt = { ...vnpt, code: 'FPT', shortName: 'FPT' };
    for (const viewer of [architect, developer, stewardOf('A01')]) {
      expect((await ask(CREATE, { input: fpt }, viewer)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
      expect((await ask(UPDATE, { input: { code: 'VNPT', shortName: 'X' } }, viewer)).errors).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
    }
    expect((await ask(CREATE, { input: fpt }, anonymous)).errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
    expect((await ask('{ partners { totalCount } }')).data.partners.totalCount).toBe(2);
  });

  it('are created once', async () => {
    const again = await ask(CREATE, { input: vnpt });
    expect(again.errors).toMatchObject([
      { code: 'CONFLICT', message: 'A partner with this code exists already. Use updatePartner to change it.' },
    ]);
  });

  it('refuse a blank name, a bad code and a fact without a source', async () => {
    expect((await ask(CREATE, { input: { ...vnpt, code: 'N.1', nameVi: ' ' } })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringMatching(/code takes a code.*nameVi must not be blank/s) },
    ]);
    expect((await ask(CREATE, { input: { ...vnpt, code: 'NEW', mark: 'FACT' } })).errors).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('FACT needs a source') },
    ]);
    expect((await ask(UPDATE, { input: { code: 'VNP', shortName: 'X' } })).errors).toMatchObject([
      { code: 'NOT_FOUND', message: 'There is no partner "VNP". Did you mean VNPT?' },
    ]);
  });

  it('tell their whole state once for every change, and nothing when nothing changes', async () => {
    const head = await subgraph.running.feed.head();
    await ask(UPDATE, { input: { code: 'VNPT', shortName: 'VNPT Group' } });
    await ask(UPDATE, { input: { code: 'VNPT', shortName: 'VNPT Group' } });
    expect(await subgraph.running.feed.read(head, 10)).toMatchObject([
      {
        kind: 'partner.declared',
        key: 'VNPT',
        actor: 'test-administrator',
        body: { code: 'VNPT', nameVi: vnpt.nameVi, nameEn: vnpt.nameEn, shortName: 'VNPT Group' },
      },
    ]);
  });

  it('tell the truth when two change one at once', async () => {
    await Promise.all([
      ask(UPDATE, { input: { code: 'MBF', nameEn: 'MobiFone Corporation' } }),
      ask(UPDATE, { input: { code: 'MBF', shortName: 'MobiFone' } }),
    ]);
    const [last] = await subgraph.running.feed.read((await subgraph.running.feed.head()) - 1, 1);
    expect(last?.body).toMatchObject({ nameEn: 'MobiFone Corporation', shortName: 'MobiFone' });
    await ask(UPDATE, { input: { code: 'MBF', nameEn: mobifone.nameEn, shortName: mobifone.shortName } });
  });

  it('resolve references in one statement, an unknown one to null', async () => {
    subgraph.statements.length = 0;
    const answer = await ask(
      `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Partner { shortName } } }`,
      { refs: ['VNPT', 'NOBODY', 'MBF'].map((code) => ({ __typename: 'Partner', code })) },
      anonymous,
    );
    expect(answer.data._entities).toEqual([{ shortName: 'VNPT Group' }, null, { shortName: 'Mobifone' }]);
    expect(answer.errors).toMatchObject([{ code: 'NOT_FOUND', path: ['_entities', 1] }]);
    expect(subgraph.statements).toHaveLength(1);
  });
});
