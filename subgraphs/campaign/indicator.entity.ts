import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A figure that a campaign is to reach by a year, and where it stands. */
export const IndicatorEntity = defineEntity({
  name: 'Indicator',
  tableName: 'indicator',
  properties: {
    code: p.text().primary(),
    campaignCode: p.text(),
    nameVi: p.text(),
    nameEn: p.text(),
    operator: p.text(),
    value: p.decimal('number'),
    valueTo: p.decimal('number').strictNullable(),
    unitVi: p.text(),
    unitEn: p.text(),
    year: p.integer(),
    latestValue: p.decimal('number').strictNullable(),
    latestOn: p.datetime().strictNullable(),
    latestSource: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type IndicatorRow = InferEntity<typeof IndicatorEntity>;
