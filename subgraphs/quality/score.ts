import { QUALITY_CRITERIA, type QualityCriterion } from '../../kernel/graphql/quality-criterion.ts';

/** Where a value comes from: stated by somebody, reported by a producer's tool, computed by the catalog. */
export type MetricKind = 'DECLARED' | 'OBSERVED' | 'COMPUTED';

/** The newest value of a metric; null when it was not measured, which is not 0. */
export interface MetricValue {
  readonly metric: string;
  readonly criterion: QualityCriterion;
  readonly kind: MetricKind;
  readonly value: number | null;
  readonly measuredAt: Date | null;
  readonly method: string | null;
  /** Origin of what was declared. */
  readonly mark: string | null;
  readonly source: string | null;
}

/** How much each criterion counts, and from which score on data pass. */
export interface Profile {
  readonly weights: Readonly<Record<QualityCriterion, number>>;
  readonly marks: Readonly<Record<QualityCriterion, number | null>>;
  readonly passMark: number | null;
}

/** One criterion of a dataset. */
export interface CriterionScore {
  readonly criterion: QualityCriterion;
  /** Mean of the metrics that were measured; null when none was. */
  readonly score: number | null;
  readonly weight: number;
  readonly passMark: number | null;
  /** Null without a mark, or without a score. */
  readonly passes: boolean | null;
  readonly metrics: readonly MetricValue[];
}

/** The six criteria of a dataset together. */
export interface Score {
  /** Weighted mean over the criteria that were measured; null when none of those with a weight was. */
  readonly score: number | null;
  /** Share of the weights that the measured criteria have, 0 to 1. */
  readonly coverage: number;
  readonly measuredCriteria: number;
  /** Null when no mark is configured, or what was not measured could decide either way. */
  readonly passes: boolean | null;
  readonly criteria: readonly CriterionScore[];
}

/** What doubles lose when six of them are added. */
export const TOLERANCE = 1e-6;

/** Arithmetic mean; null of nothing. */
export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

const isNumber = (value: number | null): value is number => value !== null;

function passesWith(criteria: readonly CriterionScore[], { passMark, marks }: Profile): boolean | null {
  if (passMark === null && QUALITY_CRITERIA.every((criterion) => marks[criterion] === null)) return null;
  if (criteria.some(({ passes }) => passes === false)) return false;
  const atBest = criteria.reduce((sum, { score, weight }) => sum + (score ?? 1) * weight, 0);
  const atWorst = criteria.reduce((sum, { score, weight }) => sum + (score ?? 0) * weight, 0);
  if (passMark !== null && atBest < passMark - TOLERANCE) return false;
  const isOpen =
    criteria.some(({ score, passMark: mark }) => score === null && mark !== null) ||
    (passMark !== null && atWorst < passMark - TOLERANCE);
  return isOpen ? null : true;
}

/**
 * The score of a dataset on the six criteria (weighted arithmetic mean). What was not measured takes no part and lowers
 * the coverage instead: it is neither 0 nor 1. Data pass when no way in which the rest could turn out makes them fail.
 */
export function scoreOf(values: readonly MetricValue[], profile: Profile): Score {
  const criteria = QUALITY_CRITERIA.map((criterion): CriterionScore => {
    const metrics = values.filter((value) => value.criterion === criterion);
    const score = mean(metrics.map(({ value }) => value).filter(isNumber));
    const passMark = profile.marks[criterion];
    const passes = score === null || passMark === null ? null : score >= passMark - TOLERANCE;
    return { criterion, score, weight: profile.weights[criterion], passMark, passes, metrics };
  });
  const measured = criteria.filter(({ score }) => score !== null);
  const coverage = measured.reduce((sum, { weight }) => sum + weight, 0);
  const sum = measured.reduce((total, { score, weight }) => total + (score ?? 0) * weight, 0);
  return {
    score: coverage <= TOLERANCE ? null : sum / coverage,
    coverage: Math.min(1, coverage),
    measuredCriteria: measured.length,
    passes: passesWith(criteria, profile),
    criteria,
  };
}

/** One criterion over several datasets. */
export interface CriterionRollup {
  readonly criterion: QualityCriterion;
  /** Mean over the datasets in which it was measured; null when in none. */
  readonly score: number | null;
  readonly measured: number;
  readonly datasets: number;
}

/** Several datasets together, each counting once. */
export interface Rollup {
  readonly datasets: number;
  readonly scored: number;
  readonly score: number | null;
  /** Mean of the coverages; null of no dataset. */
  readonly coverage: number | null;
  readonly passing: number;
  readonly failing: number;
  readonly undecided: number;
  readonly criteria: readonly CriterionRollup[];
}

/** Rolls scores up. Datasets in which nothing was measured are counted and lower the coverage; they are no 0. */
export function rollUp(scores: readonly Score[]): Rollup {
  const scored = scores.map(({ score }) => score).filter(isNumber);
  const counted = (wanted: boolean | null): number => scores.filter(({ passes }) => passes === wanted).length;
  return {
    datasets: scores.length,
    scored: scored.length,
    score: mean(scored),
    coverage: mean(scores.map(({ coverage }) => coverage)),
    passing: counted(true),
    failing: counted(false),
    undecided: counted(null),
    criteria: QUALITY_CRITERIA.map((criterion, place) => {
      const measured = scores.map(({ criteria }) => criteria[place]?.score ?? null).filter(isNumber);
      return { criterion, score: mean(measured), measured: measured.length, datasets: scores.length };
    }),
  };
}
