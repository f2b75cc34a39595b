import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { BadInputError } from '../../kernel/errors/errors.ts';
import { QualityCriterion } from '../../kernel/graphql/quality-criterion.ts';
import { intervalMs } from '../../kernel/interval.ts';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { opennessChecklist } from './openness.ts';
import { OpennessCheck } from './openness.type.ts';

@Resolver(() => Dataset)
export class OpennessResolver {
  @FieldResolver(() => [OpennessCheck], {
    description:
      'How far it is what open data is asked to be, by what the catalogue knows, whatever its sharing class: eight principles.',
  })
  async opennessChecklist(
    @Root() { code, updateInterval }: Dataset,
    @Ctx() { distributionLoaders, qualityMeasurementLoaders }: DatasetsContext,
    @Arg('updateWithin', () => String, {
      defaultValue: 'P3M',
      description: 'Longest update interval of what counts as the latest, an ISO 8601 duration.',
    })
    updateWithin: string,
  ): Promise<OpennessCheck[]> {
    const withinMs = intervalMs(updateWithin);
    if (withinMs === null)
      throw new BadInputError('updateWithin takes an ISO 8601 duration such as P3M.', {
        argument: 'updateWithin',
        given: updateWithin,
      });
    const [distributions, measurements] = await Promise.all([
      distributionLoaders.ofDataset.load(code),
      qualityMeasurementLoaders.newest(code, null),
    ]);
    const completeness = measurements.filter(({ criterion }) => criterion === QualityCriterion.COMPLETE);
    const facts = {
      updateMs: updateInterval === null ? null : intervalMs(updateInterval),
      completeness: completeness.map(({ value }) => Number(value)),
      distributions,
    };
    return opennessChecklist(facts, withinMs).map(OpennessCheck.from);
  }
}
