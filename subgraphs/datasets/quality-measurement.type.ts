import { Field, Float, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import { QualityCriterion } from '../../kernel/graphql/quality-criterion.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { QualityMeasurementRow } from './quality-measurement.entity.ts';

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
