import { Directive, Field, Float, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import { JsonScalar } from './json.scalar.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { FacetWarning, ObservedOwner, ObservedStatistics, ObservedTag } from './observed.type.ts';
import { DatasetStub } from './stubs.ts';

@Directive('@cost(weight: 0)')
@ObjectType({ description: 'A column of a dataset name, by the newest schema that lists it.' })
export class NameColumn {
  @Field(() => String, { description: 'Name of the column.' })
  name!: string;

  @Field(() => String, { description: 'Its type as it was written; empty where none was.' })
  type!: string;
}

@Directive('@cost(weight: 0)')
@ObjectType({ description: 'What was measured of a column (facet dataQualityMetrics).' })
export class ObservedColumnMetrics {
  @Field(() => String, { description: 'Name of the column.' })
  column!: string;

  @Field(() => Float, { nullable: true, description: 'Null values.' })
  nullCount!: number | null;

  @Field(() => Float, { nullable: true, description: 'Distinct values.' })
  distinctCount!: number | null;

  @Field(() => Float, { nullable: true, description: 'Values.' })
  count!: number | null;

  @Field(() => Float, { nullable: true, description: 'Sum of the values.' })
  sum!: number | null;

  @Field(() => Float, { nullable: true, description: 'Least value.' })
  min!: number | null;

  @Field(() => Float, { nullable: true, description: 'Greatest value.' })
  max!: number | null;
}

@Directive('@cost(weight: 0)')
@ObjectType({ description: 'A check and how it went (facet dataQualityAssertions).' })
export class ObservedAssertion {
  @Field(() => String, { description: 'Kind of check: not_null, unique, row_count.' })
  assertion!: string;

  @Field(() => Boolean, { description: 'Whether it found nothing wrong.' })
  success!: boolean;

  @Field(() => String, { nullable: true, description: 'The column checked; null for the whole dataset.' })
  column!: string | null;

  @Field(() => String, { nullable: true, description: 'How grave it is: error or warn, as a rule.' })
  severity!: string | null;
}

@ObjectType({
  description:
    'A dataset as lineage names it: a name of producers (OpenLineage Dataset), or the code of a dataset of the catalog in the namespace nguon.',
})
export class DatasetName {
  @Field(() => NodeRefScalar, { description: 'Its reference.' })
  ref!: string;

  @Field(() => String, { description: 'Namespace of the name; nguon for a dataset of the catalog.' })
  namespace!: string;

  @Field(() => String, { description: 'The name; the code of a dataset of the catalog.' })
  name!: string;

  @Field(() => DatasetStub, { nullable: true, description: 'The dataset of the catalog that it is; null while none.' })
  dataset!: DatasetStub | null;

  @Field(() => DateTime, { nullable: true, description: 'Time of the first event that names it; null without one.' })
  firstSeen!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Time of the last event that names it; null without one.' })
  lastSeen!: Date | null;

  @Field(() => [NameColumn], { description: 'Its columns in order, by the newest schema.' })
  columns!: readonly NameColumn[];

  @Field(() => String, { nullable: true, description: 'What it is (facet documentation).' })
  documentation!: string | null;

  @Field(() => [ObservedOwner], { description: 'Who answers for it, as producers say.' })
  owners!: readonly ObservedOwner[];

  @Field(() => [ObservedTag], { description: 'Its tags, those of columns included.' })
  tags!: readonly ObservedTag[];

  @Field(() => String, { nullable: true, description: 'TABLE, VIEW, FILE, TOPIC and so on (facet datasetType).' })
  datasetType!: string | null;

  @Field(() => String, { nullable: true, description: 'Its version, as the producer counts (facet version).' })
  version!: string | null;

  @Field(() => String, { nullable: true, description: 'What holds it (facet dataSource).' })
  source!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What last happened to it: CREATE, ALTER, OVERWRITE, RENAME, TRUNCATE, DROP (facet lifecycleStateChange).',
  })
  lifecycle!: string | null;

  @Field(() => Boolean, { description: 'Whether what last happened to it, as producers say, is that it was dropped.' })
  deleted!: boolean;

  @Field(() => NodeRefScalar, { nullable: true, description: 'Its former name, where it was renamed last.' })
  previousName!: string | null;

  @Field(() => ObservedStatistics, {
    nullable: true,
    description: 'How much was last written (facet outputStatistics).',
  })
  written!: ObservedStatistics | null;

  @Field(() => Float, { nullable: true, description: 'Rows when it was last measured (facet dataQualityMetrics).' })
  rowCount!: number | null;

  @Field(() => [ObservedColumnMetrics], {
    description: 'What was last measured of its columns, by name; at most 1,000.',
  })
  columnMetrics!: readonly ObservedColumnMetrics[];

  @Field(() => [ObservedAssertion], { description: 'What was last checked; at most 1,000.' })
  assertions!: readonly ObservedAssertion[];

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'All its facets as they were sent, known or not, by name. Architects and administrators.',
  })
  facets!: unknown;

  @Field(() => [FacetWarning], { description: 'What of its facets is not as OpenLineage describes it.' })
  warnings!: readonly FacetWarning[];

  @Field(() => Boolean, {
    description:
      'Whether all that was said of it is here: no facet was too large to be kept, nor were there too many, nor is any kept from you.',
  })
  complete!: boolean;
}

/** A page of dataset names. */
export const DatasetNameConnection = connectionOf(DatasetName, 'DatasetName', 'dataset names');
