import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { DefineQualityMetricInput } from './metric.inputs.ts';
import { QualityMetric } from './metric.type.ts';
import { BUILT_IN_METRICS } from './metric-registry.ts';
import { SetQualityProfileInput } from './profile.inputs.ts';
import { QualityProfile } from './profile.type.ts';
import { DEFAULT_LIST, EQUAL_WEIGHTS } from './profiles.ts';
import type { QualityContext } from './quality.context.ts';
import { AddRecordGroupCountInput, ReportDatasetUpdateInput } from './record-group.inputs.ts';
import { DatasetUpdate, RecordGroups } from './record-group.type.ts';
import { QualityRollupFilter } from './rollup.inputs.ts';
import { QualityRollup } from './rollup.type.ts';

@Resolver()
export class QualityResolver {
  @Query(() => [QualityMetric], {
    description: 'What metrics measure: those that come with the program first, then those defined, by code.',
  })
  async qualityMetrics(@Ctx() { metrics }: QualityContext): Promise<QualityMetric[]> {
    return [...BUILT_IN_METRICS.map(QualityMetric.builtIn), ...(await metrics.list()).map(QualityMetric.from)];
  }

  @Query(() => [QualityProfile], {
    description: 'Weights and pass marks: those for every list without its own first, then by list; at most 100.',
  })
  async qualityProfiles(@Ctx() { profiles }: QualityContext): Promise<QualityProfile[]> {
    const set = await profiles.list();
    const general = set.some(({ listCode }) => listCode === DEFAULT_LIST) ? [] : [EQUAL_WEIGHTS];
    return [...general, ...set].map(QualityProfile.from);
  }

  @Query(() => QualityRollup, { description: 'The quality of many datasets together, of those that you may see.' })
  async qualityRollup(
    @Ctx() { rollups, profileFor, clock }: QualityContext,
    @Arg('filter', () => QualityRollupFilter, { nullable: true, description: 'Of which datasets.' })
    filter?: QualityRollupFilter | null,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant, now unless given.' })
    asOf?: Date | null,
  ): Promise<QualityRollup | undefined> {
    const list = filter?.list ?? null;
    const asked = { list, asOf: asOf ?? clock.now(), profile: await profileFor(list) };
    return (await rollups.of([filter?.agency ?? null], asked))[0];
  }

  @Mutation(() => QualityMetric, { description: 'Defines what a metric measures, or anew. Administrators.' })
  async defineQualityMetric(
    @Ctx() { metrics }: QualityContext,
    @Arg('input', () => DefineQualityMetricInput, { description: 'The metric.' }) input: DefineQualityMetricInput,
  ): Promise<QualityMetric> {
    return QualityMetric.from(await metrics.define(input));
  }

  @Mutation(() => QualityProfile, {
    description: 'Sets the weights and pass marks of a list, or of everything else. Administrators.',
  })
  async setQualityProfile(
    @Ctx() { profiles }: QualityContext,
    @Arg('input', () => SetQualityProfileInput, { description: 'Weights and marks.' }) input: SetQualityProfileInput,
  ): Promise<QualityProfile> {
    return QualityProfile.from(await profiles.set(input));
  }

  @Mutation(() => RecordGroups, {
    description:
      'Adds how the records of a dataset fall into the three groups of a drive. Stewards of its publisher and administrators.',
  })
  async addRecordGroupCount(
    @Ctx() { recordGroups }: QualityContext,
    @Arg('input', () => AddRecordGroupCountInput, { description: 'The count.' }) input: AddRecordGroupCountInput,
  ): Promise<RecordGroups> {
    return RecordGroups.from(await recordGroups.count(input));
  }

  @Mutation(() => DatasetUpdate, {
    description:
      'Reports when the data of a dataset changed, which freshness is computed from. Stewards of its publisher and administrators.',
  })
  async reportDatasetUpdate(
    @Ctx() { recordGroups }: QualityContext,
    @Arg('input', () => ReportDatasetUpdateInput, { description: 'When.' }) input: ReportDatasetUpdateInput,
  ): Promise<DatasetUpdate> {
    return DatasetUpdate.from(await recordGroups.update(input));
  }
}
