import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { CreateDatasetInput, DatasetFilter, DatasetOrder, UpdateDatasetInput } from './dataset.inputs.ts';
import { Dataset, DatasetConnection } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { Platform } from './platform.type.ts';
import { Agency } from './stubs.ts';

@Resolver(() => Dataset)
export class DatasetResolver {
  @Query(() => Dataset, {
    nullable: true,
    description: 'The dataset with this code; null and NOT_FOUND when there is none, or none that you may see.',
  })
  async dataset(
    @Ctx() { datasets }: DatasetsContext,
    @Arg('code', () => ID, { description: 'Code, such as N01.' }) code: string,
  ): Promise<Dataset> {
    return Dataset.from(await datasets.get(code));
  }

  @Query(() => DatasetConnection, { description: 'Datasets that you may see.' })
  async datasets(
    @Ctx() { datasets }: DatasetsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => DatasetFilter, { nullable: true, description: 'Which ones.' }) filter?: DatasetFilter | null,
    @Arg('orderBy', () => DatasetOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: DatasetOrder | null,
  ): Promise<object> {
    return DatasetConnection.of(mapPage(await datasets.list(filter ?? null, { first, after, orderBy }), Dataset.from));
  }

  @FieldResolver(() => Agency, { description: 'The agency that publishes it and answers for it.' })
  publisher(@Root() dataset: Dataset): Agency {
    return Agency.of(dataset.publisherCode);
  }

  @FieldResolver(() => Platform, {
    nullable: true,
    description:
      'The platform or system in which it is kept, with its tier in the national digital architecture and its security level; null where its publisher names none.',
  })
  async system(@Root() { systemCode }: Dataset, @Ctx() { platformLoaders }: DatasetsContext): Promise<Platform | null> {
    const row = systemCode === null ? null : await platformLoaders.byCode.load(systemCode);
    return row === null ? null : Platform.from(row);
  }

  @Mutation(() => Dataset, {
    description: 'Creates a dataset with its fields (schema version 1). Stewards of the publisher and administrators.',
  })
  async createDataset(
    @Ctx() { datasets }: DatasetsContext,
    @Arg('input', () => CreateDatasetInput, { description: 'The new dataset.' }) input: CreateDatasetInput,
  ): Promise<Dataset> {
    return Dataset.from(await datasets.create(input));
  }

  @Mutation(() => Dataset, { description: 'Changes a dataset. Stewards of its publisher and administrators.' })
  async updateDataset(
    @Ctx() { datasets }: DatasetsContext,
    @Arg('input', () => UpdateDatasetInput, { description: 'What to change.' }) input: UpdateDatasetInput,
  ): Promise<Dataset> {
    return Dataset.from(await datasets.update(input));
  }
}
