import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { DatasetEntity } from './dataset.entity.ts';

/** One measurement of one of the six criteria (DQV `dqv:QualityMeasurement`). */
export const QualityMeasurementEntity = defineEntity({
  name: 'QualityMeasurement',
  tableName: 'quality_measurement',
  properties: {
    dataset: () => p.manyToOne(DatasetEntity).mapToPk().fieldName('dataset_code').primary(),
    criterion: p.text().primary(),
    metric: p.text().primary(),
    measuredAt: p.datetime().primary(),
    /** 0 to 1. */
    value: p.double(),
    method: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type QualityMeasurementRow = InferEntity<typeof QualityMeasurementEntity>;
