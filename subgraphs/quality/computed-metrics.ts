import type { QualityCriterion } from '../../kernel/graphql/quality-criterion.ts';
import { intervalMs } from '../../kernel/interval.ts';
import type { ComputedMetricCode } from './metric-registry.ts';

/** What the catalog knows of a dataset by itself, as far as the viewer may see. */
export interface Basis {
  readonly updateInterval: string | null;
  readonly dataLayer: string | null;
  readonly dataBlock: string | null;
  readonly surveyState: string | null;
  readonly fields: number;
  readonly boundFields: number;
  /** Fields bound to an element whose approved master source is another dataset, and those of them with its type. */
  readonly comparedFields: number;
  readonly agreeingFields: number;
  readonly distributions: number;
  /** Whether a distribution has an access service, or a flow goes through a sharing platform. */
  readonly isConnected: boolean;
  /** Distinct datasets that it feeds. */
  readonly consumers: number;
  readonly lastUpdate: Date | null;
}

/** A computed value, 0 to 1; null when there is nothing to compute it from. */
export interface ComputedValue {
  readonly metric: ComputedMetricCode;
  readonly criterion: `${QualityCriterion}`;
  readonly value: number | null;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** 1 while the data are no older than the interval that is declared, then the share of the interval in the age. */
function freshness({ updateInterval, lastUpdate }: Basis, asOf: Date): number | null {
  const interval = updateInterval === null ? null : intervalMs(updateInterval);
  if (interval === null || lastUpdate === null) return null;
  const age = asOf.getTime() - lastUpdate.getTime();
  return age <= interval ? 1 : interval / age;
}

/** What the catalog computes by itself of a dataset at an instant; the formulas are in `metric-registry.ts`. */
export function computedValues(basis: Basis, asOf: Date): ComputedValue[] {
  const { fields, consumers } = basis;
  const stated = [
    basis.updateInterval !== null,
    basis.dataLayer !== null,
    basis.dataBlock !== null,
    basis.surveyState !== null && basis.surveyState !== 'NOT_REVIEWED',
    fields > 0,
    basis.distributions > 0,
  ];
  return [
    { metric: 'freshness', criterion: 'LIVE', value: freshness(basis, asOf) },
    { metric: 'bound_fields', criterion: 'UNIFIED', value: share(basis.boundFields, fields) },
    { metric: 'type_agreement', criterion: 'UNIFIED', value: share(basis.agreeingFields, basis.comparedFields) },
    { metric: 'metadata', criterion: 'UNIFIED', value: share(stated.filter(Boolean).length, stated.length) },
    { metric: 'connected', criterion: 'SHARED_USE', value: basis.isConnected ? 1 : 0 },
    { metric: 'consumers', criterion: 'SHARED_USE', value: consumers / (consumers + 1) },
  ];
}
