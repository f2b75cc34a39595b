import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import { LineageAnswer, PathStep } from './answer.type.ts';
import { ColumnTransformation, LineageNodeKind } from './enums.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { DatasetStub } from './stubs.ts';

@ObjectType({ description: 'A node of the lineage graph, as one answer sees it.' })
export class LineageNode {
  @Field(() => NodeRefScalar, { description: 'The node.' })
  ref!: string;

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
}

/** A page of neighbours. */
export const LineageNodeConnection = connectionOf(LineageNode, 'LineageNode', 'neighbouring datasets');

@ObjectType({ description: 'An edge: data flows from one node to another.' })
export class LineageEdge {
  @Field(() => NodeRefScalar, { description: 'Where data comes from.' })
  from!: string;

  @Field(() => NodeRefScalar, { description: 'Where data flows to.' })
  to!: string;

  @Field(() => NodeRefScalar, { description: 'The flow that moves it.' })
  job!: string;

  @Field(() => ColumnTransformation, {
    nullable: true,
    description: 'How the target column is made; null between datasets.',
  })
  transformation!: ColumnTransformation | null;
}

@ObjectType({ description: 'The graph around a node.' })
export class LineageGraph extends LineageAnswer {
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
}

@ObjectType({ description: 'The way from one node to another.' })
export class LineagePaths extends LineageAnswer {
  @Field(() => Int, { nullable: true, description: 'Fewest hops from one to the other; null when there is no way.' })
  distance!: number | null;

  @Field(() => [PathStep], { description: 'One shortest way, both ends included; empty when there is none.' })
  shortest!: readonly PathStep[];
}
