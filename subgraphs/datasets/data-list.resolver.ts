import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inForceAt } from '../../kernel/list-versions/in-force.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { CreateDataListInput, DataListFilter, DataListOrder, UpdateDataListInput } from './data-list.inputs.ts';
import { DataList, DataListConnection } from './data-list.type.ts';
import { DataListVersion } from './data-list-version.type.ts';
import type { DatasetsContext } from './datasets.context.ts';

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

  @FieldResolver(() => DataListVersion, {
    nullable: true,
    description: 'Its version of this number; null and NOT_FOUND when there is none.',
  })
  async version(
    @Root() { code }: DataList,
    @Ctx() { dataListLoaders }: DatasetsContext,
    @Arg('number', () => Int, { description: 'Number of the version.' }) number: number,
  ): Promise<DataListVersion> {
    const row = (await dataListLoaders.versions.load(code)).find(({ version }) => version === number);
    if (row === undefined) throw new NotFoundError(`version of the list ${code}`, String(number));
    return DataListVersion.from(row);
  }

  @FieldResolver(() => DataListVersion, {
    nullable: true,
    description: 'Its version in force; null when there is none.',
  })
  async versionInForce(
    @Root() list: DataList,
    @Ctx() { dataListLoaders, clock }: DatasetsContext,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant, now unless given.' })
    asOf?: Date | null,
  ): Promise<DataListVersion | null> {
    const at = asOf ?? clock.now();
    const row = (await dataListLoaders.versions.load(list.code)).find((version) => inForceAt(version, at));
    return row === undefined ? null : DataListVersion.from(row);
  }

  @Mutation(() => DataList, { description: 'Creates a list. Administrators.' })
  async createDataList(
    @Ctx() { dataLists }: DatasetsContext,
    @Arg('input', () => CreateDataListInput, { description: 'The new list.' }) input: CreateDataListInput,
  ): Promise<DataList> {
    return DataList.from(await dataLists.create(input));
  }

  @Mutation(() => DataList, { description: 'Changes the title of a list, and when it is reviewed. Administrators.' })
  async updateDataList(
    @Ctx() { dataLists }: DatasetsContext,
    @Arg('input', () => UpdateDataListInput, { description: 'What to change.' }) input: UpdateDataListInput,
  ): Promise<DataList> {
    return DataList.from(await dataLists.update(input));
  }
}
