import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { present } from '../../kernel/subgraph/loaders.ts';
import {
  AddMandateItemsInput,
  CreateMandateListInput,
  MandateListFilter,
  MandateListOrder,
  RemoveMandateItemsInput,
  UpdateMandateListInput,
} from './mandate-list.inputs.ts';
import { MandateItem, MandateList, MandateListConnection } from './mandate-list.type.ts';
import { PolicyDocument } from './policy-document.type.ts';
import type { StandardsContext } from './standards.context.ts';
import { Dataset } from './stubs.ts';

@Resolver(() => MandateList)
export class MandateListResolver {
  @Query(() => MandateList, {
    nullable: true,
    description: 'The mandate list with this code; null and NOT_FOUND when there is none.',
  })
  async mandateList(
    @Ctx() { mandateLists }: StandardsContext,
    @Arg('code', () => ID, { description: 'Code, such as ML-2026-12.' }) code: string,
  ): Promise<MandateList> {
    return MandateList.from(await mandateLists.get(code));
  }

  @Query(() => MandateListConnection, {
    description: 'Mandate lists; documents of different days name different numbers of databases.',
  })
  async mandateLists(
    @Ctx() { mandateLists }: StandardsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => MandateListFilter, { nullable: true, description: 'Which ones.' })
    filter?: MandateListFilter | null,
    @Arg('orderBy', () => MandateListOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: MandateListOrder | null,
  ): Promise<object> {
    return MandateListConnection.of(
      mapPage(await mandateLists.list(filter ?? null, { first, after, orderBy }), MandateList.from),
    );
  }

  @FieldResolver(() => PolicyDocument, {
    nullable: true,
    description: 'The policy document that orders it; null when a statement does.',
  })
  async document(
    @Root() list: MandateList,
    @Ctx() { policyDocumentLoaders }: StandardsContext,
  ): Promise<PolicyDocument | null> {
    const row = list.documentCode === null ? null : await policyDocumentLoaders.byCode.load(list.documentCode);
    return row === null ? null : PolicyDocument.from(row);
  }

  @FieldResolver(() => [Dataset], { description: 'Its datasets, by code, at most 1,000; only those that you may see.' })
  async items(@Root() list: MandateList, @Ctx() { mandateListLoaders }: StandardsContext): Promise<Dataset[]> {
    return (await mandateListLoaders.items.load(list.code)).map((item) => Dataset.of(item.datasetCode));
  }

  @FieldResolver(() => [MandateItem], { description: 'The same datasets, each with the origin of its naming.' })
  async entries(@Root() list: MandateList, @Ctx() { mandateListLoaders }: StandardsContext): Promise<MandateItem[]> {
    return (await mandateListLoaders.items.load(list.code)).map(MandateItem.from);
  }

  @Mutation(() => MandateList, { description: 'Creates a mandate list. Administrators.' })
  async createMandateList(
    @Ctx() { mandateLists }: StandardsContext,
    @Arg('input', () => CreateMandateListInput, { description: 'The new list.' }) input: CreateMandateListInput,
  ): Promise<MandateList> {
    return MandateList.from(await mandateLists.create(input));
  }

  @Mutation(() => MandateList, { description: 'Changes a mandate list. Administrators.' })
  async updateMandateList(
    @Ctx() { mandateLists }: StandardsContext,
    @Arg('input', () => UpdateMandateListInput, { description: 'What to change.' }) input: UpdateMandateListInput,
  ): Promise<MandateList> {
    return MandateList.from(await mandateLists.update(input));
  }

  @Mutation(() => MandateList, { description: 'Puts datasets on a mandate list. Administrators.' })
  async addMandateItems(
    @Ctx() { mandateLists }: StandardsContext,
    @Arg('input', () => AddMandateItemsInput, { description: 'List and datasets.' }) input: AddMandateItemsInput,
  ): Promise<MandateList> {
    return MandateList.from(await mandateLists.addItems(input));
  }

  @Mutation(() => MandateList, { description: 'Takes datasets off a mandate list. Administrators.' })
  async removeMandateItems(
    @Ctx() { mandateLists }: StandardsContext,
    @Arg('input', () => RemoveMandateItemsInput, { description: 'List and datasets.' }) input: RemoveMandateItemsInput,
  ): Promise<MandateList> {
    return MandateList.from(await mandateLists.removeItems(input));
  }
}

@Resolver(() => Dataset)
export class DatasetMandateListsResolver {
  @FieldResolver(() => [MandateList], { description: 'Mandate lists that name the dataset, by code; at most 100.' })
  async mandateLists(
    @Root() dataset: Dataset,
    @Ctx() { mandateListLoaders }: StandardsContext,
  ): Promise<MandateList[]> {
    const items = await mandateListLoaders.ofDataset.load(dataset.code);
    return present(await mandateListLoaders.byCode.loadMany(items.map((item) => item.listCode))).map(MandateList.from);
  }
}
