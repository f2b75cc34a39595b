import { raw } from '@mikro-orm/postgresql';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { byKeyAndArguments } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { QualityMeasurementEntity, type QualityMeasurementRow } from './quality-measurement.entity.ts';

/** Per-request loaders of measurements; those of datasets that the viewer may not see are not found. */
export function qualityMeasurementLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  /** The newest measurement of each criterion and metric at an instant: one statement for any number of datasets. */
  const newest = async (codes: readonly string[], asOf: string | null): Promise<QualityMeasurementRow[][]> => {
    const numbered = em
      .createQueryBuilder(QualityMeasurementEntity, 'm')
      .select([
        raw('"m".*'),
        raw(
          'row_number() over (partition by m.dataset_code, m.criterion, m.metric order by m.measured_at desc) as place',
        ),
      ] as never)
      .where({
        $and: [
          { dataset: { $in: [...codes] } },
          { dataset: datasetCondition(viewer) },
          ...(asOf === null ? [] : [{ measuredAt: { $lte: new Date(asOf) } }]),
        ],
      } as never);
    const rows = await em.execute<object[]>(
      `select * from (${numbered.getQuery()}) as numbered where place = 1 order by criterion, metric`,
      [...numbered.getParams()],
    );
    const found = rows.map((row) => em.map(QualityMeasurementEntity, row as never) as QualityMeasurementRow);
    const grouped = Map.groupBy(found, (measurement) => measurement.dataset);
    return codes.map((code) => grouped.get(code) ?? []);
  };
  return { newest: byKeyAndArguments(scope, newest) };
}

/** The loaders of one request. */
export type QualityMeasurementLoaders = ReturnType<typeof qualityMeasurementLoaders>;
