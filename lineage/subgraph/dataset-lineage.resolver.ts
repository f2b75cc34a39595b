import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { LineageNodeKind } from './enums.ts';
import type { LineageContext } from './lineage.context.ts';
import { LineageNode, LineageNodeConnection } from './lineage-graph.type.ts';
import { datasetCodeOf } from './publish.ts';
import { AS_OF } from './question.arguments.ts';
import { DatasetStub } from './stubs.ts';

const neighbour = (ref: string): LineageNode =>
  Object.assign(new LineageNode(), {
    ref,
    key: ref,
    hidden: false,
    agency: null,
    kind: LineageNodeKind.DATASET,
    distance: 1,
    datasetCode: datasetCodeOf(ref),
  });

@Resolver(() => DatasetStub)
export class DatasetLineageResolver {
  @FieldResolver(() => LineageNodeConnection, {
    description: 'Datasets that it is fed from directly (one hop), by reference.',
  })
  async upstream(
    @Root() { code }: DatasetStub,
    @Ctx() { lineage }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
  ): Promise<object> {
    return LineageNodeConnection.of(
      mapPage(await lineage.neighbours(code, 'UPSTREAM', { asOf }, first, after), neighbour),
    );
  }

  @FieldResolver(() => LineageNodeConnection, {
    description: 'Datasets that it feeds directly (one hop), by reference.',
  })
  async downstream(
    @Root() { code }: DatasetStub,
    @Ctx() { lineage }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
  ): Promise<object> {
    return LineageNodeConnection.of(
      mapPage(await lineage.neighbours(code, 'DOWNSTREAM', { asOf }, first, after), neighbour),
    );
  }
}
