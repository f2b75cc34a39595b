import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import { NameFlag, NameSuggestionReasonCode } from './name-enums.ts';
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

  @Field(() => [NodeRefScalar], {
    description:
      'Other names that symlinks say are the same dataset, at most 31; a decision about one is one about all.',
  })
  others!: readonly string[];

  @Field(() => [NameFlag], { description: 'What is peculiar about its symlinks.' })
  flags!: readonly string[];
}

@ObjectType({ description: 'Why a dataset may be what a name means.' })
export class NameSuggestionReason {
  @Field(() => NameSuggestionReasonCode, { description: 'In what they are alike.' })
  code!: string;

  @Field(() => Float, { description: 'How much, above 0 and at most 1.' })
  likeness!: number;
}

@ObjectType({ description: 'A dataset that a name may be.' })
export class NameSuggestion {
  @Field(() => DatasetStub, { description: 'The dataset; of those that you see.' })
  dataset!: DatasetStub;

  @Field(() => Float, {
    description: 'Above 0, at most 1: half the likeness of columns, 0.3 of that of names, 0.2 of that of neighbours.',
  })
  score!: number;

  @Field(() => [NameSuggestionReason], { description: 'What it comes from.' })
  reasons!: readonly NameSuggestionReason[];
}

@ObjectType({ description: 'What is decided about a name.' })
export class NameDecision {
  @Field(() => NodeRefScalar, { description: 'The name.' })
  name!: string;

  @Field(() => DatasetStub, { nullable: true, description: 'The dataset that it is; null for none.' })
  dataset!: DatasetStub | null;

  @Field(() => Boolean, { description: 'Whether it is nobody’s dataset.' })
  ignored!: boolean;
}

@ObjectType({ description: 'Decisions about names.' })
export class NameDecisions {
  @Field(() => [NameDecision], { description: 'In the order given.' })
  decisions!: readonly NameDecision[];
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
