import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaign } from '../../../subgraphs/campaign/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';

const CREATE = 'mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { code } }';
const UPDATE = 'mutation ($input: UpdateCampaignInput!) { updateCampaign(input: $input) { code } }';

const c2026 = {
  code: 'C2026',
  titleVi: 'Chiến dịch xây dựng cơ sở dữ liệu',
  titleEn: 'Campaign to build databases',
  launchedOn: '2026-01-14',
  documents: ['57-NQ/TW', '06/QĐ-TTg', '57-NQ/TW'],
  mark: 'FACT',
  source: 'Press article, January 2026',
};

describe('campaigns', () => {
  let subgraph: TestSubgraph;
  const ask: TestSubgraph['ask'] = (...question) => subgraph.ask(...question);

  beforeAll(async () => {
    subgraph = await testSubgraph(campaign);
    expect((await ask(CREATE, { input: c2026 })).errors).toEqual([]);
    await ask(CREATE, {
      input: { ...c2026, code: 'C2027', titleVi: 'An ninh', launchedOn: '2027-01-01', documents: null },
    });
  });
  afterAll(async () => {
    expect(subgraph.unexpected).toEqual([]);
    await subgraph.close();
  });

  it('are read by anybody, with the documents that they rest on', async () => {
    const answer = await ask(
      '{ campaign(code: "C2026") { code vi: title(lang: VI) en: title(lang: EN) launchedOn documents { code } mark source tasks { totalCount } indicators { code } } }',
      {},
      anonymous,
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data.campaign).toEqual({
      code: 'C2026',
      vi: c2026.titleVi,
      en: c2026.titleEn,
      launchedOn: '2026-01-13T17:00:00.000Z',
      documents: [{ code: '57-NQ/TW' }, { code: '06/QĐ-TTg' }],
      mark: 'FACT',
      source: 'Press article, January 2026',
      tasks: { totalCount: 0 },
      indicators: [],
    });
  });

  it('are null with a suggestion when the code is unknown', async () => {
    const answer = await ask('{ campaign(code: "C2025") { code } }');
    expect(answer.data.campaign).toBeNull();
    expect(answer.errors).toMatchObject([
      { code: 'NOT_FOUND', message: 'There is no campaign "C2025". Did you mean C2026 or C2027?' },
    ]);
  });

  it('are listed by launch and title, page by page, and refuse a bad page', async () => {
    const codes = async (args: string): Promise<string[]> =>
      (await ask(`{ campaigns${args} { nodes { code } } }`)).data.campaigns.nodes.map(
        ({ code }: { code: string }) => code,
      );
    expect(await codes('')).toEqual(['C2026', 'C2027']);
    expect(await codes('(orderBy: { field: TITLE })')).toEqual(['C2027', 'C2026']);
    expect(await codes('(filter: { launchedBefore: "2026-06-01" })')).toEqual(['C2026']);
    expect(await codes('(filter: { launchedFrom: "2026-06-01" })')).toEqual(['C2027']);
    const { data } = await ask('{ campaigns(first: 1) { pageInfo { endCursor } } }');
    const after = data.campaigns.pageInfo.endCursor;
    expect(await codes(`(first: 1, after: "${after}")`)).toEqual(['C2027']);
    expect(
      (await ask(`{ campaigns(filter: { launchedFrom: "2026-06-01" }, after: "${after}") { totalCount } }`)).errors,
    ).toMatchObject([{ code: 'BAD_CURSOR' }]);
    expect((await ask('{ campaigns(first: -1) { totalCount } }')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
  });

  it('are created and changed by administrators alone', async () => {
    for (const viewer of [architect, developer, stewardOf('A03')]) {
      expect((await ask(CREATE, { input: { ...c2026, code: 'X' } }, viewer)).errors).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
      expect((await ask(UPDATE, { input: { code: 'C2026', titleEn: 'X' } }, viewer)).errors).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
    }
    expect((await ask(CREATE, { input: { ...c2026, code: 'X' } }, anonymous)).errors).toMatchObject([
      { code: 'UNAUTHENTICATED' },
    ]);
    expect((await ask('{ campaigns { totalCount } }')).data.campaigns.totalCount).toBe(2);
  });

  it('refuse a code that is taken, a blank title, a document that is no number, a fact without a source', async () => {
    expect((await ask(CREATE, { input: c2026 })).errors).toMatchObject([
      { code: 'CONFLICT', message: 'A campaign with this code exists already. Use updateCampaign to change it.' },
    ]);
    expect(
      (await ask(CREATE, { input: { ...c2026, code: 'X', titleVi: '', documents: ['\t'] } })).errors,
    ).toMatchObject([
      {
        code: 'BAD_USER_INPUT',
        message: expect.stringMatching(/titleVi must not be.*documents takes official numbers/s),
      },
    ]);
    const many = Array.from({ length: 51 }, (_, index) => `${index}/QĐ`);
    expect((await ask(CREATE, { input: { ...c2026, code: 'X', documents: many } })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('at most 50') },
    ]);
    expect((await ask(CREATE, { input: { ...c2026, code: 'X', source: null } })).errors).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('FACT needs a source') },
    ]);
    expect((await ask(UPDATE, { input: { code: 'C202', titleEn: 'X' } })).errors).toMatchObject([
      { code: 'NOT_FOUND', message: expect.stringContaining('Did you mean C2026') },
    ]);
  });

  it('tell their whole state once for every change, and nothing when nothing changes', async () => {
    const head = await subgraph.running.feed.head();
    const input = { code: 'C2027', titleEn: 'Security', documents: ['204-QĐ/TW'] };
    await ask(UPDATE, { input });
    await ask(UPDATE, { input });
    await ask(UPDATE, { input: { code: 'C2027' } });
    expect(await subgraph.running.feed.read(head, 10)).toMatchObject([
      {
        kind: 'campaign.declared',
        key: 'C2027',
        body: {
          code: 'C2027',
          titleVi: 'An ninh',
          titleEn: 'Security',
          launchedOn: '2026-12-31T17:00:00.000Z',
          documents: ['204-QĐ/TW'],
        },
      },
    ]);
  });

  it('resolve references in one statement', async () => {
    subgraph.statements.length = 0;
    const answer = await ask('query ($r: [_Any!]!) { _entities(representations: $r) { ... on Campaign { code } } }', {
      r: ['C2027', 'NONE', 'C2026'].map((code) => ({ __typename: 'Campaign', code })),
    });
    expect(answer.data._entities).toEqual([{ code: 'C2027' }, null, { code: 'C2026' }]);
    expect(answer.errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(subgraph.statements).toHaveLength(1);
  });
});
