import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { AddDistributionInput, UpdateDistributionInput } from './distribution.inputs.ts';
import { Distribution } from './distribution.type.ts';
import { Platform } from './platform.type.ts';

@Resolver(() => Dataset)
export class DatasetDistributionsResolver {
  @FieldResolver(() => [Distribution], { description: 'Forms in which it can be had, by code; at most 200.' })
  async distributions(
    @Root() dataset: Dataset,
    @Ctx() { distributionLoaders }: DatasetsContext,
  ): Promise<Distribution[]> {
    return (await distributionLoaders.ofDataset.load(dataset.code)).map(Distribution.from);
  }
}

@Resolver(() => Distribution)
export class DistributionResolver {
  @FieldResolver(() => Dataset, { description: 'The dataset.' })
  async dataset(@Root() { datasetCode }: Distribution, @Ctx() { datasetLoaders }: DatasetsContext): Promise<Dataset> {
    const row = await datasetLoaders.byCode.load(datasetCode);
    if (row === null) throw new NotFoundError('dataset', datasetCode);
    return Dataset.from(row);
  }

  @FieldResolver(() => Platform, { nullable: true, description: 'The platform through which it is had.' })
  async platform(
    @Root() { accessService }: Distribution,
    @Ctx() { platformLoaders }: DatasetsContext,
  ): Promise<Platform | null> {
    const row = accessService === null ? null : await platformLoaders.byCode.load(accessService);
    return row === null ? null : Platform.from(row);
  }

  @Mutation(() => Distribution, {
    description: 'Adds a form in which a dataset can be had. Stewards of the publisher and administrators.',
  })
  async addDistribution(
    @Ctx() { distributions }: DatasetsContext,
    @Arg('input', () => AddDistributionInput, { description: 'The distribution.' }) input: AddDistributionInput,
  ): Promise<Distribution> {
    return Distribution.from(await distributions.add(input));
  }

  @Mutation(() => Distribution, {
    description: 'Changes a distribution. Stewards of the publisher and administrators.',
  })
  async updateDistribution(
    @Ctx() { distributions }: DatasetsContext,
    @Arg('input', () => UpdateDistributionInput, { description: 'What to change.' }) input: UpdateDistributionInput,
  ): Promise<Distribution> {
    return Distribution.from(await distributions.update(input));
  }
}
