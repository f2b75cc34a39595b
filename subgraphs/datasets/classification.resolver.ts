import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { RecordClassificationInput } from './classification.inputs.ts';
import { Classification, ClassificationKind } from './classification.type.ts';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';

const datasetOf = async (code: string, { datasetLoaders }: DatasetsContext): Promise<Dataset> => {
  const row = await datasetLoaders.byCode.load(code);
  if (row === null) throw new NotFoundError('dataset', code);
  return Dataset.from(row);
};

@Resolver(() => Dataset)
export class DatasetClassificationsResolver {
  @FieldResolver(() => [Classification], { description: 'The decisions by which it has its classes; two at most.' })
  async classifications(
    @Root() { code }: Dataset,
    @Ctx() { classificationLoaders }: DatasetsContext,
  ): Promise<Classification[]> {
    return (await classificationLoaders.ofDataset.load(code)).map(Classification.from);
  }
}

@Resolver(() => Classification)
export class ClassificationResolver {
  @FieldResolver(() => Dataset, { description: 'The dataset.' })
  dataset(@Root() { datasetCode }: Classification, @Ctx() context: DatasetsContext): Promise<Dataset> {
    return datasetOf(datasetCode, context);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the dataset has that class still; if not, it is to be decided anew.',
  })
  async applies(
    @Root() { datasetCode, kind, class: decided }: Classification,
    @Ctx() context: DatasetsContext,
  ): Promise<boolean> {
    const { sharingClass, importanceClass } = await datasetOf(datasetCode, context);
    return decided === (kind === ClassificationKind.SHARING ? sharingClass : importanceClass);
  }

  @Mutation(() => [Classification], {
    description:
      'Records by which document datasets have the class that they have now. Stewards of the publisher of each and administrators.',
  })
  async recordClassification(
    @Ctx() { classifications }: DatasetsContext,
    @Arg('input', () => RecordClassificationInput, { description: 'The decision.' }) input: RecordClassificationInput,
  ): Promise<Classification[]> {
    return (await classifications.record(input)).map(Classification.from);
  }
}
