import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { ObservedCodesRow } from './observed-codes.entity.ts';
import { DatasetField } from './stubs.ts';

@ObjectType({ description: 'The codes that were found in a field, compared with the code list that it has now.' })
export class ObservedCodes extends MarkedRecord {
  codeListCode!: string | null;

  @Field(() => DatasetField, { description: 'The field.' })
  field!: DatasetField;

  @Field(() => DateTime, { description: 'When the data were looked at.' })
  observedAt!: Date;

  @Field(() => String, { nullable: true, description: 'How the data were looked at.' })
  method!: string | null;

  @Field(() => Int, { description: 'Distinct codes that were found.' })
  total!: number;

  @Field(() => Int, { description: 'How many of them are not in the code list.' })
  notInList!: number;

  @Field(() => [String], { description: 'Those that are not in the code list, the first 20.' })
  examples!: string[];

  static from(row: ObservedCodesRow): ObservedCodes {
    return Object.assign(new ObservedCodes(), {
      codeListCode: row.codeListCode,
      field: DatasetField.of(row.ref),
      observedAt: row.observedAt,
      method: row.method,
      total: row.total,
      notInList: row.wrong,
      examples: [...row.examples],
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}
