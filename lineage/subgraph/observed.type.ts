import { Directive, Field, Float, ObjectType } from 'type-graphql';

@Directive('@cost(weight: 0)')
@ObjectType({ description: 'Somebody who answers for it, as a producer of lineage says (facet ownership).' })
export class ObservedOwner {
  @Field(() => String, { description: 'Who, as the producer names them: team:etl, a mail address.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'As what; null where it is not said.' })
  type!: string | null;
}

@Directive('@cost(weight: 0)')
@ObjectType({ description: 'A tag, as a producer of lineage says (facet tags).' })
export class ObservedTag {
  @Field(() => String, { description: 'Key of the tag.' })
  key!: string;

  @Field(() => String, { description: 'Value of the tag.' })
  value!: string;

  @Field(() => String, { nullable: true, description: 'Where the tag comes from; null where it is not said.' })
  source!: string | null;

  @Field(() => String, { nullable: true, description: 'The column that it is about; null for the whole.' })
  field!: string | null;
}

@Directive('@cost(weight: 0)')
@ObjectType({ description: 'How much was read or written (facets inputStatistics and outputStatistics).' })
export class ObservedStatistics {
  @Field(() => Float, { nullable: true, description: 'Rows.' })
  rowCount!: number | null;

  @Field(() => Float, { nullable: true, description: 'Bytes.' })
  bytes!: number | null;

  @Field(() => Float, { nullable: true, description: 'Files.' })
  fileCount!: number | null;
}

@Directive('@cost(weight: 0)')
@ObjectType({ description: 'Something that a producer sent and that is not as OpenLineage describes it.' })
export class FacetWarning {
  @Field(() => String, { description: 'JSON path below the facets.' })
  path!: string;

  @Field(() => String, { description: 'What is wrong; the facet is kept as it is.' })
  problem!: string;
}
