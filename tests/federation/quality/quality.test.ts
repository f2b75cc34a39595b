import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { asProcess } from '../../../kernel/database/acting-as.ts';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import { quality } from '../../../subgraphs/quality/index.ts';
import { atOnce } from '../../support/at-once.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';

const OWNER = stewardOf('A11');
const NOW = '2026-03-01T00:00:00.000Z';
let subgraph: TestSubgraph;
let told = 0;

/** Lets facts of a feed arrive. */
async function tell(
  from: string,
  ...facts: [kind: string, key: string, body: Record<string, unknown>][]
): Promise<void> {
  const followed = quality.consumes.find((one) => one.from === from);
  const numbered = facts.map(([kind, key, body]) => ({
    seq: ++told,
    kind,
    key,
    body,
    actor: 'test',
    recordedAt: NOW,
  }));
  await asProcess(() =>
    subgraph.running.orm.em.fork().transactional((em) => followed?.apply(em, numbered) ?? Promise.resolve()),
  );
}

const declared = (code: string, sharingClass: string, more: Record<string, unknown> = {}) =>
  [
    'dataset.declared',
    code,
    {
      code,
      publisher: 'A11',
      tier: 'SPECIALIZED',
      sharingClass,
      importanceClass: 'OTHER',
      updateInterval: 'P1D',
      dataLayer: 'MASTER',
      dataBlock: 'INSTITUTIONS',
      surveyState: 'REVIEWED',
      ...more,
    },
  ] as [string, string, Record<string, unknown>];
const schema = (dataset: string, ...fields: string[]) =>
  [
    'schema.written',
    dataset,
    {
      dataset,
      version: 1,
      fields: fields.map((field, index) => {
        const [name, type] = field.split(':');
        return { name, type, position: index + 1 };
      }),
    },
  ] as [string, string, Record<string, unknown>];
const measured = (dataset: string, criterion: string, value: number, measuredAt: string) =>
  [
    'quality.measured',
    dataset,
    { dataset, criterion, metric: 'khop', value, measuredAt, method: null, mark: 'FACT', source: 'x' },
  ] as [string, string, Record<string, unknown>];

beforeAll(async () => {
  subgraph = await testSubgraph(quality, fixedClock(NOW));
  await tell(
    'datasets',
    declared('N01', 'PRIVATE', { publisher: 'B01' }),
    declared('S26', 'PRIVATE'),
    declared('S27', 'SHARED'),
    declared('O10', 'OPEN', { publisher: 'A12' }),
    schema('N01', 'so_dinh_danh:STR'),
    schema('S27', 'so_dinh_danh:INT', 'ten:STR'),
    schema('S26', 'so_dinh_danh:STR'),
    measured('S27', 'ACCURATE', 0.5, '2026-01-01T00:00:00.000Z'),
    measured('S27', 'ACCURATE', 0.9, '2026-02-01T00:00:00.000Z'),
    [
      'list-version.approved',
      'open@1',
      { list: 'open', version: 1, approvedOn: '2026-01-20', members: ['O10', 'S27'] },
    ],
  );
  await tell(
    'standards',
    ['field.bound', 'N01.so_dinh_danh', { field: 'N01.so_dinh_danh', element: 'so_dinh_danh' }],
    ['field.bound', 'S27.so_dinh_danh', { field: 'S27.so_dinh_danh', element: 'so_dinh_danh' }],
    ['master.approved', 'so_dinh_danh', { element: 'so_dinh_danh', dataset: 'N01', approved: true }],
  );
  const columns = [{ from: 'so_dinh_danh', to: 'so_dinh_danh', transformation: 'IDENTITY' }];
  const flow = { columns: [], channel: 'LGSP', validFrom: '2026-01-14T00:00:00Z', validTo: null };
  await tell(
    'lineage',
    ['flow.declared', 'F1', { code: 'F1', from: 'S27', to: 'O10', ...flow }],
    ['flow.declared', 'F2', { code: 'F2', from: 'S27', to: 'S26', ...flow }],
    ['flow.declared', 'F3', { code: 'F3', from: 'N01', to: 'S27', ...flow, columns }],
  );
});
afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

const SCORE = `qualityScore(asOf: $asOf, list: $list) { score coverage measuredCriteria passes profile { list passMark }
  criteria { criterion measured score values { metric kind value mark } } }`;
async function scoreOf(code: string, viewer: Viewer = architect, more: { asOf?: string; list?: string } = {}) {
  const { data, errors } = await subgraph.ask(
    `query ($r: [_Any!]!, $asOf: DateTime, $list: ID) { _entities(representations: $r) { ... on Dataset { ${SCORE} } } }`,
    { r: [{ __typename: 'Dataset', code }], ...more },
    viewer,
  );
  expect(errors).toEqual([]);
  return data._entities[0].qualityScore;
}
const criterionOf = (score: { criteria: { criterion: string }[] }, wanted: string) =>
  score.criteria.find(({ criterion }) => criterion === wanted);
const valuesOf = (score: Awaited<ReturnType<typeof scoreOf>>, wanted: string): Record<string, number | null> =>
  Object.fromEntries(
    (criterionOf(score, wanted) as unknown as { values: { metric: string; value: number | null }[] }).values.map(
      ({ metric, value }) => [metric, value],
    ),
  );
const run = (
  mutation: string,
  input: Record<string, unknown>,
  viewer: Viewer = administrator,
  selection = '__typename',
) =>
  subgraph.ask(
    `mutation ($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${selection} } }`,
    { input },
    viewer,
  );

describe('the score of a dataset', () => {
  test('has what was declared at the instant, and what the catalog computes, each said to be so', async () => {
    const score = await scoreOf('S27');
    expect(criterionOf(score, 'ACCURATE')).toEqual({
      criterion: 'ACCURATE',
      measured: true,
      score: 0.9,
      values: [{ metric: 'khop', kind: 'DECLARED', value: 0.9, mark: 'FACT' }],
    });
    expect(valuesOf(await scoreOf('S27', architect, { asOf: '2026-01-15' }), 'ACCURATE')).toEqual({ khop: 0.5 });
    expect(criterionOf(score, 'CLEAN')).toEqual({ criterion: 'CLEAN', measured: false, score: null, values: [] });
    expect(valuesOf(score, 'LIVE')).toEqual({ freshness: null });
    expect(criterionOf(score, 'LIVE')).toMatchObject({ measured: false, score: null });
    expect(valuesOf(score, 'UNIFIED')).toEqual({ bound_fields: 0.5, type_agreement: 0, metadata: 5 / 6 });
    expect(valuesOf(score, 'SHARED_USE')).toEqual({ connected: 1, consumers: 2 / 3 });
    expect(score).toMatchObject({ measuredCriteria: 3, passes: null, profile: { list: null, passMark: null } });
    expect(score.coverage).toBeCloseTo(0.5);
  });

  test('is made of what the viewer sees: a hidden master source or consumer is none', async () => {
    const score = await scoreOf('S27', developer);
    expect(valuesOf(score, 'UNIFIED')).toMatchObject({ type_agreement: null });
    expect(valuesOf(score, 'SHARED_USE')).toEqual({ connected: 1, consumers: 0.5 });
  });

  test('of a hidden dataset is none', async () => {
    const { errors } = await subgraph.ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dataset { qualityScore { score } } } }',
      { r: [{ __typename: 'Dataset', code: 'S26' }] },
      developer,
    );
    expect(errors[0]).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('takes what producers report, once, and says how old the data are', async () => {
    const fact = {
      dataset: 'S27',
      time: '2026-02-27T00:00:00.000000Z',
      job: 'job:airflow|load',
      metrics: { rowCount: 10, lastUpdated: '2026-02-27T00:00:00Z', columns: [{ nullCount: 1, count: null }] },
      assertions: [{ success: true }],
    };
    for (const _again of [1, 2]) await tell('lineage', ['quality.observed', 'pg|s27', fact]);
    const score = await scoreOf('S27');
    expect(criterionOf(score, 'COMPLETE')).toMatchObject({
      score: 0.9,
      values: [{ metric: 'filled_cells', kind: 'OBSERVED', value: 0.9, mark: null }],
    });
    expect(valuesOf(score, 'CLEAN')).toEqual({ passed_checks: 1 });
    expect(valuesOf(score, 'LIVE')).toEqual({ freshness: 0.5 });
    // What nobody reported yet at that time.
    expect(valuesOf(await scoreOf('S27', architect, { asOf: '2026-02-26' }), 'LIVE')).toEqual({ freshness: null });
    expect(
      (await run('reportDatasetUpdate', { dataset: 'S27', updatedAt: '2026-02-28T12:00:00Z' }, OWNER)).errors,
    ).toEqual([]);
    expect(valuesOf(await scoreOf('S27'), 'LIVE')).toEqual({ freshness: 1 });
    expect((await run('reportDatasetUpdate', { dataset: 'S27', updatedAt: '2026-03-02' }, OWNER)).errors[0]?.code).toBe(
      'BAD_USER_INPUT',
    );
  });

  test('of more datasets takes no more statements', async () => {
    const of = async (...codes: string[]): Promise<number> => {
      await subgraph.running.audit.flush();
      subgraph.statements.length = 0;
      await subgraph.ask(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dataset { qualityScore { score } qualityTrend(criterion: LIVE) { truncated } recordGroups { total } } } }',
        { r: codes.map((code) => ({ __typename: 'Dataset', code })) },
        developer,
      );
      return subgraph.statements.length;
    };
    expect(await of('S27', 'O10')).toBe(await of('S27'));
  });
});

test('a trend shows the newest measurements, oldest first, and says when there are older ones', async () => {
  const { data } = await subgraph.ask(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dataset {
      all: qualityTrend(criterion: ACCURATE) { truncated values { value } }
      one: qualityTrend(criterion: ACCURATE, last: 1) { truncated values { value } }
      early: qualityTrend(criterion: ACCURATE, to: "2026-02-01") { values { value } } } } }`,
    { r: [{ __typename: 'Dataset', code: 'S27' }] },
  );
  expect(data._entities[0]).toEqual({
    all: { truncated: false, values: [{ value: 0.5 }, { value: 0.9 }] },
    one: { truncated: true, values: [{ value: 0.9 }] },
    early: { values: [{ value: 0.5 }] },
  });
});

describe('weights and pass marks', () => {
  const weights = { accurate: 0.5, complete: 0.1, clean: 0.1, live: 0.1, unified: 0.1, sharedUse: 0.1 };

  test('that do not add up are refused with what they add up to, and nothing is written', async () => {
    const before = await subgraph.running.feed.head();
    const { errors } = await run('setQualityProfile', { weights: { ...weights, accurate: 0.6 } });
    expect(errors[0]).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('add up to 1.1;') });
    expect((await run('setQualityProfile', { weights: { ...weights, accurate: 1.5 } })).errors[0]?.code).toBe(
      'BAD_USER_INPUT',
    );
    expect((await run('setQualityProfile', { weights }, OWNER)).errors[0]?.code).toBe('FORBIDDEN');
    expect(await subgraph.running.feed.head()).toBe(before);
    await expect(
      asProcess(() =>
        subgraph.running.orm.em.fork().execute(
          `insert into quality.profile (list_code, weight_accurate, weight_complete, weight_clean, weight_live, weight_unified, weight_shared_use, mark)
           values ('x', 0.5, 0.5, 0.5, 0, 0, 0, 'ILLUSTRATIVE')`,
        ),
      ),
    ).rejects.toThrow('profile_weights_add_up');
  });

  test('of two that are set at once are wholly those of one of them, and what is told last is what stands', async () => {
    const none = { accurate: 0, complete: 0, clean: 0, live: 0, unified: 0, sharedUse: 0 };
    const set = (passMark: number | null, accurate: number) => () =>
      run('setQualityProfile', { list: 'contested', passMark, weights: { ...none, accurate, complete: 1 - accurate } });
    expect((await set(null, 0.5)()).errors).toEqual([]);
    // Half of one and half of the other add up to 1 as well.
    const answers = await atOnce(subgraph, `quality.profile where list_code = 'contested'`, [
      set(0.9, 0.5),
      set(null, 1),
    ]);
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    const { data } = await subgraph.ask('{ qualityProfiles { list passMark criteria { criterion weight } } }');
    const stands = data.qualityProfiles.find(({ list }: { list: string }) => list === 'contested');
    const accurate = stands.criteria.find(({ criterion }: { criterion: string }) => criterion === 'ACCURATE').weight;
    expect([
      [0.9, 0.5],
      [null, 1],
    ]).toContainEqual([stands.passMark, accurate]);
    const [last] = await subgraph.running.feed.read((await subgraph.running.feed.head()) - 1, 1);
    expect(last?.body).toMatchObject({ listCode: 'contested', passMark: stands.passMark });
  });

  test('of a list hold for it alone', async () => {
    expect((await run('setQualityProfile', { list: 'open', weights, passMark: 0.4 })).errors).toEqual([]);
    expect(await scoreOf('S27', architect, { list: 'open' })).toMatchObject({
      profile: { list: 'open', passMark: 0.4 },
      passes: true,
    });
    expect(await scoreOf('S27', architect, { list: 'other' })).toMatchObject({ profile: { list: null }, passes: null });
  });
});

describe('a roll-up', () => {
  const ROLLUP = 'datasets scored score coverage undecided truncated criteria { criterion score measured coverage }';
  const rollup = async (viewer: Viewer, filter = '') =>
    (
      await subgraph.ask(
        `{ qualityRollup${filter} { ${ROLLUP} recordGroups { counted total complete missing toRebuild } } }`,
        {},
        viewer,
      )
    ).data.qualityRollup;

  test('counts datasets that the viewer sees, and what was not measured not as 0', async () => {
    const of = await rollup(architect);
    expect(of).toMatchObject({ datasets: 4, scored: 4, truncated: false });
    expect(of.criteria[0]).toEqual({ criterion: 'ACCURATE', score: 0.9, measured: 1, coverage: 0.25 });
    expect(await rollup(developer)).toMatchObject({ datasets: 2 });
    expect(await rollup(anonymous)).toMatchObject({ datasets: 1 });
  });

  test('of a list or an agency keeps to it', async () => {
    expect(await rollup(architect, '(filter: { list: "open" })')).toMatchObject({ datasets: 2 });
    expect(await rollup(architect, '(filter: { list: "open", agency: "A12" })')).toMatchObject({ datasets: 1 });
    expect(await rollup(architect, '(filter: { list: "none" })')).toMatchObject({ datasets: 0, score: null });
    expect(await rollup(architect, '(filter: { list: "open" }, asOf: "2026-01-01")')).toMatchObject({ datasets: 0 });
    const { data } = await subgraph.ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Agency { quality { datasets } } } }',
      { r: ['A11', 'A12', 'A13'].map((code) => ({ __typename: 'Agency', code })) },
      developer,
    );
    expect(data._entities.map((agency: { quality: { datasets: number } }) => agency.quality.datasets)).toEqual([
      1, 1, 0,
    ]);
  });

  test('of a list whose version in force names nothing, or nothing that the viewer sees, is of nothing, not of the version before it', async () => {
    const approved = (list: string, version: number, approvedOn: string, members: string[]) =>
      ['list-version.approved', `${list}@${version}`, { list, version, approvedOn, members }] as [
        string,
        string,
        Record<string, unknown>,
      ];
    await tell(
      'datasets',
      approved('emptied', 1, '2026-01-20', ['O10', 'S27']),
      approved('emptied', 2, '2026-02-10', []),
      approved('hidden', 1, '2026-01-20', ['O10']),
      approved('hidden', 2, '2026-02-10', ['S26']),
    );
    await tell('standards', [
      'mandate-list-version.approved',
      'ML@1',
      { list: 'ML', version: 1, approvedOn: '2026-01-20', members: ['N01'] },
    ]);
    await tell('standards', [
      'mandate-list-version.approved',
      'ML@2',
      { list: 'ML', version: 2, approvedOn: '2026-02-10', members: [] },
    ]);
    const at = async (list: string, asOf: string, viewer: Viewer = architect) =>
      (await rollup(viewer, `(filter: { list: "${list}" }, asOf: "${asOf}")`)).datasets;
    expect([await at('emptied', '2026-02-01'), await at('emptied', '2026-03-01')]).toEqual([2, 0]);
    expect([await at('ML', '2026-02-01'), await at('ML', '2026-03-01')]).toEqual([1, 0]);
    expect([await at('hidden', '2026-03-01'), await at('hidden', '2026-03-01', developer)]).toEqual([1, 0]);
  });

  test('of nothing has no coverage, and of what nobody counted no number of records: neither is 0', async () => {
    const nothing = { complete: null, missing: null, toRebuild: null, total: null, counted: 0 };
    expect((await rollup(architect)).recordGroups).toEqual(nothing);
    const empty = await rollup(architect, '(filter: { list: "none" })');
    expect(empty).toMatchObject({ datasets: 0, score: null, coverage: null, recordGroups: nothing });
    for (const criterion of empty.criteria)
      expect(criterion).toMatchObject({ score: null, measured: 0, coverage: null });
  });

  test('adds record groups up, of those that were counted', async () => {
    const count = { dataset: 'S27', countedAt: '2026-01-31', complete: 70, missing: 20, toRebuild: 10 };
    expect((await run('addRecordGroupCount', count, OWNER, 'total completeShare')).data.addRecordGroupCount).toEqual({
      total: 100,
      completeShare: 0.7,
    });
    expect((await run('addRecordGroupCount', count, OWNER)).errors).toEqual([]);
    expect((await run('addRecordGroupCount', { ...count, complete: 71 }, OWNER)).errors[0]?.code).toBe('CONFLICT');
    expect((await run('addRecordGroupCount', { ...count, missing: -1 }, OWNER)).errors[0]?.code).toBe('BAD_USER_INPUT');
    expect((await run('addRecordGroupCount', count, stewardOf('A12'))).errors[0]?.code).toBe('FORBIDDEN');
    expect((await run('addRecordGroupCount', { ...count, dataset: 'S26' }, stewardOf('A12'))).errors[0]?.code).toBe(
      'NOT_FOUND',
    );
    await run(
      'addRecordGroupCount',
      { ...count, countedAt: '2026-02-28', complete: 90, missing: 5, toRebuild: 5 },
      OWNER,
    );
    expect((await rollup(architect)).recordGroups).toEqual({
      counted: 1,
      total: 100,
      complete: 90,
      missing: 5,
      toRebuild: 5,
    });
    const { data } = await subgraph.ask(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dataset {
        recordGroupTrend { complete } recordGroups(asOf: "2026-02-15") { complete } } } }`,
      {
        r: [
          { __typename: 'Dataset', code: 'S27' },
          { __typename: 'Dataset', code: 'O10' },
        ],
      },
    );
    expect(data._entities).toEqual([
      { recordGroupTrend: [{ complete: 70 }, { complete: 90 }], recordGroups: { complete: 70 } },
      { recordGroupTrend: [], recordGroups: null },
    ]);
  });
});

test('the reconciliation of an element says who claims it and who feeds whom, of what the viewer sees', async () => {
  const ask = async (viewer: Viewer, asOf = NOW) =>
    (
      await subgraph.ask(
        `query ($r: [_Any!]!, $asOf: DateTime) { _entities(representations: $r) { ... on DataElement { reconciliation(asOf: $asOf) {
           contested claims { dataset { code } approved } fedByMaster fedByOther notFed truncated
           fields { field { ref } role typeAgrees fedBy { field { ref } flow } } } } } }`,
        { r: [{ __typename: 'DataElement', code: 'so_dinh_danh' }], asOf },
        viewer,
      )
    ).data._entities[0].reconciliation;
  expect(await ask(architect)).toEqual({
    contested: false,
    claims: [{ dataset: { code: 'N01' }, approved: true }],
    fedByMaster: 1,
    fedByOther: 0,
    notFed: 0,
    truncated: false,
    fields: [
      { field: { ref: 'N01.so_dinh_danh' }, role: 'MASTER', typeAgrees: null, fedBy: [] },
      {
        field: { ref: 'S27.so_dinh_danh' },
        role: 'FED_BY_MASTER',
        typeAgrees: false,
        fedBy: [{ field: { ref: 'N01.so_dinh_danh' }, flow: 'F3' }],
      },
    ],
  });
  expect(await ask(architect, '2026-01-01')).toMatchObject({ fedByMaster: 0, notFed: 1 });
  expect(await ask(developer)).toMatchObject({
    claims: [],
    fields: [{ field: { ref: 'S27.so_dinh_danh' }, role: 'NOT_FED', typeAgrees: null, fedBy: [] }],
  });
});

test('metrics are defined once, and not over those that come with the program', async () => {
  const metric = {
    code: 'khop',
    criterion: 'ACCURATE',
    nameVi: 'Khớp',
    nameEn: 'Matching',
    definitionVi: 'x',
    definitionEn: 'Share of records verified',
    characteristics: ['CREDIBILITY', 'ACCURACY'],
  };
  expect((await run('defineQualityMetric', metric)).errors).toEqual([]);
  expect((await run('defineQualityMetric', { ...metric, code: 'freshness' })).errors[0]?.code).toBe('CONFLICT');
  const { data } = await subgraph.ask(
    '{ qualityMetrics { code kind criterion characteristics definition(lang: EN) dqvDimension } }',
  );
  expect(data.qualityMetrics).toHaveLength(9);
  expect(data.qualityMetrics.at(-1)).toEqual({
    code: 'khop',
    kind: 'DECLARED',
    criterion: 'ACCURATE',
    characteristics: ['ACCURACY', 'CREDIBILITY'],
    definition: 'Share of records verified',
    dqvDimension: 'urn:nguon:quality:criterion:ACCURATE',
  });
});

test('of two definitions of one metric at once one stands whole, the one that is told last', async () => {
  const define = (criterion: string, said: string) => () =>
    run('defineQualityMetric', {
      code: 'tranh',
      criterion,
      nameVi: said,
      nameEn: said,
      definitionVi: said,
      definitionEn: said,
      characteristics: [criterion === 'CLEAN' ? 'CONSISTENCY' : 'COMPLETENESS'],
    });
  expect((await define('ACCURATE', 'first')()).errors).toEqual([]);
  const head = await subgraph.running.feed.head();
  const answers = await atOnce(subgraph, `quality.metric where code = 'tranh'`, [
    define('CLEAN', 'cleaner'),
    define('COMPLETE', 'fuller'),
  ]);
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  const told = await subgraph.running.feed.read(head, 10);
  expect(told).toHaveLength(2);
  const { data } = await subgraph.ask(
    '{ qualityMetrics { code criterion name(lang: VI) definition(lang: EN) characteristics } }',
  );
  const stands = data.qualityMetrics.find(({ code }: { code: string }) => code === 'tranh');
  const { criterion, nameVi, definitionEn, characteristics } = { ...told[1]?.body } as Record<string, unknown>;
  expect(stands).toEqual({ code: 'tranh', criterion, name: nameVi, definition: definitionEn, characteristics });
  expect([
    ['CLEAN', 'cleaner', ['CONSISTENCY']],
    ['COMPLETE', 'fuller', ['COMPLETENESS']],
  ]).toContainEqual([stands.criterion, stands.definition, stands.characteristics]);
});

test('a metric that two define at once for the first time is defined once, and nothing of the other is told', async () => {
  const define = (said: string) => () =>
    run('defineQualityMetric', {
      code: 'tranh-moi',
      criterion: 'CLEAN',
      nameVi: said,
      nameEn: said,
      definitionVi: said,
      definitionEn: said,
      characteristics: ['CONSISTENCY'],
    });
  const head = await subgraph.running.feed.head();
  const refused = (await Promise.all(['a', 'b', 'c', 'd'].map((said) => define(said)()))).flatMap(
    ({ errors }) => errors,
  );
  for (const { code } of refused) expect(code).toBe('CONFLICT');
  const told = await subgraph.running.feed.read(head, 10);
  expect(told).toHaveLength(4 - refused.length);
  const { data } = await subgraph.ask('{ qualityMetrics { code definition(lang: EN) } }');
  const stands = data.qualityMetrics.filter(({ code }: { code: string }) => code === 'tranh-moi');
  expect(stands).toEqual([
    { code: 'tranh-moi', definition: ({ ...told.at(-1)?.body } as { definitionEn: string }).definitionEn },
  ]);
});
