import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { MetricRow } from './metric.entity.ts';

/** The whole state of a definition. */
export const metricDefined = ({ mark: _mark, source: _source, ...metric }: MetricRow): NewFact => ({
  kind: 'metric.defined',
  key: metric.code,
  body: { ...metric },
});
