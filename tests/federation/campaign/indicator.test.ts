import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaign } from '../../../subgraphs/campaign/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';

const FIELDS =
  'code campaign { code } vi: name en: name(lang: EN) operator value valueTo unit(lang: EN) year latestValue latestOn mark source';
const CREATE = `mutation ($input: CreateIndicatorInput!) { createIndicator(input: $input) { ${FIELDS} } }`;
const UPDATE =
  'mutation ($input: UpdateIndicatorInput!) { updateIndicator(input: $input) { operator value valueTo latestValue latestOn } }';

const growth = {
  code: 'growth-2030',
  campaign: 'C2026',
  nameVi: 'Tăng trưởng',
  nameEn: 'Growth',
  operator: 'RANGE',
  value: 10,
  valueTo: 11.25,
  unitVi: '%/năm',
  unitEn: '% a year',
  year: 2030,
  mark: 'FACT',
  source: 'Press article, January 2026',
};
const rank = { ...growth, code: 'rank-2030', nameVi: 'Ấn phẩm', operator: 'RANK_TOP', value: 3, valueTo: null };
const adoption = { ...growth, code: 'adoption-2045', operator: 'GT', value: 80.5, valueTo: null, year: 2045 };

describe('indicators', () => {
  let subgraph: TestSubgraph;
  const ask: TestSubgraph['ask'] = (...question) => subgraph.ask(...question);

  beforeAll(async () => {
    subgraph = await testSubgraph(campaign);
    await ask('mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { code } }', {
      input: { code: 'C2026', titleVi: 'C', titleEn: 'C', launchedOn: '2026-01-14' },
    });
    for (const input of [growth, rank, adoption]) expect((await ask(CREATE, { input })).errors).toEqual([]);
  });
  afterAll(async () => {
    expect(subgraph.unexpected).toEqual([]);
    await subgraph.close();
  });

  it('are read by anybody, figures as they were given', async () => {
    expect((await ask(`{ indicator(code: "growth-2030") { ${FIELDS} } }`, {}, anonymous)).data.indicator).toEqual({
      code: 'growth-2030',
      campaign: { code: 'C2026' },
      vi: 'Tăng trưởng',
      en: 'Growth',
      operator: 'RANGE',
      value: 10,
      valueTo: 11.25,
      unit: '% a year',
      year: 2030,
      latestValue: null,
      latestOn: null,
      mark: 'FACT',
      source: 'Press article, January 2026',
    });
    expect((await ask('{ indicator(code: "adoption-2045") { operator value valueTo } }')).data.indicator).toEqual({
      operator: 'GT',
      value: 80.5,
      valueTo: null,
    });
  });

  it('are null with a suggestion when the code is unknown', async () => {
    expect((await ask('{ indicator(code: "growth-2031") { code } }')).errors).toMatchObject([
      { code: 'NOT_FOUND', message: expect.stringContaining('Did you mean growth-2030') },
    ]);
  });

  it('are listed by year and name, and with their campaign', async () => {
    const codes = async (args: string): Promise<string[]> =>
      (await ask(`{ indicators${args} { nodes { code } } }`)).data.indicators.nodes.map(
        ({ code }: { code: string }) => code,
      );
    expect(await codes('(orderBy: { field: YEAR, direction: DESC })')).toEqual([
      'adoption-2045',
      'rank-2030',
      'growth-2030',
    ]);
    expect(await codes('(orderBy: { field: NAME }, first: 1)')).toEqual(['rank-2030']);
    expect(await codes('(filter: { operator: RANGE })')).toEqual(['growth-2030']);
    expect(await codes('(filter: { year: 2045 })')).toEqual(['adoption-2045']);
    expect(await codes('(filter: { campaign: "C1" })')).toEqual([]);
    expect((await ask('{ campaign(code: "C2026") { indicators { code } } }')).data.campaign.indicators).toEqual([
      { code: 'growth-2030' },
      { code: 'rank-2030' },
      { code: 'adoption-2045' },
    ]);
    expect((await ask('{ indicators(first: -1) { totalCount } }')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
  });

  it('continue a page ordered by year where it ended', async () => {
    const page =
      'query ($after: String) { indicators(orderBy: { field: YEAR }, first: 2, after: $after) { nodes { code } pageInfo { endCursor } } }';
    const first = (await ask(page)).data.indicators;
    expect(first.nodes).toEqual([{ code: 'growth-2030' }, { code: 'rank-2030' }]);
    expect((await ask(page, { after: first.pageInfo.endCursor })).data.indicators.nodes).toEqual([
      { code: 'adoption-2045' },
    ]);
  });

  it.each([
    ['a range with one end', { valueTo: null }, 'BAD_USER_INPUT', 'give a valueTo greater than 10; given: none'],
    ['a range that runs backwards', { valueTo: 9 }, 'BAD_USER_INPUT', 'give a valueTo greater than 10; given: 9'],
    [
      'a second end of what is no range',
      { operator: 'GE' },
      'BAD_USER_INPUT',
      'valueTo goes with the operator RANGE alone',
    ],
    [
      'half a rank',
      { operator: 'RANK_TOP', value: 2.5, valueTo: null },
      'BAD_USER_INPUT',
      'a whole number from 1; given: 2.5',
    ],
    ['a figure beyond all bounds', { valueTo: 1e15 }, 'BAD_USER_INPUT', 'valueTo takes a figure'],
    ['a year beyond all bounds', { year: 20300 }, 'BAD_USER_INPUT', 'year takes a year from 1900 to 2199'],
    ['a measured figure without its date', { latestValue: 1 }, 'BAD_USER_INPUT', 'latestOn is missing'],
    ['an unknown campaign', { campaign: 'C1' }, 'CONFLICT', 'The campaign does not exist'],
    ['a fact without a source', { source: null }, 'CONFLICT', 'FACT needs a source'],
    ['a code that is taken', { code: 'rank-2030' }, 'CONFLICT', 'Use updateIndicator'],
    ['a blank name', { nameVi: ' ' }, 'BAD_USER_INPUT', 'nameVi must not be blank'],
  ])('refuse %s and change nothing', async (_what, change, code, message) => {
    const before = await subgraph.running.feed.head();
    expect((await ask(CREATE, { input: { ...growth, code: 'new', ...change } })).errors).toMatchObject([
      { code, message: expect.stringContaining(message) },
    ]);
    expect(await subgraph.running.feed.head()).toBe(before);
    expect((await ask('{ indicators { totalCount } }')).data.indicators.totalCount).toBe(3);
  });

  it.each([
    ["value_to = 5 where code = 'growth-2030'", 'indicator_range'],
    ["value_to = 90 where code = 'adoption-2045'", 'indicator_range'],
    ["value = 0.5 where code = 'rank-2030'", 'indicator_rank'],
    ["year = 3000 where code = 'rank-2030'", 'indicator_year'],
    ["latest_on = now() where code = 'rank-2030'", 'indicator_latest_has_date'],
  ])('are held by the database itself: %s', async (change, constraint) => {
    await expect(
      subgraph.running.orm.em.fork().execute(`update campaign.indicator set ${change}`),
    ).rejects.toMatchObject({ constraint });
  });

  it('are created and changed by administrators alone', async () => {
    for (const viewer of [architect, developer, stewardOf('A03')]) {
      expect((await ask(CREATE, { input: { ...growth, code: 'x' } }, viewer)).errors).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
      expect((await ask(UPDATE, { input: { code: 'growth-2030', value: 1 } }, viewer)).errors).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
    }
    expect((await ask(UPDATE, { input: { code: 'growth-2030', value: 1 } }, anonymous)).errors).toMatchObject([
      { code: 'UNAUTHENTICATED' },
    ]);
  });

  it('take a new figure, tell it once, and can lose it', async () => {
    const before = await subgraph.running.feed.head();
    const input = { code: 'adoption-2045', latestValue: 61.5, latestOn: '2026-05-01' };
    expect((await ask(UPDATE, { input })).data.updateIndicator).toMatchObject({
      latestValue: 61.5,
      latestOn: '2026-04-30T17:00:00.000Z',
    });
    await ask(UPDATE, { input });
    expect(await subgraph.running.feed.read(before, 10)).toMatchObject([
      {
        kind: 'indicator.declared',
        key: 'adoption-2045',
        body: { value: 80.5, latestValue: 61.5, latestOn: '2026-04-30T17:00:00.000Z' },
      },
    ]);
    expect((await ask(UPDATE, { input: { code: 'adoption-2045', latestValue: null } })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT' },
    ]);
    expect(
      (await ask(UPDATE, { input: { code: 'adoption-2045', latestValue: null, latestOn: null } })).data.updateIndicator,
    ).toMatchObject({ latestValue: null });
    expect(
      (await ask(UPDATE, { input: { code: 'adoption-2045', operator: 'RANGE', valueTo: 90 } })).data.updateIndicator,
    ).toMatchObject({ valueTo: 90 });
    expect((await ask(UPDATE, { input: { code: 'adoption-2045', operator: 'GT' } })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT' },
    ]);
    expect((await ask(UPDATE, { input: { code: 'adoption-2046', value: 1 } })).errors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
  });

  it('resolve references in one statement', async () => {
    subgraph.statements.length = 0;
    const answer = await ask('query ($r: [_Any!]!) { _entities(representations: $r) { ... on Indicator { year } } }', {
      r: ['rank-2030', 'none', 'growth-2030'].map((code) => ({ __typename: 'Indicator', code })),
    });
    expect(answer.data._entities).toEqual([{ year: 2030 }, null, { year: 2030 }]);
    expect(subgraph.statements).toHaveLength(1);
  });
});
