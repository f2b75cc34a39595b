import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { asProcess } from '../../../kernel/database/acting-as.ts';
import { CAMPAIGN_CONSTRAINTS } from '../../../subgraphs/campaign/campaign.constraints.ts';
import { campaign } from '../../../subgraphs/campaign/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { declareAgencies } from './followed.ts';
import { declareDatasets } from './known-datasets.ts';

const TARGET = 'mutation ($input: CreateProgressTargetInput!) { createProgressTarget(input: $input) { code year } }';
const CHANGE =
  'mutation ($input: UpdateProgressTargetInput!) { updateProgressTarget(input: $input) { code value year } }';
const REPORT =
  'mutation ($input: ReportProgressInput!) { reportProgress(input: $input) { code number inForce agency { code } } }';
const CORRECT = 'mutation ($input: CorrectProgressInput!) { correctProgress(input: $input) { code corrects value } }';
const ROLL_UP = `query ($by: RollUpDimension!, $filter: RollUpFilter, $asOf: DateTime) {
  campaign(code: "C2026") { progress(by: $by, filter: $filter, asOf: $asOf) {
    total { ...sums } groups { dataset { code } agency { code } level bloc partner { code } year summary { ...sums } }
  } } }
  fragment sums on ProgressSummary { targets reported notReported coverage reached overdue meanAttainment
    outlook { reached onTime late notAtThisRate unknown } }`;

const target = {
  campaign: 'C2026',
  measureVi: 'Bản ghi đã đối soát',
  measureEn: 'Records matched',
  unitVi: '%',
  unitEn: '%',
  value: 100,
  dueOn: '2026-12-31',
};
const report = {
  reporterPostVi: 'Phó Giám đốc',
  reporterPostEn: 'Deputy Director',
  source: 'Register of the campaign',
  evidence: '12/BC-STP',
};

describe('targets and progress', () => {
  let subgraph: TestSubgraph;
  const ask: TestSubgraph['ask'] = (...question) => subgraph.ask(...question);
  const head = (): Promise<number> => subgraph.running.feed.head();
  const made = async (document: string, input: object, viewer = administrator) => {
    const { errors, data } = await ask(document, { input }, viewer);
    expect(errors).toEqual([]);
    return Object.values(data)[0] as Record<string, unknown>;
  };
  const refused = async (document: string, input: object, viewer = administrator) => {
    const before = await head();
    const { errors } = await ask(document, { input }, viewer);
    expect(await head()).toBe(before);
    return errors;
  };
  const rolledUp = async (by: string, filter?: object, viewer = architect, asOf?: string) => {
    const { errors, data } = await ask(ROLL_UP, { by, filter, asOf }, viewer);
    expect(errors).toEqual([]);
    return data.campaign.progress;
  };

  beforeAll(async () => {
    subgraph = await testSubgraph(campaign, fixedClock('2026-08-01T00:00:00Z'));
    await declareDatasets(subgraph);
    await declareAgencies(subgraph);
    await ask('mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { code } }', {
      input: { code: 'C2026', titleVi: 'x', titleEn: 'x', launchedOn: '2026-01-14' },
    });
    for (const [code, kind] of [
      ['TRAIN', 'TRAIN'],
      ['CLEANSE', 'CLEANSE'],
    ]) {
      await made('mutation ($input: CreateTaskInput!) { createTask(input: $input) { code } }', {
        code,
        campaign: 'C2026',
        group: 'HUMAN_RESOURCES',
        kind,
        titleVi: 'x',
        titleEn: 'x',
        agency: 'A27',
        responsiblePostVi: 'x',
        responsiblePostEn: 'x',
        textVi: 'x',
        textEn: 'x',
        dueOn: '2026-06-30',
        accountablePostVi: 'x',
        accountablePostEn: 'x',
        deliverableVi: 'x',
        deliverableEn: 'x',
        authority: '214/NQ-CP',
      });
    }
    await made(TARGET, { ...target, code: 'S16-matched', dataset: 'S16' });
    await made(TARGET, { ...target, code: 'S26-matched', dataset: 'S26', dueOn: '2027-03-31' });
    await made(TARGET, { ...target, code: 'O01-matched', dataset: 'O01', dueOn: '2026-06-30' });
    await made(TARGET, { ...target, code: 'trained', task: 'TRAIN', trainingTopic: 'DATA_ANALYSIS', value: 200 });
    await made(TARGET, { ...target, code: 'A19-policy', agency: 'A19', value: 1 });
    for (const [measuredOn, value] of [
      ['2026-02-01', 10],
      ['2026-03-01', 20],
      ['2026-04-01', 30],
    ]) {
      await made(REPORT, { ...report, target: 'S16-matched', measuredOn, value }, stewardOf('A07'));
    }
    await made(REPORT, { ...report, target: 'S26-matched', measuredOn: '2026-02-01', value: 100 }, stewardOf('A11'));
    await made(REPORT, { ...report, target: 'trained', measuredOn: '2026-05-01', value: 0 });
  });
  afterAll(async () => {
    expect(subgraph.unexpected).toEqual([]);
    await subgraph.close();
  });

  it('say what is to be reached, what was reached, by whom it was said and what that lets expect', async () => {
    const { data, errors } = await ask(
      `{ progressTarget(code: "S16-matched") { measure unit(lang: EN) baseline value dueOn year dataset { code } agency { code } task { code }
         attainment earlier: attainment(asOf: "2026-03-15") before: attainment(asOf: "2026-01-15")
         latest { code value measuredOn reporterPost(lang: EN) source evidence agency { code } inForce }
         forecast { outlook points reason perDay atDeadline method }
         reports(first: 2, orderBy: { field: MEASURED_ON, direction: DESC }) { totalCount nodes { number value } } } }`,
      {},
      developer,
    );
    expect(errors).toEqual([]);
    expect(data.progressTarget).toMatchObject({
      measure: 'Bản ghi đã đối soát',
      unit: '%',
      baseline: 0,
      year: 2026,
      dataset: { code: 'S16' },
      agency: null,
      task: null,
      attainment: 0.3,
      earlier: 0.2,
      before: null,
      latest: {
        code: 'S16-matched/3',
        value: 30,
        reporterPost: 'Deputy Director',
        source: 'Register of the campaign',
        evidence: '12/BC-STP',
        agency: { code: 'A07' },
        inForce: true,
      },
      forecast: { outlook: 'ON_TIME', points: 3, method: expect.stringContaining('Theil–Sen') },
      reports: {
        totalCount: 3,
        nodes: [
          { number: 3, value: 30 },
          { number: 2, value: 20 },
        ],
      },
    });
  });

  it('are rolled up by each dimension, every target once, with what was not reported apart', async () => {
    const group = async (by: string) =>
      (await rolledUp(by)).groups.map(
        ({ summary, ...key }: Record<string, unknown> & { summary: Record<string, number> }) => [
          Object.values(key)
            .filter((value) => value !== null)
            .map((value) => (value as { code?: string }).code ?? value)[0] ?? null,
          summary['targets'],
          summary['reported'],
        ],
      );
    expect(await group('DATASET')).toEqual([
      ['O01', 1, 0],
      ['S16', 1, 1],
      ['S26', 1, 1],
      [null, 2, 1],
    ]);
    expect(await group('AGENCY')).toEqual([
      ['A06', 1, 0],
      ['A07', 1, 1],
      ['A11', 1, 1],
      ['A19', 1, 0],
      ['A27', 1, 1],
    ]);
    expect(await group('LEVEL')).toEqual([
      ['CITY', 3, 2],
      ['WARD', 1, 1],
      [null, 1, 0],
    ]);
    expect(await group('BLOC')).toEqual([
      ['GOVERNMENT', 2, 2],
      ['PARTY', 2, 1],
      [null, 1, 0],
    ]);
    expect(await group('PARTNER')).toEqual([
      ['CMC', 1, 1],
      ['VNPT', 1, 1],
      ['VTL', 1, 1],
      [null, 2, 0],
    ]);
    expect(await group('YEAR')).toEqual([
      [2026, 4, 2],
      [2027, 1, 1],
    ]);
    expect((await rolledUp('YEAR')).total).toEqual({
      targets: 5,
      reported: 3,
      notReported: 2,
      coverage: 0.6,
      reached: 1,
      overdue: 1,
      meanAttainment: expect.closeTo((0.3 + 1 + 0) / 3, 12),
      outlook: { reached: 1, onTime: 1, late: 0, notAtThisRate: 0, unknown: 3 },
    });
  });

  it('are filtered by any of them, and by who stands under whom', async () => {
    const targets = async (filter: object) => (await rolledUp('DATASET', filter)).total.targets;
    expect(await targets({ under: 'A19' })).toBe(2);
    expect(await targets({ agency: 'A19' })).toBe(1);
    expect(await targets({ bloc: 'PARTY', level: 'WARD' })).toBe(1);
    expect(await targets({ partner: 'VTL' })).toBe(1);
    expect(await targets({ year: 2027 })).toBe(1);
    expect(await targets({ training: true })).toBe(1);
    expect((await rolledUp('YEAR', undefined, architect, '2026-02-15')).total.meanAttainment).toBeCloseTo(0.55, 12);
  });

  it('of a dataset that is hidden do not exist, in lists, totals and roll-ups, for reading and for writing', async () => {
    const counted = async (viewer: typeof anonymous) => [
      (await ask('{ progressTargets { totalCount } }', {}, viewer)).data.progressTargets.totalCount,
      (await rolledUp('AGENCY', undefined, viewer)).total.targets,
    ];
    expect(await counted(architect)).toEqual([5, 5]);
    expect(await counted(stewardOf('A11'))).toEqual([5, 5]);
    expect(await counted(developer)).toEqual([4, 4]);
    expect(await counted(anonymous)).toEqual([3, 3]);
    const asked = async (code: string) =>
      (await ask('query ($c: ID!) { progressTarget(code: $c) { code } }', { c: code }, developer)).errors;
    const renamed = JSON.stringify(await asked('S26-matched')).replaceAll('S26-matched', 'S99-matched');
    expect(JSON.parse(renamed)).toEqual(await asked('S99-matched'));
    const input = { ...report, measuredOn: '2026-03-01', value: 1 };
    expect(await refused(REPORT, { ...input, target: 'S26-matched' }, stewardOf('A12'))).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    expect(
      await refused(CORRECT, { ...input, report: 'S26-matched/1', reasonVi: 'x', reasonEn: 'x' }, stewardOf('A12')),
    ).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('are reported by stewards of the responsible agency alone, once an instant, never for the future', async () => {
    const input = { ...report, target: 'S16-matched', measuredOn: '2026-05-01', value: 40 };
    expect(await refused(REPORT, input, stewardOf('A11'))).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect(await refused(REPORT, input, architect)).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect(await refused(REPORT, { ...input, target: 'O01-matched' }, anonymous)).toMatchObject([
      { code: 'UNAUTHENTICATED' },
    ]);
    expect(await refused(REPORT, { ...input, measuredOn: '2026-04-01' }, stewardOf('A07'))).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('S16-matched/3') },
    ]);
    expect(await refused(REPORT, { ...input, measuredOn: '2026-08-02' }, stewardOf('A07'))).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('future') },
    ]);
    expect(await refused(REPORT, { ...input, evidence: ' ' }, stewardOf('A07'))).toMatchObject([
      { code: 'BAD_USER_INPUT' },
    ]);
    expect(await refused(REPORT, { ...input, target: 'trained', value: 1.5 })).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('counted') },
    ]);
  });

  it('are refused when they say nothing that could be followed', async () => {
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ dataset: 'S16', value: 0 }, /must differ from baseline/],
      [{}, /given: neither/],
      [{ dataset: 'S16', agency: 'A07' }, /given: S16 and A07/],
      [{ task: 'CLEANSE', trainingTopic: 'DATA_ANALYSIS' }, /CLEANSE, which is CLEANSE/],
      [{ agency: 'A27', trainingTopic: 'DATA_ANALYSIS' }, /no task/],
      [{ task: 'TRAIN', trainingTopic: 'DATA_ANALYSIS', value: 1.5 }, /number of people/],
    ];
    for (const [given, message] of wrong) {
      expect(await refused(TARGET, { ...target, code: 'X', ...given })).toMatchObject([
        { code: 'BAD_USER_INPUT', message: expect.stringMatching(message) },
      ]);
    }
    expect(await refused(TARGET, { ...target, code: 'X', dataset: 'S17' })).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await refused(TARGET, { ...target, code: 'S16-matched', dataset: 'S16' })).toMatchObject([
      { code: 'CONFLICT' },
    ]);
    expect(await refused(TARGET, { ...target, code: 'X', dataset: 'S16' }, stewardOf('A07'))).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
    expect(await refused(CHANGE, { code: 'S16-matched', value: 0 })).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
  });

  it('keep what was corrected; of two corrections at once one wins', async () => {
    await made(TARGET, { ...target, code: 'O01-twice', dataset: 'O01' });
    await made(REPORT, { ...report, target: 'O01-twice', measuredOn: '2026-02-01', value: 10 });
    const input = {
      ...report,
      report: 'O01-twice/1',
      measuredOn: '2026-02-01',
      reasonVi: 'Gõ nhầm',
      reasonEn: 'Mistyped',
    };
    const answers = await Promise.all([1, 2, 3].map((value) => ask(CORRECT, { input: { ...input, value } })));
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(answers.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['CONFLICT', 'CONFLICT']);
    const { data } = await ask(
      `{ progressTarget(code: "O01-twice") { latest { code } reports { nodes { code inForce corrects correctedBy reason(lang: EN) } }
         kept: reports(inForce: true) { totalCount } } }`,
    );
    expect(data.progressTarget).toEqual({
      latest: { code: 'O01-twice/2' },
      reports: {
        nodes: [
          { code: 'O01-twice/1', inForce: false, corrects: null, correctedBy: 'O01-twice/2', reason: null },
          { code: 'O01-twice/2', inForce: true, corrects: 'O01-twice/1', correctedBy: null, reason: 'Mistyped' },
        ],
      },
      kept: { totalCount: 1 },
    });
    const rewritten = asProcess(() =>
      subgraph.running.orm.em
        .fork()
        .execute("update campaign.progress_report set value = 1 where code = 'O01-twice/1'"),
    );
    await expect(rewritten).rejects.toThrow('never rewritten');
  });

  it('take two reports of one instant once', async () => {
    await made(TARGET, { ...target, code: 'O01-race', dataset: 'O01' });
    const input = { ...report, target: 'O01-race', measuredOn: '2026-02-01' };
    const answers = await Promise.all([1, 2].map((value) => ask(REPORT, { input: { ...input, value } })));
    expect(answers.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['CONFLICT']);
  });

  it('cost as many statements for all targets as for one', async () => {
    const counted = async (filter: object) => {
      subgraph.statements.length = 0;
      await rolledUp('AGENCY', filter);
      return subgraph.statements.length;
    };
    expect(await counted({})).toBe(await counted({ dataset: 'S16' }));
    expect(await counted({})).toBeLessThanOrEqual(8);
  });

  it('enter the yearly evaluation of agencies and posts', async () => {
    const { data, errors } = await ask(
      `{ campaign(code: "C2026") { evaluations(year: 2026, first: 10) { totalCount nodes { agency { code } year
         tasks { due planned done overdue } progress { targets reported meanAttainment } posts { post(lang: EN) tasks { due } reports corrections } } }
         page: evaluations(year: 2026, first: 1) { pageInfo { hasNextPage } } early: evaluations(year: 1999) { totalCount } } }`,
      {},
      stewardOf('A12'),
    );
    expect(errors).toEqual([]);
    const { evaluations, page, early } = data.campaign;
    expect([evaluations.totalCount, page.pageInfo.hasNextPage, early.totalCount]).toEqual([4, true, 0]);
    // A steward of A12 does not see S26 of A11, nor what was reported of it.
    expect(evaluations.nodes).toMatchObject([
      {
        agency: { code: 'A07' },
        tasks: { due: 0 },
        progress: { targets: 1, reported: 1 },
        posts: [{ reports: 3, corrections: 0 }],
      },
      { agency: { code: 'A11' }, progress: { targets: 0, reported: 0, meanAttainment: null }, posts: [] },
      { agency: { code: 'A19' }, progress: { targets: 1, reported: 0, meanAttainment: null }, posts: [] },
      {
        agency: { code: 'A27' },
        tasks: { due: 2, planned: 2, done: 0, overdue: 2 },
        progress: { targets: 1, reported: 1 },
      },
    ]);
    expect(evaluations.nodes[3].posts).toMatchObject([
      { post: 'Deputy Director', tasks: { due: 0 }, reports: 1 },
      { post: 'x', tasks: { due: 2 }, reports: 0 },
    ]);
  });

  it('roll up the survey of the datasets that are seen', async () => {
    const survey = async (viewer: typeof anonymous) =>
      (
        await ask(
          '{ surveyProgress(by: PARTNER) { complete total { datasets connected notReviewed } groups { partner { code } counts { datasets } } } }',
          {},
          viewer,
        )
      ).data.surveyProgress;
    expect(await survey(architect)).toEqual({
      complete: true,
      total: { datasets: 4, connected: 2, notReviewed: 1 },
      groups: [
        { partner: { code: 'CMC' }, counts: { datasets: 1 } },
        { partner: { code: 'VTL' }, counts: { datasets: 1 } },
        { partner: null, counts: { datasets: 2 } },
      ],
    });
    expect((await survey(developer)).total).toEqual({ datasets: 3, connected: 2, notReviewed: 0 });
    expect((await survey(anonymous)).total.datasets).toBe(1);
  });

  it('show a partner the tasks of the agencies that it works for', async () => {
    const { data } = await ask(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Partner { tasks(first: 1) { totalCount nodes { code } pageInfo { hasNextPage } } } } }`,
      { r: ['VNPT', 'VTL'].map((code) => ({ __typename: 'Partner', code })) },
    );
    expect(data._entities).toEqual([
      { tasks: { totalCount: 2, nodes: [{ code: 'CLEANSE' }], pageInfo: { hasNextPage: true } } },
      { tasks: { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false } } },
    ]);
  });

  it('have a message for every constraint of their tables', async () => {
    const rows = await subgraph.running.orm.em
      .fork()
      .execute<{ name: string }[]>(
        `select conname as name from pg_constraint where conrelid::regclass::text ~ 'progress_' and contype in ('c', 'u')`,
      );
    expect(rows.map(({ name }) => name).filter((name) => !(name in CAMPAIGN_CONSTRAINTS))).toEqual([]);
  });
});
