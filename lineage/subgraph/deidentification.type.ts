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
