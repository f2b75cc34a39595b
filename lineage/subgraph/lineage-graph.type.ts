import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import { LineageAnswer, PathStep } from './answer.type.ts';
import { ColumnTransformation, LineageNodeKind } from './enums.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { datasetCodeOf, dateOrNull } from './publish.ts';
import { AgencyStub, DatasetStub } from './stubs.ts';
import type { VeiledEdge, VeiledNode } from './veiled-graph.ts';
import type { Ends } from './ways.service.ts';
import type { When } from './when.ts';

@ObjectType({ description: 'A node of the lineage graph, as one answer sees it.' })
export class LineageNode {
  @Field(() => NodeRefScalar, { nullable: true, description: 'The node; null for one that is hidden from you.' })
  ref!: string | null;

  @Field(() => ID, {
    description:
      'Names the node within this answer, for its edges: its reference, or hidden:1, hidden:2 … for those hidden from you.',
  })
  key!: string;

  @Field(() => Boolean, {
    description: 'Whether it is hidden from you. Stewards are told of such nodes; for others they do not exist.',
  })
  hidden!: boolean;

  @Field(() => AgencyStub, { nullable: true, description: 'Of a hidden node: the agency to ask.' })
  agency!: AgencyStub | null;

  @Field(() => LineageNodeKind, { description: 'What it is.' })
  kind!: LineageNodeKind;

  @Field(() => Int, { description: 'Fewest hops from what was asked about; 0 is itself.' })
  distance!: number;

  datasetCode!: string | null;

  @Field(() => DatasetStub, {
    nullable: true,
    description: 'The dataset, or the dataset of the column; null for a name that is not in the catalog.',
  })
  dataset(): DatasetStub | null {
    return this.datasetCode === null ? null : DatasetStub.of(this.datasetCode);
  }

  static from({ ref, key, hidden, agency, kind, distance, dataset, inCatalog }: VeiledNode): LineageNode {
    return Object.assign(new LineageNode(), {
      ref,
      key,
      hidden,
      agency: agency === null ? null : AgencyStub.of(agency),
      kind: kind as LineageNodeKind,
      distance,
      datasetCode: dataset !== null && inCatalog ? datasetCodeOf(dataset) : null,
    });
  }
}

/** A page of neighbours. */
export const LineageNodeConnection = connectionOf(LineageNode, 'LineageNode', 'neighbouring datasets');

@ObjectType({ description: 'An edge: data flows from one node to another.' })
export class LineageEdge {
  @Field(() => NodeRefScalar, {
    nullable: true,
    description: 'Where data comes from; null when that is hidden from you.',
  })
  from!: string | null;

  @Field(() => NodeRefScalar, {
    nullable: true,
    description: 'Where data flows to; null when that is hidden from you.',
  })
  to!: string | null;

  @Field(() => ID, { description: 'The `key` of the node where data comes from.' })
  fromKey!: string;

  @Field(() => ID, { description: 'The `key` of the node where data flows to.' })
  toKey!: string;

  @Field(() => NodeRefScalar, {
    nullable: true,
    description: 'The flow that moves it; null beside a node that is hidden from you.',
  })
  job!: string | null;

  @Field(() => ColumnTransformation, {
    nullable: true,
    description: 'How the target column is made; null between datasets, and beside a hidden column.',
  })
  transformation!: ColumnTransformation | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'It flows from this instant on (valid time); null: since ever, or beside what is hidden from you.',
  })
  validFrom!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'It flows until before this instant; null: it goes on, or stands beside what is hidden from you.',
  })
  validTo!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Known since this instant (recorded time); null beside what is hidden from you.',
  })
  recordedFrom!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Known so until before this instant, when it was superseded; null: it is what is known.',
  })
  recordedTo!: Date | null;

  static from({ transformation, validFrom, validTo, recordedFrom, recordedTo, ...edge }: VeiledEdge): LineageEdge {
    return Object.assign(new LineageEdge(), {
      ...edge,
      transformation: transformation as ColumnTransformation | null,
      validFrom: dateOrNull(validFrom),
      validTo: dateOrNull(validTo),
      recordedFrom: dateOrNull(recordedFrom),
      recordedTo: dateOrNull(recordedTo),
    });
  }
}

@ObjectType({ description: 'The graph around a node.' })
export class LineageGraph extends LineageAnswer {
  when!: When;

  @Directive('@listSize(assumedSize: 50)')
  @Field(() => [LineageNode], { description: 'Nodes, nearest first, the one asked about included.' })
  nodes!: readonly LineageNode[];

  @Directive('@listSize(assumedSize: 50)')
  @Field(() => [LineageEdge], { description: 'Edges between these nodes.' })
  edges!: readonly LineageEdge[];

  @Field(() => Boolean, {
    description: 'Whether nodes were left out because of the limit of 10,000; `reasons` says so as well.',
  })
  truncated!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Where to go on (`after`) when a limit of nodes, edges or work cut the answer; null when it did not. Edges come with the page of their later end. A page that goes on is about the same instant, and is refused when the graph has changed meanwhile; `complete` counts the pages before it as read.',
  })
  endCursor!: string | null;
}

@ObjectType({ description: 'The way from one node to another.' })
export class LineagePaths extends LineageAnswer {
  /** What `counts` and `shortestWays` are about. */
  ends!: Ends;
  first!: number;

  @Field(() => Int, { nullable: true, description: 'Fewest hops from one to the other; null when there is no way.' })
  distance!: number | null;

  @Field(() => [PathStep], { description: 'One shortest way, both ends included; empty when there is none.' })
  shortest!: readonly PathStep[];
}
