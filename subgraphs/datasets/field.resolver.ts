import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { SetPublicBasisInput, UpdateFieldInput } from './field.inputs.ts';
import { DatasetField } from './field.type.ts';

@Resolver(() => Dataset)
export class DatasetFieldsResolver {
  @FieldResolver(() => [DatasetField], { description: 'Its fields in order, at most 10,000.' })
  async fields(@Root() dataset: Dataset, @Ctx() { fieldLoaders }: DatasetsContext): Promise<DatasetField[]> {
    return (await fieldLoaders.ofDataset.load(dataset.code)).map(DatasetField.from);
  }
}

@Resolver(() => DatasetField)
export class DatasetFieldResolver {
  @Query(() => DatasetField, {
    nullable: true,
    description: 'The field with this reference; null and NOT_FOUND when there is none, or none that you may see.',
  })
  async field(
    @Ctx() { fields }: DatasetsContext,
    @Arg('ref', () => ID, { description: 'Reference, such as N01.ngay_sinh.' }) ref: string,
  ): Promise<DatasetField> {
    return DatasetField.from(await fields.get(ref));
  }

  @FieldResolver(() => Dataset, { description: 'The dataset that it belongs to.' })
  async dataset(@Root() field: DatasetField, @Ctx() { datasetLoaders }: DatasetsContext): Promise<Dataset> {
    const row = await datasetLoaders.byCode.load(field.datasetCode);
    if (row === null) throw new NotFoundError('dataset', field.datasetCode);
    return Dataset.from(row);
  }

  @Mutation(() => DatasetField, {
    description:
      'Classifies a field. The schema version in force is amended, none is added: classification is not structure. Stewards of the publisher and administrators.',
  })
  async updateField(
    @Ctx() { fields }: DatasetsContext,
    @Arg('input', () => UpdateFieldInput, { description: 'The field and its class.' }) input: UpdateFieldInput,
  ): Promise<DatasetField> {
    return DatasetField.from(await fields.classify(input));
  }

  @Mutation(() => DatasetField, {
    description:
      'Says by which document and article a field is published although it is personal data, or by none. Stewards of the publisher and administrators.',
  })
  async setPublicBasis(
    @Ctx() { fields }: DatasetsContext,
    @Arg('input', () => SetPublicBasisInput, { description: 'The field and its basis.' }) input: SetPublicBasisInput,
  ): Promise<DatasetField> {
    return DatasetField.from(await fields.setPublicBasis(input));
  }
}
