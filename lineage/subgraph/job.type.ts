import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { Channel, JobType } from './enums.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { DatasetStub, PolicyDocumentStub } from './stubs.ts';

@ObjectType({ description: 'Document and article that a flow rests on.' })
export class LegalGround {
  @Field(() => PolicyDocumentStub, { description: 'The document.' })
  document!: PolicyDocumentStub;

  @Field(() => String, { nullable: true, description: 'Article, where one is named.' })
  article!: string | null;
}

@ObjectType({ description: 'A flow that moves data from datasets to datasets (OpenLineage Job).' })
@Directive('@key(fields: "ref")')
export class Job {
  @Field(() => NodeRefScalar, { description: 'Reference of the flow, such as job:F26.' })
  ref!: string;

  @Field(() => ID, { description: 'Code of the flow, such as F26.' })
  code!: string;

  @Field(() => JobType, { description: 'What it does.' })
  type!: JobType;

  @Field(() => Channel, { description: 'Over which platform.' })
  channel!: Channel;

  @Field(() => Boolean, { description: 'Whether sharing is mandatory (Decree 278/2025).' })
  mandatory!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Fewest records behind a published figure; null when none is declared.',
  })
  minimumCellSize!: number | null;

  @Field(() => LegalGround, { nullable: true, description: 'What it rests on.' })
  legalGround!: LegalGround | null;

  @Field(() => DateTime, { nullable: true, description: 'Flows from this instant on.' })
  validFrom!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Flows until before this instant; null while it flows.' })
  validTo!: Date | null;

  @Field(() => RecordMark, {
    nullable: true,
    description: 'Whether the declaration is a fact of a public source or sample data.',
  })
  mark!: RecordMark | null;

  @Field(() => String, { nullable: true, description: 'The source that it was taken from.' })
  source!: string | null;

  @Field(() => [DatasetStub], { description: 'Datasets that it reads.' })
  inputs!: readonly DatasetStub[];

  @Field(() => [DatasetStub], { description: 'Datasets that it writes.' })
  outputs!: readonly DatasetStub[];
}
