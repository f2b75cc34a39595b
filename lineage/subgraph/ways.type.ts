import { Field, Int, ObjectType } from 'type-graphql';
import { LineageAnswer, PathStep } from './answer.type.ts';
import { LineageEdge, LineageNode } from './lineage-graph.type.ts';

@ObjectType({ description: 'A way that data takes.' })
export class LineageWay {
  @Field(() => Int, { description: 'Hops between datasets or columns.' })
  distance!: number;

  @Field(() => [PathStep], { description: 'Node, flow, node and so on, both ends included.' })
  steps!: readonly PathStep[];
}

@ObjectType({ description: 'The shortest ways from one node to another.' })
export class LineageWays extends LineageAnswer {
  @Field(() => [LineageWay], {
    description:
      'Shorter ones first. None passes a node twice, and no two have the same nodes: where several flows lead from one to the next, one is named.',
  })
  ways!: readonly LineageWay[];
}

@ObjectType({ description: 'How many ways lead from one node to another.' })
export class LineagePathCounts extends LineageAnswer {
  @Field(() => String, {
    nullable: true,
    description:
      'How many ways have the least number of hops, in decimal digits, exact however many; "0" when there is no way. Ways are told apart by their nodes: several flows between two nodes count once. Null with the reason BUDGET.',
  })
  shortest!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'How many ways there are of any length, in decimal digits. Null with the reason CYCLE when data may go round on the way, a node that feeds itself included; null with the reason BUDGET when that was not found out, or has more than 308 digits.',
  })
  all!: string | null;
}

@ObjectType({ description: 'Everything on the ways from one node to another.' })
export class LineageBetween extends LineageAnswer {
  @Field(() => [LineageNode], {
    description:
      'Datasets or columns on any way, both ends included, nearest to `from` first. Empty when there is no way.',
  })
  nodes!: readonly LineageNode[];

  @Field(() => [LineageEdge], { description: 'Edges between these nodes.' })
  edges!: readonly LineageEdge[];

  @Field(() => Int, { description: 'How many nodes there are, also when not all are listed.' })
  totalCount!: number;

  @Field(() => Boolean, {
    description:
      'Whether nodes or edges were left out because of the limits of 10,000 and 50,000; `reasons` says so as well.',
  })
  truncated!: boolean;
}

@ObjectType({ description: 'What has to be frozen so that nothing flows from one node to another any more.' })
export class LineageSeparators extends LineageAnswer {
  @Field(() => [LineageNode], {
    nullable: true,
    description:
      'The fewest datasets other than the two; of several such sets the one nearest to `from`, nearest first. Empty when nothing flows anyway. Null when no set is enough (`direct`), and with the reason BUDGET.',
  })
  datasets!: readonly LineageNode[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether a flow leads directly from the one to the other, or they are the same, so that no set is enough. Null with the reason BUDGET.',
  })
  direct!: boolean | null;
}
