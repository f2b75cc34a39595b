import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import { LineageAnswer } from './answer.type.ts';
import { LineageDifference } from './enums.ts';
import type { LineageService } from './lineage.service.ts';
import { LineageEdge, LineageNode } from './lineage-graph.type.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import type { VeiledEdgeDifference, VeiledNodeDifference } from './veiled-diff.ts';

@ObjectType({ description: 'A node that is around another at one of two instants only.' })
export class NodeDifference {
  @Field(() => LineageDifference, { description: 'At which of the two.' })
  change!: LineageDifference;

  @Field(() => LineageNode, { description: 'The node, with its distance at that instant.' })
  node!: LineageNode;

  static from({ change, node }: VeiledNodeDifference): NodeDifference {
    return Object.assign(new NodeDifference(), { change: change as LineageDifference, node: LineageNode.from(node) });
  }
}

@ObjectType({ description: 'An edge that is there at one of two instants only.' })
export class EdgeDifference {
  @Field(() => LineageDifference, { description: 'At which of the two.' })
  change!: LineageDifference;

  @Field(() => Int, { description: 'Hops from what was asked about to its farther end, at that instant.' })
  distance!: number;

  @Field(() => LineageEdge, {
    description: 'The edge as it stands at that instant; `fromKey` and `toKey` hold for all lists of one answer.',
  })
  edge!: LineageEdge;

  static from({ change, distance, edge }: VeiledEdgeDifference): EdgeDifference {
    return Object.assign(new EdgeDifference(), {
      change: change as LineageDifference,
      distance,
      edge: LineageEdge.from(edge),
    });
  }
}

/** A page of nodes that differ. */
export const NodeDifferenceConnection = connectionOf(NodeDifference, 'NodeDifference', 'nodes that differ');
/** A page of edges that differ. */
export const EdgeDifferenceConnection = connectionOf(EdgeDifference, 'EdgeDifference', 'edges that differ');

@ObjectType({ description: 'How much differs between two instants, all of it, whatever the lists show.' })
export class LineageDiffTotals {
  @Field(() => Int, { description: 'Nodes that came.' })
  addedNodes!: number;

  @Field(() => Int, { description: 'Nodes that went.' })
  removedNodes!: number;

  @Field(() => Int, { description: 'Edges that came.' })
  addedEdges!: number;

  @Field(() => Int, { description: 'Edges that went.' })
  removedEdges!: number;

  @Field(() => Int, { description: 'Datasets newly reached, a column of them at least.' })
  addedDatasets!: number;

  @Field(() => Int, { description: 'Datasets no longer reached, by no column of them.' })
  removedDatasets!: number;
}

/** What the lists of a difference are cut from. */
export type LineageDiffFound = Awaited<ReturnType<LineageService['lineageDiff']>>;

@ObjectType({
  description:
    'How the graph around a node differs between two instants: what `lineage` of the same question shows at one and not at the other. An edge is the same while its ends, its flow and its transformation are.',
})
export class LineageDiff extends LineageAnswer {
  found!: LineageDiffFound;

  @Field(() => NodeRefScalar, { description: 'What was asked about.' })
  of!: string;

  @Field(() => DateTime, { description: 'The earlier instant.' })
  from!: Date;

  @Field(() => DateTime, { description: 'The later instant; `asOf` is the same.' })
  to!: Date;

  @Field(() => LineageDiffTotals, { description: 'How much differs.' })
  totals!: LineageDiffTotals;
}
