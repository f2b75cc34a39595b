import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { campaign } from '../../../subgraphs/campaign/index.ts';
import { atOnce } from '../../support/at-once.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';

const launch = { code: 'C1-launch', campaign: 'C1', titleVi: 'Phát động', titleEn: 'Launch', dueOn: '2026-01-14' };
const watch = { campaign: 'C1', agency: 'A18', role: 'INSPECTOR', validFrom: '2026-01-14' };

let subgraph: TestSubgraph;
const ask: TestSubgraph['ask'] = (...question) => subgraph.ask(...question);
const run = (mutation: string, input: Record<string, unknown>, ...viewer: [viewer?: typeof architect]) =>
  ask(
    `mutation ($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { __typename } }`,
    { input },
    ...viewer,
  );
const head = (): Promise<number> => subgraph.running.feed.head();
const told = async (after: number) =>
  (await subgraph.running.feed.read(after, 10)).map(({ kind, body }) => ({ kind, body }));

beforeAll(async () => {
  subgraph = await testSubgraph(campaign, fixedClock('2026-06-01T00:00:00Z'));
  for (const code of ['C1', 'C2']) {
    const input = { code, titleVi: 'C', titleEn: 'C', launchedOn: '2026-01-14' };
    expect((await run('createCampaign', input)).errors).toEqual([]);
  }
});
afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

describe('milestones', () => {
  it('are told when they are made and change, and stand by day', async () => {
    const position = await head();
    const later = { ...launch, code: 'C1-end', titleEn: 'End', dueOn: '2026-12-31', document: '278/2025/NĐ-CP' };
    for (const input of [later, launch]) expect((await run('createMilestone', input)).errors).toEqual([]);
    const reached = { code: 'C1-launch', reachedOn: '2026-01-15', evidence: 'Báo' };
    expect((await run('updateMilestone', reached)).errors).toEqual([]);
    expect((await run('updateMilestone', reached)).errors).toEqual([]);
    expect(await told(position)).toMatchObject([
      { kind: 'milestone.declared', body: { code: 'C1-end', document: '278/2025/NĐ-CP', reachedOn: null } },
      { kind: 'milestone.declared', body: { code: 'C1-launch', reachedOn: null } },
      { kind: 'milestone.declared', body: { code: 'C1-launch', evidence: 'Báo' } },
    ]);
    const { data } = await ask(
      `{ campaign(code: "C1") { milestones { code title(lang: EN) state before: state(asOf: "2026-01-14") evidence document { code } campaign { code } } } }`,
      {},
      anonymous,
    );
    expect(data.campaign.milestones).toEqual([
      {
        code: 'C1-launch',
        title: 'Launch',
        state: 'REACHED_LATE',
        before: 'AHEAD',
        evidence: 'Báo',
        document: null,
        campaign: { code: 'C1' },
      },
      {
        code: 'C1-end',
        title: 'End',
        state: 'AHEAD',
        before: 'AHEAD',
        evidence: null,
        document: { code: '278/2025/NĐ-CP' },
        campaign: { code: 'C1' },
      },
    ]);
  });

  it('are found by the document that sets their day', async () => {
    const reliance = async (code: string) =>
      (
        await ask(
          'query ($r: [_Any!]!) { _entities(representations: $r) { ... on DocumentReliance { milestones { totalCount nodes { code } } } } }',
          { r: [{ __typename: 'DocumentReliance', code }] },
        )
      ).data._entities[0].milestones;
    expect(await reliance('278/2025/NĐ-CP')).toEqual({ totalCount: 1, nodes: [{ code: 'C1-end' }] });
    expect(await reliance('57-NQ/TW')).toEqual({ totalCount: 0, nodes: [] });
  });

  it.each<[string, string, Record<string, unknown>, string, RegExp]>([
    ['one code twice', 'createMilestone', launch, 'CONFLICT', /exists already/],
    ['no campaign', 'createMilestone', { ...launch, code: 'x', campaign: 'C9' }, 'CONFLICT', /Create it first/],
    [
      'a day in the future',
      'updateMilestone',
      { code: 'C1-end', reachedOn: '2026-07-01', evidence: 'x' },
      'BAD_USER_INPUT',
      /must not lie in the future/,
    ],
    [
      'evidence of nothing',
      'updateMilestone',
      { code: 'C1-end', evidence: 'x' },
      'BAD_USER_INPUT',
      /reachedOn is missing/,
    ],
    [
      'reached by nothing',
      'updateMilestone',
      { code: 'C1-launch', evidence: null },
      'BAD_USER_INPUT',
      /evidence is missing/,
    ],
    [
      'a fact without a source',
      'createMilestone',
      { ...launch, code: 'x', mark: 'FACT' },
      'CONFLICT',
      /needs a source/,
    ],
  ])('are refused with %s, and nothing is written', async (_what, mutation, input, code, message) => {
    const position = await head();
    const { errors } = await run(mutation, input);
    expect(errors).toMatchObject([{ code, message: expect.stringMatching(message) }]);
    expect(await head()).toBe(position);
  });
});

describe('oversight', () => {
  const of = async (code: string, asOf: string): Promise<string[]> => {
    const { data } = await ask(
      'query ($code: ID!, $asOf: DateTime) { campaign(code: $code) { oversight(asOf: $asOf) { role agency { code } } } }',
      { code, asOf },
      anonymous,
    );
    return data.campaign.oversight.map(
      ({ role, agency }: { role: string; agency: { code: string } }) => `${role} ${agency.code}`,
    );
  };

  it('has a time, is told, and is the same when it is said again', async () => {
    const position = await head();
    for (const input of [watch, watch, { ...watch, agency: 'A02', role: 'SECURITY' }])
      expect((await run('assignOversight', input)).errors).toEqual([]);
    expect(
      (await run('endOversight', { campaign: 'C1', agency: 'A18', role: 'INSPECTOR', validTo: '2026-05-01' })).errors,
    ).toEqual([]);
    expect((await run('assignOversight', { ...watch, agency: 'A20', validFrom: '2026-05-01' })).errors).toEqual([]);
    expect((await told(position)).map(({ body }) => [body['agency'], body['validTo']])).toEqual([
      ['A18', null],
      ['A02', null],
      ['A18', '2026-04-30T17:00:00.000Z'],
      ['A20', null],
    ]);
    expect(await of('C1', '2026-01-13')).toEqual([]);
    expect(await of('C1', '2026-02-01')).toEqual(['INSPECTOR A18', 'SECURITY A02']);
    expect(await of('C1', '2026-06-01')).toEqual(['INSPECTOR A20', 'SECURITY A02']);
    const { data } = await ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Agency { oversight { role campaign { code } } } } }',
      { r: ['A20', 'A18'].map((code) => ({ __typename: 'Agency', code })) },
    );
    expect(data._entities).toEqual([
      { oversight: [{ role: 'INSPECTOR', campaign: { code: 'C1' } }] },
      { oversight: [] },
    ]);
  });

  it('of two that are assigned or ended at once one wins, with one fact', async () => {
    const position = await head();
    const input = (validTo: string) => ({ ...watch, campaign: 'C2', validTo });
    const meet = (...commands: (() => ReturnType<typeof run>)[]) =>
      atOnce(subgraph, `campaign.campaign where code = 'C2'`, commands);
    const assigned = await meet(
      () => run('assignOversight', input('2026-05-01')),
      () => run('assignOversight', input('2026-06-01')),
    );
    expect(assigned.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['CONFLICT']);
    expect(await told(position)).toHaveLength(1);
    expect((await run('assignOversight', { ...watch, campaign: 'C2', agency: 'A20' })).errors).toEqual([]);
    const end = (validTo: string) => () =>
      run('endOversight', { campaign: 'C2', agency: 'A20', role: 'INSPECTOR', validTo });
    const ended = await meet(end('2026-05-01'), end('2026-06-01'));
    expect(ended.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['CONFLICT']);
    expect(await told(position)).toHaveLength(3);
  });

  it.each([
    [
      'an end before the beginning',
      'assignOversight',
      { ...watch, validFrom: '2026-03-01', validTo: '2026-02-01' },
      'BAD_USER_INPUT',
    ],
    ['a campaign that there is not', 'assignOversight', { ...watch, campaign: 'C9' }, 'NOT_FOUND'],
    [
      'a role that it has not',
      'endOversight',
      { campaign: 'C1', agency: 'A11', role: 'SECURITY', validTo: '2026-05-01' },
      'CONFLICT',
    ],
  ])('is refused with %s', async (_what, mutation, input, code) => {
    const position = await head();
    expect((await run(mutation, input)).errors).toMatchObject([{ code }]);
    expect(await head()).toBe(position);
  });
});

it('is said by administrators alone', async () => {
  for (const viewer of [architect, developer, stewardOf('A18')]) {
    expect((await run('createMilestone', { ...launch, code: 'y' }, viewer)).errors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
    expect((await run('assignOversight', watch, viewer)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  }
  expect((await run('updateMilestone', { code: 'C1-end' }, anonymous)).errors).toMatchObject([
    { code: 'UNAUTHENTICATED' },
  ]);
});

it('takes the same number of statements for one campaign, agency or document and for many', async () => {
  const count = async (query: string, variables = {}): Promise<number> => {
    subgraph.statements.length = 0;
    expect((await ask(query, variables)).errors).toEqual([]);
    return subgraph.statements.length;
  };
  const list = (first: number): string =>
    `{ campaigns(first: ${first}) { nodes { milestones { code } oversight { role campaign { code } } } } }`;
  expect(await count(list(2))).toBe(await count(list(1)));
  const entities = (type: string, fields: string) =>
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${fields} } } }`;
  for (const [type, fields, codes] of [
    ['Agency', 'oversight { role campaign { code } }', ['A20', 'A18', 'A02', 'A11']],
    ['DocumentReliance', 'milestones { totalCount nodes { code } }', ['278/2025/NĐ-CP', '57-NQ/TW', 'x']],
  ] as const) {
    const r = codes.map((code) => ({ __typename: type, code }));
    expect(await count(entities(type, fields), { r })).toBe(await count(entities(type, fields), { r: r.slice(0, 1) }));
  }
});
