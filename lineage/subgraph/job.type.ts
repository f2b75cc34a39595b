import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import { HiddenSteps, LineageAnswer } from './answer.type.ts';
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

@ObjectType({
  description:
    'What moves data from datasets to datasets (OpenLineage Job): a flow that was declared, or a job that lineage events tell of, one that only reads or only writes too. `complete`, `reasons`, `revision` and `asOf` are of what it reads and writes.',
})
@Directive('@key(fields: "ref")')
export class Job extends LineageAnswer {
  @Field(() => NodeRefScalar, { description: 'Its reference, such as job:F26 or job:<namespace>|<name>.' })
  ref!: string;

  @Field(() => String, { description: 'Its namespace; nguon for a flow that was declared.' })
  namespace!: string;

  @Field(() => String, { description: 'Its name in the namespace; the code of a flow that was declared.' })
  name!: string;

  @Field(() => ID, { nullable: true, description: 'Code of the flow, such as F26; null where none was declared.' })
  code!: string | null;

  @Field(() => JobType, { nullable: true, description: 'What it does; null where that was not declared.' })
  type!: JobType | null;

  @Field(() => Channel, { nullable: true, description: 'Over which platform; null where that was not declared.' })
  channel!: Channel | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether sharing is mandatory (Decree 278/2025); null where that was not declared.',
  })
  mandatory!: boolean | null;

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

  @Field(() => [DatasetStub], { description: 'Datasets of the catalog that it reads.' })
  inputs!: readonly DatasetStub[];

  @Field(() => [DatasetStub], { description: 'Datasets of the catalog that it writes.' })
  outputs!: readonly DatasetStub[];

  @Field(() => [NodeRefScalar], { description: 'All that it reads, names that are not in the catalog too.' })
  reads!: readonly string[];

  @Field(() => [NodeRefScalar], { description: 'All that it writes, names that are not in the catalog too.' })
  writes!: readonly string[];

  @Directive('@cost(weight: 0)')
  @Field(() => [HiddenSteps], {
    description: 'Datasets that it reads or writes and that are hidden from you, by agency: for stewards.',
  })
  hidden!: readonly HiddenSteps[];
}

/** A page of jobs. */
export const JobConnection = connectionOf(Job, 'Job', 'jobs');
