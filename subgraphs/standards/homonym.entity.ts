import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A name that columns bear with different meanings, so that none of them means an element by its name. */
export const HomonymEntity = defineEntity({
  name: 'Homonym',
  tableName: 'homonym',
  properties: {
    name: p.text().primary(),
    noteVi: p.text(),
    noteEn: p.text(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type HomonymRow = InferEntity<typeof HomonymEntity>;
