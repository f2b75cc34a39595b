import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { owners } from '../../../subgraphs/owners/index.ts';
import { atOnce } from '../../support/at-once.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';

let catalog: TestSubgraph;

beforeAll(async () => {
  catalog = await testSubgraph(owners, fixedClock('2026-06-01T00:00:00Z'));
  for (const code of ['A1', 'A2', 'A3', 'A4']) {
    const input = {
      code,
      nameVi: code,
      nameEn: code,
      bloc: 'GOVERNMENT',
      level: 'CITY',
      line: 'CITY',
      validFrom: '2025-07-01',
    };
    const { errors } = await catalog.ask(
      'mutation ($input: CreateAgencyInput!) { createAgency(input: $input) { code } }',
      { input },
    );
    expect(errors).toEqual([]);
  }
});
afterAll(async () => {
  expect(catalog.unexpected).toEqual([]);
  await catalog.close();
});

const head = () => catalog.running.feed.head();
const told = async (position: number) =>
  (await catalog.running.feed.read(position, 100)).map(({ kind, body }) => ({ kind, ...(body as object) }));

describe('an electronic identification code', () => {
  const set = (agency: string, code: string, viewer = administrator, more: object = {}) =>
    catalog.ask(
      'mutation ($input: SetElectronicCodeInput!) { done: setElectronicCode(input: $input) { code electronicCode { code mark } } }',
      { input: { agency, code, ...more } },
      viewer,
    );
  const found = async (code: string) => {
    const { data, errors } = await catalog.ask(
      `{ agencies(filter: { electronicCode: "${code}" }) { totalCount nodes { code } } }`,
      {},
      anonymous,
    );
    expect(errors).toEqual([]);
    expect(data.agencies.totalCount).toBe(data.agencies.nodes.length);
    return data.agencies.nodes.map((node: { code: string }) => node.code);
  };

  it('is set by administrators, told, found by everybody, and replaced', async () => {
    const position = await head();
    const refusals = [
      [anonymous, 'A1', 'H29', 'UNAUTHENTICATED'],
      [developer, 'A1', 'H29', 'FORBIDDEN'],
      [architect, 'A1', 'H29', 'FORBIDDEN'],
      [stewardOf('A1'), 'A1', 'H29', 'FORBIDDEN'],
      [administrator, 'A9', 'H29', 'NOT_FOUND'],
      [administrator, 'A1', 'H29.1.2.3.4', 'BAD_USER_INPUT'],
      [administrator, 'A1', '29', 'BAD_USER_INPUT'],
    ] as const;
    for (const [viewer, agency, code, error] of refusals)
      expect([code, ...(await set(agency, code, viewer)).errors.map((one) => one.code)]).toEqual([code, error]);
    expect((await set('A1', 'H29', administrator, { mark: 'FACT' })).errors[0]?.code).toBe('CONFLICT');
    expect(await head()).toBe(position);

    expect((await set('A1', 'H28')).errors).toEqual([]);
    expect((await set('A1', 'H29.1.23')).data.done.electronicCode).toEqual({ code: 'H29.1.23', mark: 'ILLUSTRATIVE' });
    await set('A1', 'H29.1.23');
    expect(await told(position)).toEqual([
      { kind: 'electronic-code.set', agency: 'A1', code: 'H28' },
      { kind: 'electronic-code.set', agency: 'A1', code: 'H29.1.23' },
    ]);
    expect([await found('H29.1.23'), await found('H28'), await found('H29')]).toEqual([['A1'], [], []]);
  });

  it('is of one agency, also when two are given it at once', async () => {
    const position = await head();
    const both = await atOnce(catalog, `owners.agency where code in ('A2', 'A3')`, [
      () => set('A2', 'G01'),
      () => set('A3', 'G01'),
    ]);
    const errors = both.flatMap((answer) => answer.errors);
    expect(errors).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('Another agency has this electronic identification code') },
    ]);
    expect(await found('G01')).toHaveLength(1);
    expect(await told(position)).toHaveLength(1);
  });
});

describe('an assessment of maturity', () => {
  const assess = (assessedOn: string, level: number, viewer = administrator, more: object = {}) =>
    catalog.ask(
      'mutation ($input: AssessMaturityInput!) { done: assessMaturity(input: $input) { maturity { level } } }',
      {
        input: {
          agency: 'A4',
          assessedOn,
          level,
          postVi: 'Đầu mối',
          postEn: 'Focal point',
          evidence: 'No. 12',
          ...more,
        },
      },
      viewer,
    );
  const history = async () => {
    const { data } = await catalog.ask(
      `{ agency(code: "A4") { maturity { level assessorPost(lang: EN) evidence } earlier: maturity(asOf: "2026-03-01") { level }
           maturityHistory { level assessedOn } } }`,
      {},
      anonymous,
    );
    return data.agency;
  };

  it('is recorded by stewards of the agency, and stands until the next one', async () => {
    const position = await head();
    const refusals = [
      [anonymous, '2026-02-01', 2, {}, 'UNAUTHENTICATED'],
      [architect, '2026-02-01', 2, {}, 'FORBIDDEN'],
      [stewardOf('A1'), '2026-02-01', 2, {}, 'FORBIDDEN'],
      [administrator, '2026-02-01', 0, {}, 'BAD_USER_INPUT'],
      [administrator, '2026-02-01', 6, {}, 'BAD_USER_INPUT'],
      [administrator, '2026-06-02', 2, {}, 'BAD_USER_INPUT'],
      [administrator, '2026-02-01', 2, { evidence: ' ' }, 'BAD_USER_INPUT'],
      [administrator, '2026-02-01', 2, { agency: 'A9' }, 'NOT_FOUND'],
      [administrator, '2026-02-01', 2, { mark: 'FACT' }, 'CONFLICT'],
    ] as const;
    for (const [viewer, day, level, more, error] of refusals)
      expect([day, level, ...(await assess(day, level, viewer, more)).errors.map((one) => one.code)]).toEqual([
        day,
        level,
        error,
      ]);
    expect(await history()).toEqual({ maturity: null, earlier: null, maturityHistory: [] });
    expect(await head()).toBe(position);

    expect((await assess('2026-05-01', 3, stewardOf('A4'))).errors).toEqual([]);
    expect((await assess('2026-02-01', 1)).data.done.maturity).toEqual({ level: 3 });
    await assess('2026-02-01', 1);
    expect(await told(position)).toMatchObject([
      { kind: 'maturity.assessed', agency: 'A4', level: 3, evidence: 'No. 12' },
      { kind: 'maturity.assessed', agency: 'A4', level: 1 },
    ]);
    expect(await history()).toEqual({
      maturity: { level: 3, assessorPost: 'Focal point', evidence: 'No. 12' },
      earlier: { level: 1 },
      maturityHistory: [
        { level: 3, assessedOn: '2026-04-30T17:00:00.000Z' },
        { level: 1, assessedOn: '2026-01-31T17:00:00.000Z' },
      ],
    });
  });

  it('is never changed: of two levels for one day at once, one stands', async () => {
    const position = await head();
    const both = await atOnce(catalog, `owners.agency where code = 'A4'`, [
      () => assess('2026-04-01', 4),
      () => assess('2026-04-01', 5),
    ]);
    expect(both.flatMap((answer) => answer.errors)).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('assessed at that instant already') },
    ]);
    expect(await told(position)).toHaveLength(1);
    expect((await history()).maturityHistory).toHaveLength(3);
  });
});
