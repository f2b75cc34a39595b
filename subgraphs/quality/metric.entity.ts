import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { TextArray } from '../../kernel/database/text-array.ts';

/** What a metric measures (dqv:Metric). */
export const MetricEntity = defineEntity({
  name: 'Metric',
  tableName: 'metric',
  properties: {
    code: p.text().primary(),
    criterion: p.text(),
    nameVi: p.text(),
    nameEn: p.text(),
    definitionVi: p.text(),
    definitionEn: p.text(),
    characteristics: p.type(TextArray),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type MetricRow = InferEntity<typeof MetricEntity>;
