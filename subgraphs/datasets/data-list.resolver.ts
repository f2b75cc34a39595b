import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { present } from '../../kernel/subgraph/loaders.ts';
import {
  ApproveDataListVersionInput,
  CreateDataListInput,
  DataListFilter,
  DataListOrder,
  ProposeDataListVersionInput,
  UpdateDataListInput,
} from './data-list.inputs.ts';
import { DataList, DataListConnection, DataListVersion, ListMembership } from './data-list.type.ts';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';

const listOf = async (code: string, { dataListLoaders }: DatasetsContext): Promise<DataList> => {
  const row = await dataListLoaders.byCode.load(code);
  if (row === null) throw new NotFoundError('list', code);
  return DataList.from(row);
};

@Resolver(() => Dataset)
export class DatasetListsResolver {
  @FieldResolver(() => [ListMembership], { description: 'Versions of lists that name it, by list and number.' })
  async lists(@Root() dataset: Dataset, @Ctx() { dataListLoaders }: DatasetsContext): Promise<ListMembership[]> {
    return (await dataListLoaders.versionsNaming(dataset.code)).map(ListMembership.from);
  }
}

@Resolver(() => ListMembership)
export class ListMembershipResolver {
  @FieldResolver(() => DataList, { description: 'The list.' })
  list(@Root() membership: ListMembership, @Ctx() context: DatasetsContext): Promise<DataList> {
    return listOf(membership.row.listCode, context);
  }
}

@Resolver(() => DataListVersion)
export class DataListVersionResolver {
  @FieldResolver(() => DataList, { description: 'The list.' })
  list(@Root() { listCode }: DataListVersion, @Ctx() context: DatasetsContext): Promise<DataList> {
    return listOf(listCode, context);
  }

  @FieldResolver(() => [ID], { description: 'Codes of the datasets on it that you may see, at most 10,000.' })
  async members(@Root() { id }: DataListVersion, @Ctx() { dataListLoaders }: DatasetsContext): Promise<string[]> {
    return (await dataListLoaders.members.load(id)).map((member) => member.dataset);
  }

  @FieldResolver(() => [Dataset], { description: 'The datasets on it that you may see, by code, at most 10,000.' })
  async datasets(
    @Root() { id }: DataListVersion,
    @Ctx() { dataListLoaders, datasetLoaders }: DatasetsContext,
  ): Promise<Dataset[]> {
    const members = await dataListLoaders.members.load(id);
    return present(await datasetLoaders.byCode.loadMany(members.map((member) => member.dataset))).map(Dataset.from);
  }
}

@Resolver(() => DataList)
export class DataListResolver {
  @Query(() => DataList, {
    nullable: true,
    description: 'The list with this code; null and NOT_FOUND when there is none.',
  })
  async dataList(
    @Ctx() { dataLists }: DatasetsContext,
    @Arg('code', () => ID, { description: 'Code of the list.' }) code: string,
  ): Promise<DataList> {
    return DataList.from(await dataLists.get(code));
  }

  @Query(() => DataListConnection, { description: 'Lists that the city decides on.' })
  async dataLists(
    @Ctx() { dataLists }: DatasetsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => DataListFilter, { nullable: true, description: 'Which ones.' }) filter?: DataListFilter | null,
    @Arg('orderBy', () => DataListOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: DataListOrder | null,
  ): Promise<object> {
    return DataListConnection.of(
      mapPage(await dataLists.list(filter ?? null, { first, after, orderBy }), DataList.from),
    );
  }

  @FieldResolver(() => [DataListVersion], { description: 'Its versions by number, at most 200.' })
  async versions(@Root() list: DataList, @Ctx() { dataListLoaders }: DatasetsContext): Promise<DataListVersion[]> {
    return (await dataListLoaders.versions.load(list.code)).map(DataListVersion.from);
  }

  @Mutation(() => DataList, { description: 'Creates a list. Administrators.' })
  async createDataList(
    @Ctx() { dataLists }: DatasetsContext,
    @Arg('input', () => CreateDataListInput, { description: 'The new list.' }) input: CreateDataListInput,
  ): Promise<DataList> {
    return DataList.from(await dataLists.create(input));
  }

  @Mutation(() => DataList, { description: 'Changes the title of a list. Administrators.' })
  async updateDataList(
    @Ctx() { dataLists }: DatasetsContext,
    @Arg('input', () => UpdateDataListInput, { description: 'What to change.' }) input: UpdateDataListInput,
  ): Promise<DataList> {
    return DataList.from(await dataLists.update(input));
  }

  @Mutation(() => DataListVersion, { description: 'Proposes what is to be on a list. Administrators.' })
  async proposeDataListVersion(
    @Ctx() { dataLists }: DatasetsContext,
    @Arg('input', () => ProposeDataListVersionInput, { description: 'The list and its datasets.' })
    input: ProposeDataListVersionInput,
  ): Promise<DataListVersion> {
    return DataListVersion.from(await dataLists.propose(input));
  }

  @Mutation(() => DataListVersion, { description: 'Puts a proposed version into force by a document. Administrators.' })
  async approveDataListVersion(
    @Ctx() { dataLists }: DatasetsContext,
    @Arg('input', () => ApproveDataListVersionInput, { description: 'The version, the document, the date.' })
    input: ApproveDataListVersionInput,
  ): Promise<DataListVersion> {
    return DataListVersion.from(await dataLists.approve(input));
  }
}
