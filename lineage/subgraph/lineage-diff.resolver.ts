import { Arg, Args, Ctx, Directive, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { ColumnTransformation, LineageDirection, LineageLevel } from './enums.ts';
import type { LineageContext } from './lineage.context.ts';
import {
  EdgeDifference,
  EdgeDifferenceConnection,
  LineageDiff,
  LineageDiffTotals,
  NodeDifference,
  NodeDifferenceConnection,
} from './lineage-diff.type.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { dateOf, publishHead } from './publish.ts';
import { AS_RECORDED, LEVEL, MIN_REVISION, TRANSFORMATIONS } from './question.arguments.ts';

@Resolver(() => LineageDiff)
export class LineageDiffResolver {
  @Directive('@cost(weight: 100)')
  @Query(() => LineageDiff, {
    nullable: true,
    description:
      'How the graph around a dataset, column or flow differs between two instants (valid time): nodes and edges that came or went, datasets newly reached or no longer reached.',
  })
  async lineageDiff(
    @Ctx() { lineage }: LineageContext,
    @Arg('of', () => NodeRefScalar, { description: 'Dataset, column or flow.' }) of: string,
    @Arg('from', () => DateTime, { description: 'The earlier instant.' }) from: Date,
    @Arg('to', () => DateTime, { description: 'The later instant.' }) to: Date,
    @Arg('direction', () => LineageDirection, { defaultValue: LineageDirection.BOTH, description: 'Which way.' })
    direction: LineageDirection,
    @Arg('depth', () => Int, { defaultValue: 3, description: 'How many hops, 1 to 50.' }) depth: number,
    @Arg('level', () => LineageLevel, { nullable: true, description: LEVEL }) level?: LineageLevel | null,
    @Arg('transformations', () => [ColumnTransformation], { nullable: true, description: TRANSFORMATIONS })
    transformations?: ColumnTransformation[] | null,
    @Arg('asRecorded', () => DateTime, {
      nullable: true,
      description: `${AS_RECORDED} Of both instants. With it, lists can be paged through while the graph changes.`,
    })
    asRecorded?: Date | null,
    @Arg('minRevision', () => String, { nullable: true, description: MIN_REVISION }) minRevision?: string | null,
  ): Promise<LineageDiff> {
    const question = { of, direction, depth, level: level ?? null, transformations: transformations ?? null };
    const found = await lineage.lineageDiff(question, from, { asOf: to, asRecorded, minRevision });
    const { nodes, edges, datasets } = found;
    return Object.assign(new LineageDiff(), publishHead(found, found.state), {
      found,
      of,
      from,
      to: dateOf(found.asOf),
      totals: Object.assign(new LineageDiffTotals(), {
        addedNodes: nodes.added,
        removedNodes: nodes.removed,
        addedEdges: edges.added,
        removedEdges: edges.removed,
        addedDatasets: datasets.added,
        removedDatasets: datasets.removed,
      }),
    });
  }

  @FieldResolver(() => NodeDifferenceConnection, {
    description: 'Nodes that came or went, nearest first, those that came before those that went, then by key.',
  })
  nodes(
    @Root() { found }: LineageDiff,
    @Ctx() { lineage }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): object {
    return NodeDifferenceConnection.of(
      mapPage(lineage.diffPage(found, 'nodes', found.nodes, first, after), NodeDifference.from),
    );
  }

  @FieldResolver(() => EdgeDifferenceConnection, {
    description: 'Edges that came or went, nearest first, those that came before those that went, then by their ends.',
  })
  edges(
    @Root() { found }: LineageDiff,
    @Ctx() { lineage }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): object {
    return EdgeDifferenceConnection.of(
      mapPage(lineage.diffPage(found, 'edges', found.edges, first, after), EdgeDifference.from),
    );
  }

  @FieldResolver(() => NodeDifferenceConnection, {
    description:
      'Datasets newly reached (ADDED) or no longer reached (REMOVED), by any of their columns; in the same order.',
  })
  datasets(
    @Root() { found }: LineageDiff,
    @Ctx() { lineage }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): object {
    return NodeDifferenceConnection.of(
      mapPage(lineage.diffPage(found, 'datasets', found.datasets, first, after), NodeDifference.from),
    );
  }
}
