import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { RecordProcessingInput } from './processing.inputs.ts';
import { Processing } from './processing.type.ts';

@Resolver(() => Dataset)
export class DatasetProcessingResolver {
  @FieldResolver(() => Processing, {
    nullable: true,
    description:
      'Why its data is processed, by which document, and how long it is kept; null where nobody recorded it.',
  })
  async processing(
    @Root() { code }: Dataset,
    @Ctx() { processingLoaders }: DatasetsContext,
  ): Promise<Processing | null> {
    const row = await processingLoaders.ofDataset.load(code);
    return row === null ? null : Processing.from(row);
  }
}

@Resolver(() => Processing)
export class ProcessingResolver {
  @FieldResolver(() => Dataset, { description: 'The dataset.' })
  async dataset(@Root() { datasetCode }: Processing, @Ctx() { datasetLoaders }: DatasetsContext): Promise<Dataset> {
    const row = await datasetLoaders.byCode.load(datasetCode);
    if (row === null) throw new NotFoundError('dataset', datasetCode);
    return Dataset.from(row);
  }

  @Mutation(() => Processing, {
    description:
      'Records why the data of a dataset is processed, by which document, and how long it is kept; recorded again, the newer stands. Stewards of the publisher and administrators.',
  })
  async recordProcessing(
    @Ctx() { processings }: DatasetsContext,
    @Arg('input', () => RecordProcessingInput, { description: 'The dataset, purpose, document and retention.' })
    input: RecordProcessingInput,
  ): Promise<Processing> {
    return Processing.from(await processings.record(input));
  }
}
