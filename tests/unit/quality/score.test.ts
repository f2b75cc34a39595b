import { describe, expect, it } from 'vitest';
import { QUALITY_CRITERIA, QualityCriterion } from '../../../kernel/graphql/quality-criterion.ts';
import { type MetricValue, type Profile, rollUp, scoreOf } from '../../../subgraphs/quality/score.ts';

const C = QualityCriterion;
const all = <T>(value: T): Record<QualityCriterion, T> =>
  Object.fromEntries(QUALITY_CRITERIA.map((criterion) => [criterion, value])) as Record<QualityCriterion, T>;
const profile = (more: Partial<Profile> = {}): Profile => ({
  weights: all(1 / 6),
  marks: all(null),
  passMark: null,
  ...more,
});
const value = (criterion: QualityCriterion, given: number | null, metric = 'm'): MetricValue => ({
  metric,
  criterion,
  kind: 'DECLARED',
  value: given,
  measuredAt: null,
  method: null,
  mark: null,
  source: null,
});

describe('a score on six criteria', () => {
  it('is the weighted mean of what was measured, with the share of the weights that was', () => {
    const weights = { ...all(0.1), ACCURATE: 0.5 };
    const { score, coverage, measuredCriteria } = scoreOf(
      [value(C.ACCURATE, 0.8), value(C.CLEAN, 0.2)],
      profile({ weights }),
    );
    expect(score).toBeCloseTo((0.8 * 0.5 + 0.2 * 0.1) / 0.6);
    expect(coverage).toBeCloseTo(0.6);
    expect(measuredCriteria).toBe(2);
  });

  it('tells what was not measured from 0', () => {
    const nothing = scoreOf([value(C.LIVE, null)], profile());
    expect(nothing).toMatchObject({ score: null, coverage: 0, measuredCriteria: 0 });
    expect(nothing.criteria.map(({ score }) => score)).toEqual([null, null, null, null, null, null]);
    const zero = scoreOf([value(C.LIVE, 0)], profile());
    expect(zero).toMatchObject({ score: 0, measuredCriteria: 1 });
    expect(zero.coverage).toBeCloseTo(1 / 6);
  });

  it('takes the mean of the metrics of a criterion, without those that were not measured', () => {
    const { criteria } = scoreOf(
      [value(C.UNIFIED, 1, 'a'), value(C.UNIFIED, 0.5, 'b'), value(C.UNIFIED, null, 'c')],
      profile(),
    );
    expect(criteria.find(({ criterion }) => criterion === C.UNIFIED)?.score).toBe(0.75);
  });

  it('has the six criteria in the order of the city, measured or not', () => {
    expect(scoreOf([], profile()).criteria.map(({ criterion }) => criterion)).toEqual([
      'ACCURATE',
      'COMPLETE',
      'CLEAN',
      'LIVE',
      'UNIFIED',
      'SHARED_USE',
    ]);
  });
});

describe('data pass', () => {
  const every = (given: number): MetricValue[] => QUALITY_CRITERIA.map((criterion) => value(criterion, given));
  const passes = (values: readonly MetricValue[], more: Partial<Profile>): boolean | null =>
    scoreOf(values, profile(more)).passes;

  it('or not as nobody says, without a mark', () => {
    expect(passes(every(1), {})).toBeNull();
  });

  it('at the mark and above it, and fail below', () => {
    expect(passes(every(0.7), { passMark: 0.7 })).toBe(true);
    expect(passes(every(0.69), { passMark: 0.7 })).toBe(false);
    expect(passes(every(0.69), { marks: { ...all(null), LIVE: 0.7 } })).toBe(false);
  });

  it('when what was not measured cannot make them fail, fail when it cannot make them pass, and else nobody knows', () => {
    const [first, ...others] = every(1);
    if (first === undefined) throw new Error('there are six criteria');
    // Five sixths are there already, whatever the last one is.
    expect(passes(others, { passMark: 0.8 })).toBe(true);
    expect(passes(others, { passMark: 0.9 })).toBeNull();
    expect(passes([{ ...first, value: 0 }], { passMark: 0.9 })).toBe(false);
    expect(passes(others, { marks: { ...all(null), ACCURATE: 0.1 } })).toBeNull();
  });
});

describe('a roll-up', () => {
  it('counts each dataset once, and those without a measurement not as 0', () => {
    const scores = [[value(C.CLEAN, 1)], [value(C.CLEAN, 0.5), value(C.LIVE, 0)], []].map((values) =>
      scoreOf(values, profile()),
    );
    const { criteria, ...rest } = rollUp(scores);
    expect(rest).toMatchObject({ datasets: 3, scored: 2, score: (1 + 0.25) / 2, undecided: 3, passing: 0, failing: 0 });
    expect(rest.coverage).toBeCloseTo((1 / 6 + 2 / 6) / 3);
    expect(criteria[2]).toEqual({ criterion: 'CLEAN', score: 0.75, measured: 2, datasets: 3 });
    expect(criteria[3]).toEqual({ criterion: 'LIVE', score: 0, measured: 1, datasets: 3 });
    expect(criteria[0]).toEqual({ criterion: 'ACCURATE', score: null, measured: 0, datasets: 3 });
  });

  it('of nothing says so', () => {
    expect(rollUp([])).toMatchObject({ datasets: 0, score: null, coverage: null });
  });
});
