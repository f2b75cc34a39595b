import { visibleCodes } from '../../kernel/dataset-visibility/visible-codes.ts';
import { byKeyAndArguments, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { basisOf } from './basis.loader.ts';
import { computedValues } from './computed-metrics.ts';
import { measuredOverTime, newestMeasurements, type TrendAsked } from './measurements.ts';
import { reconciledElements } from './reconciliation.loader.ts';
import { countsOverTime, newestCounts } from './record-group-counts.ts';
import type { MetricValue } from './score.ts';

/** Values of everything that was measured, reported or computed of a dataset; computed ones without a value too. */
async function valuesOf(scope: RequestScope, codes: readonly string[], asOf: string): Promise<MetricValue[][]> {
  const at = new Date(asOf);
  const [measured, bases] = await Promise.all([newestMeasurements(scope, codes, asOf), basisOf(scope, codes, asOf)]);
  return codes.map((_code, place) => {
    const basis = bases[place];
    if (basis === null || basis === undefined) return [];
    const computed = computedValues(basis, at).map(
      ({ metric, criterion, value }): MetricValue => ({
        metric,
        criterion: criterion as MetricValue['criterion'],
        kind: 'COMPUTED',
        value,
        measuredAt: value === null ? null : at,
        method: null,
        mark: null,
        source: null,
      }),
    );
    return [...(measured[place] ?? []), ...computed];
  });
}

/** Per-request loaders of quality; of datasets that the viewer does not see there is nothing. */
export function qualityLoaders(scope: RequestScope) {
  return {
    values: byKeyAndArguments(scope, (codes, asOf: string) => valuesOf(scope, codes, asOf)),
    trend: byKeyAndArguments(scope, (codes, asked: TrendAsked) => measuredOverTime(scope, codes, asked)),
    recordGroups: byKeyAndArguments(scope, (codes, asOf: string) => newestCounts(scope, codes, asOf)),
    recordGroupTrend: byKeyAndArguments(scope, (codes, last: number) => countsOverTime(scope, codes, last)),
    reconciled: byKeyAndArguments(scope, (elements, asOf: string) => reconciledElements(scope, elements, asOf)),
    /** The code of a dataset that the viewer sees, null for any other. */
    seen: oneByKey(
      scope,
      async (codes: readonly string[]) => [...(await visibleCodes(scope.em, scope.viewer, codes))],
      (code) => code,
    ),
  };
}

/** The loaders of one request. */
export type QualityLoaders = ReturnType<typeof qualityLoaders>;
