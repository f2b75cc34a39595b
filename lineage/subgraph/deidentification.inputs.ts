import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { IsDocumentCode, IsName } from '../../kernel/text/plain-text.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';

@InputType({ description: 'What a flow does to a column counts as de-identification, by whose approval.' })
export class RecordDeidentificationInput {
  @Field(() => NodeRefScalar, { description: 'The flow that hashes or masks, such as job:F48.' })
  job!: string;

  @Field(() => NodeRefScalar, { description: 'The column that it writes, such as O03.ma_nguoi_nop_hash.' })
  field!: string;

  @Field(() => String, { description: 'The method, such as "keyed hash, key destroyed, groups below 10 suppressed".' })
  @IsName()
  method!: string;

  @Field(() => ID, { description: 'Official number of the document that approves it, such as 127/KH-UBND.' })
  @IsDocumentCode()
  approver!: string;

  @Field(() => DateTime, { description: 'From when on it is approved; not after now.' })
  approvedOn!: Date;
}

@InputType({ description: 'Takes a record of de-identification back.' })
export class WithdrawDeidentificationInput {
  @Field(() => NodeRefScalar, { description: 'The flow.' })
  job!: string;

  @Field(() => NodeRefScalar, { description: 'The column that it writes.' })
  field!: string;
}
