import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A dataset is declared to conform to a standard (dct:conformsTo). */
export const ConformanceEntity = defineEntity({
  name: 'Conformance',
  tableName: 'conformance',
  properties: {
    datasetCode: p.text().primary(),
    standardCode: p.text().primary(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type ConformanceRow = InferEntity<typeof ConformanceEntity>;
