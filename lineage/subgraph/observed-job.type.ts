import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { JsonScalar } from './json.scalar.ts';
import { FacetWarning, ObservedOwner, ObservedTag } from './observed.type.ts';

@ObjectType({ description: 'What producers of lineage say of a job.' })
export class ObservedJob {
  @Field(() => DateTime, { description: 'Time of the first event that is about it.' })
  firstSeen!: Date;

  @Field(() => DateTime, { description: 'Time of the last event that is about it.' })
  lastSeen!: Date;

  @Field(() => String, { nullable: true, description: 'What it is for (facet documentation).' })
  documentation!: string | null;

  @Field(() => [ObservedOwner], { description: 'Who answers for it.' })
  owners!: readonly ObservedOwner[];

  @Field(() => [ObservedTag], { description: 'Its tags.' })
  tags!: readonly ObservedTag[];

  @Field(() => String, {
    nullable: true,
    description: 'BATCH or STREAMING, as the producer writes it (facet jobType).',
  })
  processingType!: string | null;

  @Field(() => String, { nullable: true, description: 'What runs it: AIRFLOW, DBT, SPARK.' })
  integration!: string | null;

  @Field(() => String, { nullable: true, description: 'What it is there: DAG, TASK, MODEL, QUERY.' })
  jobType!: string | null;

  @Field(() => String, { nullable: true, description: 'Where its source is kept (facet sourceCodeLocation).' })
  sourceCodeUrl!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The SQL that it runs (facet sql). Architects and administrators: it can name what is hidden.',
  })
  sql!: string | null;

  @Field(() => String, { nullable: true, description: 'The dialect of the SQL.' })
  sqlDialect!: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'All its facets as they were sent, known or not, by name. Architects and administrators.',
  })
  facets!: unknown;

  @Field(() => [FacetWarning], { description: 'What of its facets is not as OpenLineage describes it.' })
  warnings!: readonly FacetWarning[];

  @Field(() => Boolean, {
    description: 'Whether all that was said of it is here: no facet was too large to be kept, nor were there too many.',
  })
  complete!: boolean;
}
