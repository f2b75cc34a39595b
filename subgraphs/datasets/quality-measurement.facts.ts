import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { QualityMeasurementRow } from './quality-measurement.entity.ts';

/** A measurement; told once, since measurements do not change. */
export const qualityMeasured = (measurement: QualityMeasurementRow): NewFact => ({
  kind: 'quality.measured',
  key: measurement.dataset,
  body: {
    dataset: measurement.dataset,
    criterion: measurement.criterion,
    metric: measurement.metric,
    value: measurement.value,
    measuredAt: measurement.measuredAt.toISOString(),
    method: measurement.method,
    mark: measurement.mark,
    source: measurement.source,
  },
});
