import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { IndicatorRow } from './indicator.entity.ts';

/** The whole state of an indicator, told whenever it changes. */
export const indicatorDeclared = (indicator: IndicatorRow): NewFact => ({
  kind: 'indicator.declared',
  key: indicator.code,
  body: {
    code: indicator.code,
    campaign: indicator.campaignCode,
    nameVi: indicator.nameVi,
    nameEn: indicator.nameEn,
    operator: indicator.operator,
    value: indicator.value,
    valueTo: indicator.valueTo,
    unitVi: indicator.unitVi,
    unitEn: indicator.unitEn,
    year: indicator.year,
    latestValue: indicator.latestValue,
    latestOn: indicator.latestOn?.toISOString() ?? null,
    latestSource: indicator.latestSource,
  },
});
