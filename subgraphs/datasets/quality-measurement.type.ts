import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { QualityMeasurementRow } from './quality-measurement.entity.ts';

/** The six criteria of the campaign: đúng, đủ, sạch, sống, thống nhất, dùng chung. */
export enum QualityCriterion {
  ACCURATE = 'ACCURATE',
  COMPLETE = 'COMPLETE',
  CLEAN = 'CLEAN',
  LIVE = 'LIVE',
  UNIFIED = 'UNIFIED',
  SHARED_USE = 'SHARED_USE',
}
registerEnumType(QualityCriterion, {
  name: 'QualityCriterion',
  description: 'The six criteria that data is judged by.',
  valuesConfig: {
    ACCURATE: { description: 'Đúng: true to the master source (ISO/IEC 25012 accuracy, credibility).' },
    COMPLETE: { description: 'Đủ: nothing missing (completeness).' },
    CLEAN: { description: 'Sạch: no duplicates, no malformed values (consistency, compliance, precision).' },
    LIVE: { description: 'Sống: updated in time (currentness).' },
    UNIFIED: {
      description: 'Thống nhất: the same as elsewhere, in shared terms and codes (consistency across systems).',
    },
    SHARED_USE: { description: 'Dùng chung: connected and used by others (accessibility, availability, portability).' },
  },
});

@ObjectType({
  description: 'One measurement of one criterion (DQV QualityMeasurement). What was not measured is absent, not 0.',
})
export class QualityMeasurement extends MarkedRecord {
  @Field(() => QualityCriterion, { description: 'The criterion.' })
  criterion!: QualityCriterion;

  @Field(() => String, {
    description: 'What was measured, such as the share of records verified against the master source.',
  })
  metric!: string;

  @Field(() => Float, { description: 'Result, 0 to 1.' })
  value!: number;

  @Field(() => DateTime, { description: 'When it was measured.' })
  measuredAt!: Date;

  @Field(() => String, { nullable: true, description: 'How it was measured.' })
  method!: string | null;

  static from(row: QualityMeasurementRow): QualityMeasurement {
    return Object.assign(new QualityMeasurement(), {
      criterion: row.criterion as QualityCriterion,
      metric: row.metric,
      value: row.value,
      measuredAt: row.measuredAt,
      method: row.method,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}
