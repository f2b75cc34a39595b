import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { DatasetUpdateRow, RecordGroupCountRow } from './record-group.entity.ts';
import { Dataset } from './stubs.ts';

@ObjectType({ description: 'How the records of a dataset fall into three groups, so that a drive can be followed.' })
export class RecordGroups extends MarkedRecord {
  @Field(() => Dataset, { description: 'The dataset.' })
  dataset!: Dataset;

  @Field(() => DateTime, { description: 'When they were counted.' })
  countedAt!: Date;

  @Field(() => Int, { description: 'All records.' })
  total!: number;

  @Field(() => Int, { description: 'Complete and usable.' })
  complete!: number;

  @Field(() => Int, { description: 'Lacking something that can be added.' })
  missing!: number;

  @Field(() => Int, { description: 'Unusable, to be made anew.' })
  toRebuild!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the complete ones, 0 to 1; null when there is no record.',
  })
  completeShare!: number | null;

  @Field(() => String, { nullable: true, description: 'How they were counted.' })
  method!: string | null;

  static from(row: RecordGroupCountRow): RecordGroups {
    const total = row.complete + row.missing + row.toRebuild;
    return Object.assign(new RecordGroups(), {
      dataset: Dataset.of(row.datasetCode),
      countedAt: row.countedAt,
      total,
      complete: row.complete,
      missing: row.missing,
      toRebuild: row.toRebuild,
      completeShare: total === 0 ? null : row.complete / total,
      method: row.method,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

@ObjectType({ description: 'A change of the data of a dataset.' })
export class DatasetUpdate {
  @Field(() => Dataset, { description: 'The dataset.' })
  dataset!: Dataset;

  @Field(() => DateTime, { description: 'When the data changed.' })
  updatedAt!: Date;

  static from({ datasetCode, updatedAt }: DatasetUpdateRow): DatasetUpdate {
    return Object.assign(new DatasetUpdate(), { dataset: Dataset.of(datasetCode), updatedAt });
  }
}
