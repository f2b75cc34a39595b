import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** How far the inventory survey of a dataset has come, and its layer and block; fed by the outbox of datasets. */
export const DatasetSurveyEntity = defineEntity({
  name: 'DatasetSurvey',
  tableName: 'dataset_survey',
  properties: {
    datasetCode: p.text().primary(),
    surveyState: p.text(),
    dataLayer: p.text().strictNullable(),
    dataBlock: p.text().strictNullable(),
  },
});
export type DatasetSurveyRow = InferEntity<typeof DatasetSurveyEntity>;
