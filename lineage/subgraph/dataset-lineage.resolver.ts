import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { HiddenSteps } from './answer.type.ts';
import { LineageNodeKind } from './enums.ts';
import type { LineageContext } from './lineage.context.ts';
import type { LineageService } from './lineage.service.ts';
import { LineageNode, LineageNodeConnection } from './lineage-graph.type.ts';
import { datasetCodeOf, publishHead } from './publish.ts';
import { AS_OF, AS_RECORDED, MIN_REVISION } from './question.arguments.ts';
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

/** A page of neighbours as it is published, with what it says of itself. */
const publishNeighbours = (
  lineage: LineageService,
  { page, head, hidden }: Awaited<ReturnType<LineageService['neighbours']>>,
): object =>
  Object.assign(LineageNodeConnection.of(mapPage(page, neighbour)), publishHead(head, lineage.revisionOf(head)), {
    hidden: hidden.map(HiddenSteps.from),
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
    @Arg('asRecorded', () => DateTime, { nullable: true, description: AS_RECORDED }) asRecorded?: Date | null,
    @Arg('minRevision', () => String, { nullable: true, description: MIN_REVISION }) minRevision?: string | null,
  ): Promise<object> {
    const when = { asOf, asRecorded, minRevision };
    return publishNeighbours(lineage, await lineage.neighbours(code, 'UPSTREAM', when, first, after));
  }

  @FieldResolver(() => LineageNodeConnection, {
    description: 'Datasets that it feeds directly (one hop), by reference.',
  })
  async downstream(
    @Root() { code }: DatasetStub,
    @Ctx() { lineage }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
    @Arg('asRecorded', () => DateTime, { nullable: true, description: AS_RECORDED }) asRecorded?: Date | null,
    @Arg('minRevision', () => String, { nullable: true, description: MIN_REVISION }) minRevision?: string | null,
  ): Promise<object> {
    const when = { asOf, asRecorded, minRevision };
    return publishNeighbours(lineage, await lineage.neighbours(code, 'DOWNSTREAM', when, first, after));
  }
}
