import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { PolicyDocumentStub } from './stubs.ts';

@ObjectType({
  description:
    'A documented procedure that makes what a flow hashes or masks into a column de-identified data (Law 91/2025/QH15): without one, it is personal data still.',
})
export class FlowDeidentification {
  @Field(() => NodeRefScalar, { description: 'The flow.' })
  job!: string;

  @Field(() => NodeRefScalar, { description: 'The column that it writes.' })
  field!: string;

  @Field(() => String, { description: 'The method.' })
  method!: string;

  @Field(() => PolicyDocumentStub, { description: 'The document that approves it.' })
  approver!: PolicyDocumentStub;

  @Field(() => DateTime, { nullable: true, description: 'From when on it is approved; null once it is taken back.' })
  approvedOn!: Date | null;
}

/** A page of records. */
export const FlowDeidentificationConnection = connectionOf(
  FlowDeidentification,
  'FlowDeidentification',
  'records of de-identification',
);

@ObjectType({
  description: 'What somebody said of a de-identification: that it is recorded, otherwise recorded, or taken back.',
})
export class DeidentificationStatement extends FlowDeidentification {
  @Field(() => Boolean, { description: 'Whether it was taken back; what it was then is in the statement before.' })
  withdrawn!: boolean;

  @Field(() => DateTime, { description: 'When it was said.' })
  recordedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Who said it; null where that was not kept with it yet (the audit has it).',
  })
  recordedBy!: string | null;
}

/** A page of such statements. */
export const DeidentificationStatementConnection = connectionOf(
  DeidentificationStatement,
  'DeidentificationStatement',
  'what was said of de-identifications',
);
