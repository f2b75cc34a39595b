import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { consumer } from '../../../kernel/outbox/consumer.ts';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { atOnce } from '../../support/at-once.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { dataset, declare, factsAfter, field, head, rowCounts, sql, statementsOf } from './catalog.ts';

let subgraph: TestSubgraph;
const steward = stewardOf('A11');

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const run = (mutation: string, input: Record<string, unknown>, viewer = administrator) =>
  subgraph.ask(
    `mutation ($input: ${upper(mutation)}Input!) { done: ${mutation}(input: $input) { __typename } }`,
    { input },
    viewer,
  );
const refusal = async (answer: ReturnType<typeof run>) => {
  const { errors } = await answer;
  return errors.map(({ code }) => code);
};
const draft = (code: string, of: string, more: Record<string, unknown> = {}, viewer = steward) =>
  run('draftExchangeListing', { code, dataset: of, platform: 'EXCHANGE', ...more }, viewer);
const listed = async (code: string, of: string) => {
  for (const answer of [
    await draft(code, of),
    await run('confirmExchangeEligibility', { code }, steward),
    await run('listOnExchange', { code }),
  ])
    expect(answer.errors).toEqual([]);
};
const stateOf = async (code: string): Promise<string> =>
  (await subgraph.ask(`{ exchangeListing(code: "${code}") { state } }`)).data.exchangeListing.state;
/** What follows the feed beside the subgraph, once. */
const followed = async (): Promise<void> => {
  const [own] = datasets.consumes;
  if (own === undefined) throw new Error('Nothing is followed');
  const { feed, orm } = subgraph.running;
  await consumer({ feed, schema: 'datasets', fork: () => orm.em.fork(), apply: own.apply }).catchUp();
};
const trail = () =>
  sql<{ body: Record<string, unknown> }>(subgraph, 'select body from datasets.audit_trail order by seq desc limit 5');

const DEIDENTIFICATION = { method: 'k-anonymity, k = 10', document: '9/BB', approvedOn: '2026-02-01' };
const CONSENT = { document: '8/BB', obtainedOn: '2026-02-01' };

beforeAll(async () => {
  subgraph = await testSubgraph(datasets, fixedClock('2026-06-01T00:00:00Z'));
  const open = { tier: 'OPEN', sharingClass: 'OPEN' };
  const personal = { fields: [field('ma:STR!'), field('tuoi:INT:BASIC')] };
  await declare(
    subgraph,
    ...['O01', 'O02', 'O03', 'O04', 'O05'].map((code) => dataset(code, open)),
    dataset('O10', { ...open, ...personal }),
    dataset('O11', { ...open, fields: [field('cccd:STR:BASIC*')] }),
    dataset('O12', open),
    dataset('S01', {
      sharingClass: 'SHARED',
      ...personal,
      importanceClass: 'IMPORTANT',
      dataBlock: 'DEFENCE_SECURITY',
    }),
    dataset('S02'),
    dataset('N01', { tier: 'NATIONAL' }),
  );
  for (const [code, kind] of [
    ['EXCHANGE', 'MARKETPLACE'],
    ['LGSP', 'SHARING'],
  ])
    await run('createPlatform', { code, kind, nameVi: code, nameEn: code, owner: 'A03', securityLevel: 3 });
  await run('createDataList', { code: 'open', kind: 'OPEN', titleVi: 'x', titleEn: 'x' });
  await run('proposeDataListVersion', { list: 'open', members: ['O01', 'O02', 'O03', 'O04', 'O05', 'O10', 'O11'] });
  await run('approveDataListVersion', { list: 'open', version: 1, document: '127/KH-UBND', approvedOn: '2026-01-20' });
});

afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

describe('eligibility', () => {
  const ask = async (code: string) => {
    const { data, errors } = await subgraph.ask(
      `{ dataset(code: "${code}") { exchangeEligibility { eligible findings { criterion holds reason(lang: EN) fields document { code } } } } }`,
    );
    expect(errors).toEqual([]);
    return data.dataset.exchangeEligibility as {
      eligible: boolean;
      findings: { criterion: string; holds: boolean; reason: string; fields: string[] }[];
    };
  };

  test.each([
    ['O01', []],
    ['O10', ['PERSONAL_DATA']],
    ['O12', ['LIST_MEMBERSHIP']],
    ['S02', ['SHARING_CLASS', 'LIST_MEMBERSHIP']],
    ['N01', ['SHARING_CLASS', 'LIST_MEMBERSHIP']],
    ['S01', ['IMPORTANCE_CLASS', 'DEFENCE_SECURITY', 'LIST_MEMBERSHIP', 'PERSONAL_DATA']],
  ])('of %s is refused by %j', async (code, against) => {
    const { eligible, findings } = await ask(code);
    expect(eligible).toBe(against.length === 0);
    expect(findings.filter(({ holds }) => !holds).map(({ criterion }) => criterion)).toEqual(against);
    expect(findings).toHaveLength(5);
  });

  test('of personal data asks for consent or de-identification, and a hash is none', async () => {
    expect((await ask('O10')).findings[4]?.fields).toEqual(['O10.tuoi']);
    await draft('X-O10', 'O10', { deidentification: DEIDENTIFICATION });
    expect((await ask('O10')).eligible).toBe(true);
    await draft('X-O11', 'O11', { deidentification: { ...DEIDENTIFICATION, method: 'SHA-256' } });
    expect((await ask('O11')).findings[4]).toMatchObject({
      holds: false,
      fields: ['O11.cccd'],
      reason: 'A column still identifies persons directly: hashing is not de-identification.',
    });
    const changed = await run(
      'updateExchangeListing',
      { code: 'X-O11', deidentification: null, consent: CONSENT },
      steward,
    );
    expect(changed.errors).toEqual([]);
    expect((await ask('O11')).findings[4]).toMatchObject({ holds: true, reason: 'The data subjects have consented.' });
  });

  test('takes as many statements for many datasets as for one', async () => {
    const asked = (first: number) =>
      subgraph.ask(
        `{ datasets(first: ${first}) { nodes { exchangeEligibility { eligible } exchangeListing { state history { to } platform { code } } } } }`,
      );
    // Both show a listing, so that its history and platform are read.
    const one = await statementsOf(subgraph, () =>
      subgraph.ask(
        '{ datasets(filter: { codes: ["O10"] }) { nodes { exchangeEligibility { eligible } exchangeListing { state history { to } platform { code } } } } }',
      ),
    );
    expect(await statementsOf(subgraph, () => asked(50))).toBe(one);
  });
});

describe('a listing', () => {
  test('is drafted by stewards of the publisher, on a market place, one of a dataset at a time', async () => {
    const before = await rowCounts(subgraph);
    expect(await refusal(draft('X', 'O01', {}, anonymous))).toEqual(['UNAUTHENTICATED']);
    for (const viewer of [developer, architect, stewardOf('A02')])
      expect(await refusal(draft('X', 'O01', {}, viewer))).toEqual(['FORBIDDEN']);
    expect(await refusal(draft('X', 'O01', { platform: 'LGSP' }))).toEqual(['BAD_USER_INPUT']);
    expect(await refusal(draft('X', 'O01', { platform: 'EXCHANG' }))).toEqual(['NOT_FOUND']);
    expect(await refusal(draft('X', 'O99'))).toEqual(['NOT_FOUND']);
    expect(await refusal(draft('X', 'O10'))).toEqual(['CONFLICT']);
    expect(await rowCounts(subgraph)).toEqual(before);
  });

  test('goes from draft to eligible to listed to withdrawn, and tells each step', async () => {
    const position = await head(subgraph);
    await draft('X-O01', 'O01');
    expect(await refusal(run('listOnExchange', { code: 'X-O01' }))).toEqual(['CONFLICT']);
    await run('confirmExchangeEligibility', { code: 'X-O01' }, steward);
    expect(await refusal(run('updateExchangeListing', { code: 'X-O01', consent: null }, steward))).toEqual([
      'CONFLICT',
    ]);
    expect(await refusal(run('listOnExchange', { code: 'X-O01' }, steward))).toEqual(['FORBIDDEN']);
    expect((await run('listOnExchange', { code: 'X-O01' })).errors).toEqual([]);
    const reason = { reasonVi: 'Hết hạn', reasonEn: 'Expired' };
    expect((await run('withdrawExchangeListing', { code: 'X-O01', ...reason }, steward)).errors).toEqual([]);
    const [, again] = await Promise.all([0, run('withdrawExchangeListing', { code: 'X-O01', ...reason })]);
    expect(again.errors[0]?.message).toContain('X-O01 is WITHDRAWN and cannot become WITHDRAWN: that is final');
    expect((await factsAfter(subgraph, position)).map(({ body }) => body['state'])).toEqual([
      'DRAFT',
      'ELIGIBLE',
      'LISTED',
      'WITHDRAWN',
    ]);
    const { data } = await subgraph.ask(
      '{ exchangeListing(code: "X-O01") { history { from to automatic reason(lang: EN) } dataset { code } platform { code } } }',
    );
    expect(data.exchangeListing.history.at(-1)).toEqual({
      from: 'LISTED',
      to: 'WITHDRAWN',
      automatic: false,
      reason: 'Expired',
    });
  });

  test('of a dataset that is not eligible is refused, and says why', async () => {
    await draft('X-O12', 'O12');
    const before = await rowCounts(subgraph);
    const { errors } = await run('confirmExchangeEligibility', { code: 'X-O12' }, steward);
    expect(errors[0]).toMatchObject({ code: 'CONFLICT' });
    expect(errors[0]?.message).toContain(
      'O12 may not be offered on the market place: Not on an approved list in force.',
    );
    expect(await rowCounts(subgraph)).toEqual(before);
    // Found eligible, then changed, before anything followed.
    await draft('X-O02', 'O02');
    await run('confirmExchangeEligibility', { code: 'X-O02' }, steward);
    await run('updateDataset', { code: 'O02', importanceClass: 'IMPORTANT' }, steward);
    expect((await run('listOnExchange', { code: 'X-O02' })).errors[0]?.message).toContain('Core and important data');
    await followed();
    expect(await stateOf('X-O02')).toBe('DRAFT');
  });

  test('of two that offer at once one wins', async () => {
    await draft('X-O05', 'O05');
    await run('confirmExchangeEligibility', { code: 'X-O05' }, steward);
    const answers = await Promise.all([1, 2, 3].map(() => run('listOnExchange', { code: 'X-O05' })));
    expect(answers.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['CONFLICT', 'CONFLICT']);
    const { data } = await subgraph.ask('{ exchangeListing(code: "X-O05") { history { to } } }');
    expect(data.exchangeListing.history.map(({ to }: { to: string }) => to)).toEqual(['DRAFT', 'ELIGIBLE', 'LISTED']);
  });

  test('is withdrawn when the class, a column or the list changes, with the reason, as a record of its own', async () => {
    await listed('X-O03', 'O03');
    await listed('X-O04', 'O04');
    await followed();
    expect([await stateOf('X-O03'), await stateOf('X-O04')]).toEqual(['LISTED', 'LISTED']);
    await run('updateDataset', { code: 'O03', sharingClass: 'PRIVATE' }, steward);
    await run('updateField', { dataset: 'O05', name: 'ma', piiClass: 'BASIC' }, steward);
    await run('proposeDataListChanges', { list: 'open', remove: ['O04'] }, steward);
    await run('approveDataListVersion', {
      list: 'open',
      version: 2,
      document: '128/KH-UBND',
      approvedOn: '2026-05-01',
    });
    const position = await head(subgraph);
    await followed();
    const { data } = await subgraph.ask(
      '{ exchangeListings(filter: { state: WITHDRAWN }) { nodes { code history { from to automatic reason(lang: EN) } } } }',
    );
    const lasts = data.exchangeListings.nodes.map((node: { code: string; history: object[] }) => [
      node.code,
      node.history.at(-1),
    ]);
    const by = (reason: string) => ({ from: 'LISTED', to: 'WITHDRAWN', automatic: true, reason });
    expect(lasts.slice(1)).toEqual([
      ['X-O03', by('Private data. Not on an approved list in force.')],
      ['X-O04', by('Not on an approved list in force.')],
      ['X-O05', by('Personal data that is not de-identified, without the consent of the data subjects.')],
    ]);
    expect((await factsAfter(subgraph, position)).map(({ key, actor }) => [key, actor])).toEqual(
      ['X-O03', 'X-O04', 'X-O05'].map((key) => [key, 'process:exchange']),
    );
    // What the question above showed is on record too, when its answer is given or a moment later.
    const written = (await trail()).map(({ body }) => body).filter(({ action }) => action !== 'query');
    const records = written.slice(0, 3);
    expect(records.map(({ subject, role, action, targets }) => [subject, role, action, targets])).toEqual(
      ['X-O05', 'X-O04', 'X-O03'].map((code) => [
        'process:exchange',
        'system',
        'takeBackExchangeListing',
        expect.arrayContaining([code, code.slice(2)]),
      ]),
    );
    const before = await rowCounts(subgraph);
    await followed();
    expect(await rowCounts(subgraph)).toEqual(before);
  });

  test('is seen by those who see its dataset, and its code is not given away', async () => {
    const ask = (viewer: typeof administrator) =>
      subgraph.ask(
        '{ exchangeListing(code: "X-O03") { code } exchangeListings { totalCount nodes { code } } }',
        {},
        viewer,
      );
    const hidden = await ask(developer);
    expect(hidden.errors[0]?.code).toBe('NOT_FOUND');
    expect(hidden.data.exchangeListings.nodes.map(({ code }: { code: string }) => code)).not.toContain('X-O03');
    expect(hidden.data.exchangeListings.totalCount).toBe((await ask(architect)).data.exchangeListings.totalCount - 2);
    const taken = await draft('X-O03', 'O20', {}, stewardOf('A02'));
    expect(taken.errors[0]?.code).toBe('NOT_FOUND');
    await declare(subgraph, dataset('O20', { tier: 'OPEN', sharingClass: 'OPEN', publisher: 'A02' }));
    const kept = await draft('X-O03', 'O20', {}, stewardOf('A02'));
    expect(kept.errors[0]).toMatchObject({ code: 'FORBIDDEN' });
    expect(kept.errors[0]?.message).not.toContain('exists');
  });

  test('is held by the database: steps, one at a time, a history that stays', async () => {
    await expect(
      sql(subgraph, `update datasets.exchange_listing set state = 'LISTED' where code = 'X-O03'`),
    ).rejects.toThrow(/cannot go from WITHDRAWN to LISTED/);
    await expect(sql(subgraph, `delete from datasets.exchange_transition`)).rejects.toThrow(/never rewritten/);
    await expect(
      sql(
        subgraph,
        `insert into datasets.exchange_listing (code, dataset_code, platform_code, state, mark) values ('Y', 'O10', 'EXCHANGE', 'DRAFT', 'ILLUSTRATIVE')`,
      ),
    ).rejects.toThrow(/exchange_listing_one_at_a_time/);
  });
});

describe('a listing', () => {
  test('that is confirmed, offered and withdrawn at once takes whole steps, each from the one before it', async () => {
    await draft('X-race', 'O04');
    const position = await head(subgraph);
    const answers = await atOnce(subgraph, `datasets.dataset where code = 'O04'`, [
      () => run('confirmExchangeEligibility', { code: 'X-race' }, steward),
      () => run('withdrawExchangeListing', { code: 'X-race', reasonVi: 'x', reasonEn: 'x' }, steward),
      () => run('confirmExchangeEligibility', { code: 'X-race' }, steward),
      () => draft('X-race-2', 'O04'),
    ]);
    const refused = answers.flatMap(({ errors }) => errors.map(({ code }) => code));
    expect(new Set(refused)).toEqual(new Set(['CONFLICT']));
    expect(await factsAfter(subgraph, position)).toHaveLength(answers.length - refused.length);
    const { data } = await subgraph.ask('{ exchangeListing(code: "X-race") { state history { from to } } }');
    const { state, history } = data.exchangeListing as { state: string; history: { from: string; to: string }[] };
    expect(history.at(-1)?.to).toBe(state);
    history.reduce((before: string | null, { from, to }) => {
      expect(from).toBe(before);
      return to;
    }, null);
    const listings = await subgraph.ask('{ exchangeListings(filter: { dataset: "O04" }) { nodes { state } } }');
    const open = listings.data.exchangeListings.nodes.filter((one: { state: string }) => one.state !== 'WITHDRAWN');
    expect(open.length).toBeLessThanOrEqual(1);
  });
});
