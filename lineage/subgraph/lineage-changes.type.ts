import { Field, ID, Int, ObjectType } from 'type-graphql';
import { LineageAnswer } from './answer.type.ts';
import { LineageChangeKind } from './enums.ts';
import { LineageEdge } from './lineage-graph.type.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';

@ObjectType({
  description: 'A node or an edge that changed: what is kept of it has to be read anew, or put as it stands here.',
})
export class LineageChange {
  @Field(() => LineageChangeKind, { description: 'What it is.' })
  kind!: LineageChangeKind;

  @Field(() => NodeRefScalar, { nullable: true, description: 'The node; null for an edge.' })
  ref!: string | null;

  @Field(() => LineageEdge, {
    nullable: true,
    description:
      'The edge as it is now known; with `recordedTo` it was superseded. Its keys hold within one page. Null for a node.',
  })
  edge!: LineageEdge | null;
}

@ObjectType({
  description:
    'What changed of the graph since a revision, of what you may see: every node and edge once, however often it changed. `complete` and `reasons` are of the page; `revision` is the state that all pages together lead to: ask with it next time.',
})
export class LineageChanges extends LineageAnswer {
  @Field(() => String, { description: 'The revision asked about.' })
  since!: string;

  @Field(() => [LineageChange], { description: 'Nodes by reference, then edges by flow and ends: a page of them.' })
  changes!: readonly LineageChange[];

  @Field(() => Int, { description: 'How many there are on all pages.' })
  totalCount!: number;

  @Field(() => ID, { nullable: true, description: 'Where to go on (`after`); null on the last page.' })
  endCursor!: string | null;
}
