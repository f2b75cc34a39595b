import { Field, ID, ObjectType } from 'type-graphql';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { ElectronicCodeRow } from './electronic-code.entity.ts';

@ObjectType({
  description:
    'The electronic identification code of an agency, by which document packets name it (20/2020/QĐ-TTg, QCVN 102:2016/BTTTT).',
})
export class ElectronicCode extends MarkedRecord {
  @Field(() => ID, { description: 'The code, such as H29.' })
  code!: string;

  static from(row: ElectronicCodeRow): ElectronicCode {
    return Object.assign(new ElectronicCode(), {
      code: row.code,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}
