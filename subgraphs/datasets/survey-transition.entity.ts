import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { DatasetEntity } from './dataset.entity.ts';

/** One step of the inventory survey of a dataset; never changed, never deleted. */
export const SurveyTransitionEntity = defineEntity({
  name: 'SurveyTransition',
  tableName: 'survey_transition',
  properties: {
    dataset: () => p.manyToOne(DatasetEntity).mapToPk().fieldName('dataset_code').primary(),
    number: p.integer().primary(),
    /** Null for the state with which the dataset was declared. */
    fromState: p.text().strictNullable(),
    toState: p.text(),
    at: p.datetime(),
    recordedAt: p.datetime(),
    postVi: p.text().strictNullable(),
    postEn: p.text().strictNullable(),
    evidence: p.text().strictNullable(),
    reasonVi: p.text().strictNullable(),
    reasonEn: p.text().strictNullable(),
  },
});
export type SurveyTransitionRow = InferEntity<typeof SurveyTransitionEntity>;
