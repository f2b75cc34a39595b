import { Field, ObjectType } from 'type-graphql';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { MasterClaimRow } from './master-claim.entity.ts';
import { Dataset } from './stubs.ts';

@ObjectType({
  description: 'The claim of a dataset to be the one source that an element is taken from (278/2025/NĐ-CP).',
})
export class MasterClaim extends MarkedRecord {
  elementCode!: string;

  @Field(() => Dataset, { description: 'The dataset that claims it.' })
  dataset!: Dataset;

  @Field(() => Boolean, { description: 'Whether the claim is approved; at most one of an element is.' })
  approved!: boolean;

  static from({ elementCode, datasetCode, approved, mark, source }: MasterClaimRow): MasterClaim {
    return Object.assign(new MasterClaim(), {
      elementCode,
      dataset: Dataset.of(datasetCode),
      approved,
      mark: mark as RecordMark,
      source,
    });
  }
}
