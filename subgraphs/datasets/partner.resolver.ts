import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { DatasetFilter, DatasetOrder } from './dataset.inputs.ts';
import { Dataset, DatasetConnection } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { Partner } from './stubs.ts';

@Resolver(() => Partner)
export class PartnerResolver {
  @FieldResolver(() => DatasetConnection, {
    description: 'Datasets of the agencies that the partner works for now, leading or not, that you may see.',
  })
  async datasets(
    @Root() partner: Partner,
    @Ctx() { datasetLoaders }: DatasetsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => DatasetFilter, { nullable: true, description: 'Which ones.' }) filter?: DatasetFilter | null,
    @Arg('orderBy', () => DatasetOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: DatasetOrder | null,
  ): Promise<object> {
    const request = { first, after: after ?? null, filter: filter ?? null, orderBy: orderBy ?? null };
    return DatasetConnection.of(mapPage(await datasetLoaders.ofPartner(partner.code, request), Dataset.from));
  }
}
