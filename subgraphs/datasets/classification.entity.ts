import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { DatasetEntity } from './dataset.entity.ts';

/** The decision by which a dataset has a class; one of each kind, the newest. */
export const ClassificationEntity = defineEntity({
  name: 'Classification',
  tableName: 'classification',
  properties: {
    /** `<dataset>@<kind>`, kept by the database. */
    id: p.text().primary(),
    dataset: () => p.manyToOne(DatasetEntity).mapToPk().fieldName('dataset_code'),
    kind: p.text(),
    /** The class that the dataset had when it was decided. */
    class: p.text(),
    document: p.text(),
    article: p.text().strictNullable(),
    /** The item of the list of important and core data that the dataset matches. */
    listItem: p.text().strictNullable(),
    decidedOn: p.datetime(),
    reviewerPostVi: p.text(),
    reviewerPostEn: p.text(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type ClassificationRow = InferEntity<typeof ClassificationEntity>;
