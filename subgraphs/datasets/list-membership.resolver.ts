import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inForceAt } from '../../kernel/list-versions/in-force.ts';
import { present } from '../../kernel/subgraph/loaders.ts';
import { DataList, DataListKind } from './data-list.type.ts';
import { listOf } from './data-list-version.resolver.ts';
import { ListMembership } from './data-list-version.type.ts';
import { Dataset, SharingClass } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { ListApproval } from './list-approval.type.ts';
import { Platform } from './platform.type.ts';

@Resolver(() => Dataset)
export class DatasetListsResolver {
  @FieldResolver(() => [ListMembership], { description: 'Versions of lists that name it, by list and number.' })
  async lists(@Root() dataset: Dataset, @Ctx() { dataListLoaders }: DatasetsContext): Promise<ListMembership[]> {
    return (await dataListLoaders.versionsNaming(dataset.code)).map(ListMembership.from);
  }

  @FieldResolver(() => ListApproval, {
    nullable: true,
    description:
      'Whether it is approved for sharing or opening; null where it needs no approval: private, or no sharing class.',
  })
  async listApproval(
    @Root() { code, sharingClass }: Dataset,
    @Ctx() { dataListLoaders, clock }: DatasetsContext,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant, now unless given.' })
    asOf?: Date | null,
  ): Promise<ListApproval | null> {
    if (sharingClass !== SharingClass.SHARED && sharingClass !== SharingClass.OPEN) return null;
    const kind = sharingClass === SharingClass.OPEN ? DataListKind.OPEN : DataListKind.SHARED;
    const at = asOf ?? clock.now();
    const naming = (await dataListLoaders.versionsNaming(code)).filter((version) => inForceAt(version, at));
    const lists = present(await dataListLoaders.byCode.loadMany(naming.map(({ listCode }) => listCode)));
    const approving = new Set(lists.filter((list) => list.kind === kind).map((list) => list.code));
    return ListApproval.of(kind, naming.find(({ listCode }) => approving.has(listCode)) ?? null);
  }
}

@Resolver(() => Platform)
export class PlatformListsResolver {
  @FieldResolver(() => [ListMembership], { description: 'Versions of lists that name it, by list and number.' })
  async lists(@Root() { code }: Platform, @Ctx() { dataListLoaders }: DatasetsContext): Promise<ListMembership[]> {
    return (await dataListLoaders.versionsNamingPlatform(code)).map(ListMembership.from);
  }
}

@Resolver(() => ListMembership)
export class ListMembershipResolver {
  @FieldResolver(() => DataList, { description: 'The list.' })
  list(@Root() membership: ListMembership, @Ctx() context: DatasetsContext): Promise<DataList> {
    return listOf(membership.row.listCode, context);
  }
}
