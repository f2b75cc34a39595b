import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inForceAt } from '../../kernel/list-versions/in-force.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { present } from '../../kernel/subgraph/loaders.ts';
import type { MandateItemRow, MandateListVersionRow } from './mandate-list.entity.ts';
import {
  CreateMandateListInput,
  MandateListFilter,
  MandateListOrder,
  UpdateMandateListInput,
} from './mandate-list.inputs.ts';
import { MandateItem, MandateList, MandateListConnection } from './mandate-list.type.ts';
import { MandateListVersion } from './mandate-list-version.type.ts';
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

  @FieldResolver(() => [Dataset], {
    description: 'What its version in force names now, by code, at most 1,000; only datasets that you may see.',
  })
  async items(@Root() list: MandateList, @Ctx() context: StandardsContext): Promise<Dataset[]> {
    return (await itemsInForce(list, context)).map((item) => Dataset.of(item.datasetCode));
  }

  @FieldResolver(() => [MandateItem], { description: 'The same datasets, each with the origin of its naming.' })
  async entries(@Root() list: MandateList, @Ctx() context: StandardsContext): Promise<MandateItem[]> {
    return (await itemsInForce(list, context)).map(MandateItem.from);
  }

  @FieldResolver(() => [MandateListVersion], { description: 'Its versions by number, at most 200.' })
  async versions(
    @Root() list: MandateList,
    @Ctx() { mandateListLoaders }: StandardsContext,
  ): Promise<MandateListVersion[]> {
    return (await mandateListLoaders.versions.load(list.code)).map(MandateListVersion.from);
  }

  @FieldResolver(() => MandateListVersion, {
    nullable: true,
    description: 'Its version of this number; null and NOT_FOUND when there is none.',
  })
  async version(
    @Root() { code }: MandateList,
    @Ctx() { mandateListLoaders }: StandardsContext,
    @Arg('number', () => Int, { description: 'Number of the version.' }) number: number,
  ): Promise<MandateListVersion> {
    const row = (await mandateListLoaders.versions.load(code)).find(({ version }) => version === number);
    if (row === undefined) throw new NotFoundError(`version of the mandate list ${code}`, String(number));
    return MandateListVersion.from(row);
  }

  @FieldResolver(() => MandateListVersion, {
    nullable: true,
    description: 'Its version in force; null when there is none.',
  })
  async versionInForce(
    @Root() list: MandateList,
    @Ctx() context: StandardsContext,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant, now unless given.' })
    asOf?: Date | null,
  ): Promise<MandateListVersion | null> {
    const row = await inForceOf(list, context, asOf ?? context.clock.now());
    return row === undefined ? null : MandateListVersion.from(row);
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
}

@Resolver(() => Dataset)
export class DatasetMandateListsResolver {
  @FieldResolver(() => [MandateList], {
    description: 'Mandate lists whose version in force names the dataset, by code; at most 100.',
  })
  async mandateLists(
    @Root() dataset: Dataset,
    @Ctx() { mandateListLoaders }: StandardsContext,
  ): Promise<MandateList[]> {
    const items = await mandateListLoaders.ofDataset.load(dataset.code);
    return present(await mandateListLoaders.byCode.loadMany(items.map((item) => item.listCode))).map(MandateList.from);
  }
}

/** The version of a list that is in force at an instant. */
async function inForceOf(
  { code }: MandateList,
  { mandateListLoaders }: StandardsContext,
  at: Date,
): Promise<MandateListVersionRow | undefined> {
  return (await mandateListLoaders.versions.load(code)).find((version) => inForceAt(version, at));
}

/** What the version in force now names that the viewer sees. */
async function itemsInForce(list: MandateList, context: StandardsContext): Promise<readonly MandateItemRow[]> {
  const version = await inForceOf(list, context, context.clock.now());
  return version === undefined ? [] : context.mandateListLoaders.items.load(version.id);
}
