import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import { anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { CORE, NATIONAL, OPEN, PRIVATE, SHARED, type StandardsCatalog, startStandards } from './catalog.ts';

let catalog: StandardsCatalog;
beforeAll(async () => {
  catalog = await startStandards();
  await catalog.tell(OPEN, SHARED, PRIVATE, CORE, NATIONAL);
  await catalog.element('ho_ten');
});
afterAll(async () => {
  expect(catalog.unexpected).toEqual([]);
  await catalog.close();
});

const claims = async (element: string, viewer: Viewer = architect) => {
  const { data } = await catalog.ask(
    `{ dataElement(code: "${element}") { masterSource { dataset { code } } claims { element { code } dataset { code } approved mark source } } }`,
    undefined,
    viewer,
  );
  const { masterSource, claims: all } = data.dataElement;
  return {
    master: masterSource?.dataset.code ?? null,
    claims: all.map((claim: { dataset: { code: string }; approved: boolean }) => [claim.dataset.code, claim.approved]),
  };
};

describe('claims to be master source', () => {
  test('are free: several datasets claim one element', async () => {
    const head = await catalog.running.feed.head();
    for (const dataset of ['N01', 'S01', 'S26'])
      await catalog.given('claimMasterSource', { element: 'ho_ten', dataset });
    expect((await catalog.facts(head)).map(({ kind, key, body }) => [kind, key, body])).toEqual(
      ['N01', 'S01', 'S26'].map((dataset) => [
        'master.claimed',
        'ho_ten',
        { element: 'ho_ten', dataset, approved: false },
      ]),
    );
    expect(await claims('ho_ten')).toEqual({
      master: null,
      claims: [
        ['N01', false],
        ['S01', false],
        ['S26', false],
      ],
    });
  });

  test('again leave rows, feed and approval as they were', async () => {
    await catalog.given('approveMasterSource', { element: 'ho_ten', dataset: 'N01' });
    const before = await catalog.size();
    await catalog.given('claimMasterSource', { element: 'ho_ten', dataset: 'N01' });
    await catalog.given('approveMasterSource', { element: 'ho_ten', dataset: 'N01' });
    expect(await catalog.size()).toEqual(before);
    expect((await claims('ho_ten')).master).toBe('N01');
  });

  test('end at 100 for one element', async () => {
    await catalog.element('dong');
    await catalog.fill(
      "insert into standards.master_claim (element_code, dataset_code, mark) select 'dong', 'X' || n, 'ILLUSTRATIVE' from generate_series(1, 99) n",
    );
    await catalog.given('claimMasterSource', { element: 'dong', dataset: 'X0' });
    const before = await catalog.size();
    const { errors } = await catalog.run('claimMasterSource', { element: 'dong', dataset: 'X100' });
    expect(errors[0]).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('more than 100 claims') });
    expect(await catalog.size()).toEqual(before);
  });

  test.each([
    ['an unknown element', { element: 'ho_tem', dataset: 'N01' }, 'NOT_FOUND', 'Did you mean ho_ten'],
    ['a dataset code with a dot', { element: 'ho_ten', dataset: 'N01.x' }, 'BAD_USER_INPUT', 'dataset takes a code'],
    ['FACT without a source', { element: 'ho_ten', dataset: 'N02', mark: 'FACT' }, 'CONFLICT', 'needs a source'],
  ])('with %s are refused', async (_what, input, code, says) => {
    const before = await catalog.size();
    expect((await catalog.run('claimMasterSource', input)).errors[0]).toMatchObject({
      code,
      message: expect.stringContaining(says),
    });
    expect(await catalog.size()).toEqual(before);
  });
});

describe('approval of a master source', () => {
  test('is given to at most one dataset, and moves only after it is taken back', async () => {
    const head = await catalog.running.feed.head();
    const second = await catalog.run('approveMasterSource', { element: 'ho_ten', dataset: 'S01' });
    expect(second.errors[0]).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('approved: false') });
    expect(await catalog.running.feed.head()).toBe(head);

    await catalog.given('approveMasterSource', { element: 'ho_ten', dataset: 'N01', approved: false });
    await catalog.given('approveMasterSource', { element: 'ho_ten', dataset: 'S01' });
    expect(await catalog.facts(head)).toEqual([
      { kind: 'master.approved', key: 'ho_ten', body: { element: 'ho_ten', dataset: 'N01', approved: false } },
      { kind: 'master.approved', key: 'ho_ten', body: { element: 'ho_ten', dataset: 'S01', approved: true } },
    ]);
    expect((await claims('ho_ten')).master).toBe('S01');
  });

  test('is held by the database when two are approved at once', async () => {
    await catalog.element('ngay_sinh');
    for (const dataset of ['N01', 'S01']) await catalog.given('claimMasterSource', { element: 'ngay_sinh', dataset });
    const answers = await Promise.all(
      ['N01', 'S01'].map((dataset) => catalog.run('approveMasterSource', { element: 'ngay_sinh', dataset })),
    );
    expect(answers.map(({ errors }) => errors[0]?.code ?? 'approved').sort()).toEqual(['CONFLICT', 'approved']);
    expect((await claims('ngay_sinh')).claims.filter(([, approved]: [string, boolean]) => approved)).toHaveLength(1);
  });

  test('needs a claim', async () => {
    const { errors } = await catalog.run('approveMasterSource', { element: 'ho_ten', dataset: 'O10' });
    expect(errors[0]).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('claimMasterSource first') });
  });
});

describe('a claim given up', () => {
  test('is gone, and giving it up again changes nothing', async () => {
    const head = await catalog.running.feed.head();
    await catalog.given('withdrawMasterClaim', { element: 'ho_ten', dataset: 'N01' }, stewardOf('B01'));
    await catalog.given('withdrawMasterClaim', { element: 'ho_ten', dataset: 'N01' });
    expect(await catalog.facts(head)).toEqual([
      { kind: 'master.withdrawn', key: 'ho_ten', body: { element: 'ho_ten', dataset: 'N01' } },
    ]);
  });

  test('that is approved stays until an administrator takes the approval back', async () => {
    const before = await catalog.size();
    const { errors } = await catalog.run(
      'withdrawMasterClaim',
      { element: 'ho_ten', dataset: 'S01' },
      stewardOf('A02'),
    );
    expect(errors[0]).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('takes the approval back first'),
    });
    expect(await catalog.size()).toEqual(before);
  });
});

describe('who may claim and approve', () => {
  test('a steward claims for the own agency only, and approves nothing', async () => {
    await catalog.element('ma_cs');
    const run = async (mutation: string, dataset: string, viewer: Viewer) =>
      (await catalog.run(mutation, { element: 'ma_cs', dataset }, viewer)).errors[0]?.code;
    expect(await run('claimMasterSource', 'S26', stewardOf('A11'))).toBeUndefined();
    const before = await catalog.size();
    expect(await run('claimMasterSource', 'S27', stewardOf('A02'))).toBe('FORBIDDEN');
    expect(await run('claimMasterSource', 'S26', stewardOf('A02'))).toBe('NOT_FOUND');
    expect(await run('withdrawMasterClaim', 'S26', stewardOf('A02'))).toBe('NOT_FOUND');
    expect(await run('approveMasterSource', 'S26', stewardOf('A11'))).toBe('FORBIDDEN');
    for (const mutation of ['claimMasterSource', 'approveMasterSource', 'withdrawMasterClaim']) {
      expect(await run(mutation, 'S27', developer)).toBe('FORBIDDEN');
      expect(await run(mutation, 'S27', architect)).toBe('FORBIDDEN');
      expect(await run(mutation, 'S27', anonymous)).toBe('UNAUTHENTICATED');
    }
    expect(await catalog.size()).toEqual(before);
  });
});

describe('claims and master source', () => {
  test.each([
    ['anonymous', anonymous, null, []],
    ['a developer', developer, null, []],
    ['a steward of A02', stewardOf('A02'), 'S01', [['S01', true]]],
    ['a steward of A11', stewardOf('A11'), null, [['S26', false]]],
    [
      'an architect',
      architect,
      'S01',
      [
        ['S01', true],
        ['S26', false],
      ],
    ],
  ])('show to %s only datasets that the role sees', async (_who, viewer, master, seen) => {
    expect(await claims('ho_ten', viewer)).toEqual({ master, claims: seen });
  });
});
