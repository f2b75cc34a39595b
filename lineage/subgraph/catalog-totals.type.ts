import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'How much the catalog holds, of what you may see, now.' })
export class CatalogTotals {
  @Field(() => Int, { description: 'Agencies of the city, of all levels below central.' })
  agencies!: number;

  @Field(() => Int, { description: 'Central bodies.' })
  centralBodies!: number;

  @Field(() => Int, { description: 'Technology partners.' })
  partners!: number;

  @Field(() => Int, { description: 'Datasets.' })
  datasets!: number;

  @Field(() => Int, { description: 'Columns of these datasets.' })
  fields!: number;

  @Field(() => Int, { description: 'Flows between these datasets.' })
  flows!: number;

  @Field(() => Int, { description: 'Column edges of these flows.' })
  columnEdges!: number;

  @Field(() => Int, { description: 'Assignments of partners to agencies that are in force.' })
  assignments!: number;
}
