import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A dataset is declared to conform to a standard (dct:conformsTo). */
export const ConformanceEntity = defineEntity({
  name: 'Conformance',
  tableName: 'conformance',
  properties: {
    datasetCode: p.text().primary(),
    standardCode: p.text().primary(),
    /** How far the publisher says that it conforms; null when nothing is said. */
    level: p.text().strictNullable(),
    /** What the publisher leans on. */
    evidence: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type ConformanceRow = InferEntity<typeof ConformanceEntity>;
