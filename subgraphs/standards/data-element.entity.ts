import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** An element of the shared data dictionary (ISO/IEC 11179 data element). */
export const DataElementEntity = defineEntity({
  name: 'DataElement',
  tableName: 'data_element',
  properties: {
    code: p.text().primary(),
    nameVi: p.text(),
    nameEn: p.text(),
    definitionVi: p.text(),
    definitionEn: p.text(),
    type: p.text(),
    codeListCode: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type DataElementRow = InferEntity<typeof DataElementEntity>;
