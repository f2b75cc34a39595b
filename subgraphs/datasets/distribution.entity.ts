import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { DatasetEntity } from './dataset.entity.ts';

/** A form in which a dataset can be had (DCAT 3 `dcat:Distribution`). */
export const DistributionEntity = defineEntity({
  name: 'Distribution',
  tableName: 'distribution',
  properties: {
    code: p.text().primary(),
    dataset: () => p.manyToOne(DatasetEntity).mapToPk().fieldName('dataset_code'),
    format: p.text(),
    mediaType: p.text().strictNullable(),
    accessUrl: p.text().strictNullable(),
    accessService: p.text().strictNullable(),
    licenceVi: p.text().strictNullable(),
    licenceEn: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type DistributionRow = InferEntity<typeof DistributionEntity>;
