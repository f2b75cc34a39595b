import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { AddQualityMeasurementInput } from './quality-measurement.inputs.ts';
import { QualityMeasurement } from './quality-measurement.type.ts';

@Resolver(() => Dataset)
export class QualityMeasurementResolver {
  @FieldResolver(() => [QualityMeasurement], {
    description:
      'The newest measurement of each criterion and metric, at most 100; a criterion that is absent was not measured.',
  })
  async quality(
    @Root() dataset: Dataset,
    @Ctx() { qualityMeasurementLoaders }: DatasetsContext,
    @Arg('asOf', () => DateTime, {
      nullable: true,
      description: 'The newest at this instant, for earlier measurements.',
    })
    asOf?: Date | null,
  ): Promise<QualityMeasurement[]> {
    const rows = await qualityMeasurementLoaders.newest(dataset.code, asOf?.toISOString() ?? null);
    return rows.map(QualityMeasurement.from);
  }

  @Mutation(() => QualityMeasurement, {
    description: 'Adds a measurement of a dataset. Stewards of the publisher and administrators.',
  })
  async addQualityMeasurement(
    @Ctx() { qualityMeasurements }: DatasetsContext,
    @Arg('input', () => AddQualityMeasurementInput, { description: 'The measurement.' })
    input: AddQualityMeasurementInput,
  ): Promise<QualityMeasurement> {
    return QualityMeasurement.from(await qualityMeasurements.add(input));
  }
}
