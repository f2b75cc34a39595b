import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { DatasetRow } from './dataset.entity.ts';

/** The whole state of a dataset without its fields, told whenever it changes. Whoever hides datasets follows it. */
export const datasetDeclared = (dataset: DatasetRow): NewFact => ({
  kind: 'dataset.declared',
  key: dataset.code,
  body: {
    code: dataset.code,
    titleVi: dataset.titleVi,
    titleEn: dataset.titleEn,
    publisher: dataset.publisherCode,
    tier: dataset.tier,
    sharingClass: dataset.sharingClass,
    importanceClass: dataset.importanceClass,
    highValue: dataset.highValue,
    updateInterval: dataset.updateInterval,
    dataLayer: dataset.dataLayer,
    dataBlock: dataset.dataBlock,
    system: dataset.systemCode,
    surveyState: dataset.surveyState,
  },
});
