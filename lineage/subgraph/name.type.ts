import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { DatasetStub } from './stubs.ts';

@ObjectType({ description: 'A name that lineage events use for a dataset and that the catalog does not know yet.' })
export class UnresolvedName {
  @Field(() => NodeRefScalar, { description: 'The name, <namespace>|<name>.' })
  ref!: string;

  @Field(() => DateTime, { description: 'Time of the first event that names it.' })
  firstSeen!: Date;

  @Field(() => DateTime, { description: 'Time of the last event that names it.' })
  lastSeen!: Date;

  @Field(() => Int, { description: 'Edges between datasets that begin or end at it.' })
  edges!: number;
}

/** A page of names. */
export const UnresolvedNameConnection = connectionOf(UnresolvedName, 'UnresolvedName', 'unresolved names');

@ObjectType({ description: 'What a name is now.' })
export class NameLink {
  @Field(() => NodeRefScalar, { description: 'The name.' })
  name!: string;

  @Field(() => DatasetStub, { nullable: true, description: 'The dataset that it is; null while it is none.' })
  dataset!: DatasetStub | null;
}
