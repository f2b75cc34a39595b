import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { SURVEY_STATES } from '../../../subgraphs/datasets/survey-states.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { create, dataset, declare, factsAfter, head, rowCounts, sql } from './catalog.ts';

const MOVE = 'mutation ($input: MoveSurveyInput!) { moveSurvey(input: $input) { surveyState } }';
const SAID = { postVi: 'Trưởng phòng', postEn: 'Head of office', evidence: 'BB-12/2026' };
const BACK = { reasonVi: 'Có lỗi', reasonEn: 'Found faulty' };

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(datasets, fixedClock('2026-08-01T00:00:00Z'));
  await declare(
    subgraph,
    dataset('D1'),
    dataset('D2', { sharingClass: 'SHARED' }),
    dataset('D3', { surveyState: 'STANDARDISED' }),
    dataset('D4'),
  );
});
afterAll(async () => {
  expect(subgraph.unexpected).toEqual([]);
  await subgraph.close();
});

const move = (input: object, viewer = stewardOf('A11')) => subgraph.ask(MOVE, { input: { ...SAID, ...input } }, viewer);
const refused = async (input: object, viewer?: typeof administrator) => {
  const before = await rowCounts(subgraph);
  const { errors } = await move(input, viewer);
  expect(await rowCounts(subgraph)).toEqual(before);
  return errors;
};

describe('the inventory survey of a dataset', () => {
  it('goes one step at a time, each with date, post and evidence, and back for a reason', async () => {
    const before = await head(subgraph);
    for (const [to, at] of [
      ['REVIEWED', '2026-03-01'],
      ['STANDARDISED', '2026-05-01'],
      ['CONNECTED', '2026-07-01'],
    ]) {
      expect((await move({ dataset: 'D1', to, at })).data.moveSurvey).toEqual({ surveyState: to });
    }
    expect((await move({ dataset: 'D1', to: 'REVIEWED', ...BACK })).data.moveSurvey.surveyState).toBe('REVIEWED');
    const { data } = await subgraph.ask(
      '{ dataset(code: "D1") { surveyState surveyHistory { from to at post(lang: EN) evidence reason(lang: EN) } } }',
    );
    expect(data.dataset.surveyState).toBe('REVIEWED');
    expect(
      data.dataset.surveyHistory.map((step: Record<string, unknown>) => [
        step['from'],
        step['to'],
        step['post'],
        step['reason'],
      ]),
    ).toEqual([
      [null, 'NOT_REVIEWED', null, null],
      ['NOT_REVIEWED', 'REVIEWED', 'Head of office', null],
      ['REVIEWED', 'STANDARDISED', 'Head of office', null],
      ['STANDARDISED', 'CONNECTED', 'Head of office', null],
      ['CONNECTED', 'REVIEWED', 'Head of office', 'Found faulty'],
    ]);
    const told = await factsAfter(subgraph, before);
    expect(told.map(({ kind, body }) => [kind, body['surveyState']])).toEqual(
      ['REVIEWED', 'STANDARDISED', 'CONNECTED', 'REVIEWED'].map((state) => ['dataset.declared', state]),
    );
  });

  it.each(
    SURVEY_STATES.flatMap((from, i) =>
      SURVEY_STATES.flatMap((to, j) => (j === i || j > i + 1 ? [[from, to] as const] : [])),
    ),
  )('does not go from %s to %s, and says what may follow', async (from, to) => {
    const code = `J-${from}-${to}`;
    await declare(subgraph, dataset(code, { surveyState: from }));
    expect(await refused({ dataset: code, to })).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining(`is ${from} and cannot become ${to}`) },
    ]);
  });

  it('is refused without what would let it be checked, in the future, and before its last step', async () => {
    await move({ dataset: 'D2', to: 'REVIEWED', at: '2026-06-01' });
    expect(await refused({ dataset: 'D2', to: 'STANDARDISED', evidence: ' ' })).toMatchObject([
      { code: 'BAD_USER_INPUT' },
    ]);
    expect(await refused({ dataset: 'D2', to: 'STANDARDISED', at: '2026-08-02' })).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('future') },
    ]);
    expect(await refused({ dataset: 'D2', to: 'STANDARDISED', at: '2026-05-01' })).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('last step') },
    ]);
    expect(await refused({ dataset: 'D2', to: 'NOT_REVIEWED' })).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('reasonVi') },
    ]);
    expect(await refused({ dataset: 'D2', to: 'NOT_REVIEWED', reasonVi: 'x' })).toMatchObject([
      { code: 'BAD_USER_INPUT' },
    ]);
  });

  it('is moved by stewards of the publisher and administrators; where it is hidden there is none', async () => {
    const step = { dataset: 'D3', to: 'CONNECTED' };
    expect((await refused(step, developer))[0]?.code).toBe('NOT_FOUND');
    expect((await refused(step, stewardOf('A12')))[0]?.code).toBe('NOT_FOUND');
    expect((await refused(step, architect))[0]?.code).toBe('FORBIDDEN');
    expect((await refused({ ...step, dataset: 'D2' }, stewardOf('A12')))[0]?.code).toBe('FORBIDDEN');
    expect((await refused(step, anonymous))[0]?.code).toBe('NOT_FOUND');
    expect((await move(step, administrator)).errors).toEqual([]);
  });

  it('is begun before only when an administrator says so', async () => {
    const input = dataset('D9', { surveyState: 'CONNECTED' });
    const asSteward = await subgraph.ask(
      'mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { code } }',
      { input },
      stewardOf('A11'),
    );
    expect(asSteward.errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await create(subgraph, input)).errors).toEqual([]);
  });

  it('takes one of two steps at once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => move({ dataset: 'D4', to: 'REVIEWED' })));
    expect(answers.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['CONFLICT', 'CONFLICT']);
  });

  it('is counted by agency and post within a span, of datasets that are seen, in one statement for any number of agencies', async () => {
    await declare(
      subgraph,
      dataset('D80', { publisher: 'A12', sharingClass: 'SHARED' }),
      dataset('D81', { publisher: 'A12' }),
    );
    const officer = { postVi: 'Chuyên viên', postEn: 'Officer' };
    for (const input of [
      { dataset: 'D80', to: 'REVIEWED', at: '2026-06-01', ...officer },
      { dataset: 'D81', to: 'REVIEWED', at: '2026-03-01' },
      { dataset: 'D81', to: 'STANDARDISED', at: '2026-05-01' },
      { dataset: 'D81', to: 'REVIEWED', at: '2026-07-01', ...BACK },
    ]) {
      expect((await move(input, administrator)).errors).toEqual([]);
    }
    const STEPS = `query ($r: [_Any!]!, $from: DateTime, $before: DateTime) { _entities(representations: $r) {
      ... on Agency { code surveySteps(from: $from, before: $before) { post(lang: EN) steps reopened } } } }`;
    const ask = async (viewer = architect, span: object = {}, codes = ['A12', 'A13']) => {
      const r = codes.map((code) => ({ __typename: 'Agency', code }));
      const { data, errors } = await subgraph.ask(STEPS, { r, ...span }, viewer);
      expect(errors).toEqual([]);
      return data._entities;
    };
    const byOfficer = { post: 'Officer', steps: 1, reopened: 0 };
    expect(await ask()).toEqual([
      { code: 'A12', surveySteps: [byOfficer, { post: 'Head of office', steps: 3, reopened: 1 }] },
      { code: 'A13', surveySteps: [] },
    ]);
    expect((await ask(architect, { from: '2026-05-01', before: '2026-07-01' }))[0].surveySteps).toEqual([
      byOfficer,
      { post: 'Head of office', steps: 1, reopened: 0 },
    ]);
    expect((await ask(developer))[0].surveySteps).toEqual([byOfficer]);
    expect((await ask(anonymous))[0].surveySteps).toEqual([]);
    const before = subgraph.statements.length;
    await ask();
    const few = subgraph.statements.length - before;
    await ask(
      architect,
      {},
      Array.from({ length: 50 }, (_, i) => `A${i}`),
    );
    expect(subgraph.statements.length - before - few).toBe(few);
  });

  it('is held by the database too', async () => {
    await expect(
      sql(subgraph, "update datasets.dataset set survey_state = 'CONNECTED' where code = 'D4'"),
    ).rejects.toThrow('cannot go from REVIEWED to CONNECTED');
    await expect(
      sql(subgraph, "update datasets.dataset set survey_state = 'STANDARDISED' where code = 'D4'"),
    ).rejects.toThrow('its history ends with');
    await expect(sql(subgraph, "delete from datasets.survey_transition where dataset_code = 'D4'")).rejects.toThrow(
      'never rewritten',
    );
  });
});
