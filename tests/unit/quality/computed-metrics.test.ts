import { describe, expect, it } from 'vitest';
import { intervalMs } from '../../../kernel/interval.ts';
import { type Basis, computedValues } from '../../../subgraphs/quality/computed-metrics.ts';
import { BUILT_IN_METRICS } from '../../../subgraphs/quality/metric-registry.ts';
import { measurementsOf, type ObservedFact, updateOf } from '../../../subgraphs/quality/observed-quality.ts';

const AT = new Date('2026-02-01T00:00:00Z');
const BASIS: Basis = {
  updateInterval: 'P1D',
  dataLayer: 'MASTER',
  dataBlock: null,
  surveyState: 'NOT_REVIEWED',
  fields: 4,
  boundFields: 1,
  comparedFields: 2,
  agreeingFields: 1,
  distributions: 0,
  isConnected: false,
  consumers: 0,
  lastUpdate: null,
};
const valueFor = (metric: string, more: Partial<Basis> = {}): number | null | undefined =>
  computedValues({ ...BASIS, ...more }, AT).find((value) => value.metric === metric)?.value;

describe('what the catalog computes by itself', () => {
  it('has a definition with its formula for each', () => {
    const defined = BUILT_IN_METRICS.filter(({ kind }) => kind === 'COMPUTED');
    expect(computedValues(BASIS, AT).map(({ metric, criterion }) => [metric, criterion])).toEqual(
      defined.map(({ code, criterion }) => [code, criterion]),
    );
  });

  it.each<[string, Partial<Basis>, number | null]>([
    ['freshness', {}, null],
    ['freshness', { lastUpdate: new Date('2026-01-31T12:00:00Z') }, 1],
    ['freshness', { lastUpdate: new Date('2026-01-28T00:00:00Z') }, 0.25],
    ['freshness', { lastUpdate: AT, updateInterval: null }, null],
    ['bound_fields', {}, 0.25],
    ['bound_fields', { fields: 0, boundFields: 0 }, null],
    ['type_agreement', {}, 0.5],
    ['type_agreement', { comparedFields: 0, agreeingFields: 0 }, null],
    ['metadata', {}, 0.5],
    ['metadata', { dataBlock: 'INSTITUTIONS', surveyState: 'REVIEWED', distributions: 2 }, 1],
    ['connected', {}, 0],
    ['connected', { isConnected: true }, 1],
    ['consumers', {}, 0],
    ['consumers', { consumers: 3 }, 0.75],
  ])('%s of %o is %s', (metric, more, expected) => {
    expect(valueFor(metric, more)).toBe(expected);
  });
});

it.each([
  ['P1D', 86_400_000],
  ['PT12H30M', 45_000_000],
  ['P3M', 7_776_000_000],
  ['P1W', 604_800_000],
  ['P', null],
  ['P0D', null],
  ['daily', null],
])('the interval %s is %s ms long', (duration, length) => {
  expect(intervalMs(duration)).toBe(length);
});

describe('what producers report', () => {
  const fact = (more: Partial<ObservedFact>): ObservedFact => ({
    dataset: 'S26',
    time: '2026-02-01T00:00:00.000000Z',
    job: 'job:airflow|load',
    metrics: null,
    assertions: [],
    ...more,
  });
  const metrics = (rowCount: number | null, ...columns: [number | null, number | null][]) => ({
    rowCount,
    lastUpdated: null,
    columns: columns.map(([nullCount, count]) => ({ nullCount, count })),
  });

  it('becomes the share of filled cells and of passed checks', () => {
    const measured = measurementsOf(
      fact({ metrics: metrics(10, [2, null], [0, null]), assertions: [{ success: true }, { success: false }] }),
    );
    expect(measured.map(({ criterion, metric, value }) => [criterion, metric, value])).toEqual([
      ['COMPLETE', 'filled_cells', 0.9],
      ['CLEAN', 'passed_checks', 0.5],
    ]);
  });

  it('is not measured when the counts are missing or contradict themselves, or the name is no dataset', () => {
    expect(measurementsOf(fact({ metrics: metrics(null, [1, null]) }))).toEqual([]);
    expect(measurementsOf(fact({ metrics: metrics(10, [11, null], [null, 3]) }))).toEqual([]);
    expect(measurementsOf(fact({ dataset: null, assertions: [{ success: true }] }))).toEqual([]);
  });

  it('tells when the data changed', () => {
    const at = (lastUpdated: string | null) => updateOf(fact({ metrics: { ...metrics(1), lastUpdated } }));
    expect(at('2026-01-31T10:00:00+07:00')).toEqual(new Date('2026-01-31T03:00:00Z'));
    expect(at('yesterday')).toBeNull();
    expect(at(null)).toBeNull();
  });
});
