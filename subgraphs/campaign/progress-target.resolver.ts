import { Arg, Args, Ctx, FieldResolver, Float, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { attainment } from './attainment.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Campaign } from './campaign.type.ts';
import { forecast } from './progress-forecast.ts';
import { ProgressForecast } from './progress-forecast.type.ts';
import { ProgressReportOrder } from './progress-report.inputs.ts';
import { ProgressReport, ProgressReportConnection } from './progress-report.type.ts';
import {
  CreateProgressTargetInput,
  ProgressTargetFilter,
  ProgressTargetOrder,
  UpdateProgressTargetInput,
} from './progress-target.inputs.ts';
import { ProgressTarget, ProgressTargetConnection } from './progress-target.type.ts';
import { Agency, Dataset } from './stubs.ts';
import { Task } from './task.type.ts';

const AS_OF = { nullable: true, description: 'At which instant; now unless given.' } as const;

@Resolver(() => ProgressTarget)
export class ProgressTargetResolver {
  @Query(() => ProgressTarget, {
    nullable: true,
    description: 'The target with this code; null and NOT_FOUND when there is none that you may see.',
  })
  async progressTarget(
    @Ctx() { progressTargets }: CampaignContext,
    @Arg('code', () => ID, { description: 'Code, such as C2026-S18-matched.' }) code: string,
  ): Promise<ProgressTarget> {
    return ProgressTarget.from(await progressTargets.get(code));
  }

  @Query(() => ProgressTargetConnection, { description: 'Targets of all campaigns that you may see.' })
  async progressTargets(
    @Ctx() { progressTargets }: CampaignContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => ProgressTargetFilter, { nullable: true, description: 'Which ones.' })
    filter?: ProgressTargetFilter | null,
    @Arg('orderBy', () => ProgressTargetOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: ProgressTargetOrder | null,
  ): Promise<object> {
    const page = await progressTargets.list(filter ?? null, { first, after, orderBy });
    return ProgressTargetConnection.of(mapPage(page, ProgressTarget.from));
  }

  @FieldResolver(() => Campaign, { description: 'The campaign that it belongs to.' })
  async campaign(
    @Root() { campaignCode }: ProgressTarget,
    @Ctx() { campaigns, campaignLoaders }: CampaignContext,
  ): Promise<Campaign> {
    return Campaign.from((await campaignLoaders.byCode.load(campaignCode)) ?? (await campaigns.get(campaignCode)));
  }

  @FieldResolver(() => Dataset, { nullable: true, description: 'The dataset; null for a target of an agency.' })
  dataset(@Root() { datasetCode }: ProgressTarget): Dataset | null {
    return datasetCode === null ? null : Dataset.of(datasetCode);
  }

  @FieldResolver(() => Agency, {
    nullable: true,
    description: 'The responsible agency of a target that is about no dataset; else ask for the publisher of dataset.',
  })
  agency(@Root() { agencyCode }: ProgressTarget): Agency | null {
    return agencyCode === null ? null : Agency.of(agencyCode);
  }

  @FieldResolver(() => Task, { nullable: true, description: 'The task that it belongs to.' })
  async task(@Root() { taskCode }: ProgressTarget, @Ctx() { taskLoaders }: CampaignContext): Promise<Task | null> {
    const row = taskCode === null ? null : await taskLoaders.byCode.load(taskCode);
    return row === null ? null : Task.from(row);
  }

  @FieldResolver(() => ProgressReport, {
    nullable: true,
    description: 'The newest report in force; null when nothing was reported, which is not 0.',
  })
  async latest(
    @Root() { code }: ProgressTarget,
    @Ctx() { progressTargetLoaders }: CampaignContext,
    @Arg('asOf', () => DateTime, AS_OF) asOf?: Date | null,
  ): Promise<ProgressReport | null> {
    const row = await progressTargetLoaders.latest(code, { asOf: asOf ?? null });
    return row === null ? null : ProgressReport.from(row);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'Share of the way from the baseline to the target that the newest report is at: 1 at the target; null when nothing was reported.',
  })
  async attainment(
    @Root() target: ProgressTarget,
    @Ctx() { progressTargetLoaders }: CampaignContext,
    @Arg('asOf', () => DateTime, AS_OF) asOf?: Date | null,
  ): Promise<number | null> {
    const row = await progressTargetLoaders.latest(target.code, { asOf: asOf ?? null });
    return row === null ? null : attainment(target, row.value);
  }

  @FieldResolver(() => ProgressForecast, { description: 'What the reports so far let expect at the deadline.' })
  async forecast(
    @Root() target: ProgressTarget,
    @Ctx() { progressTargetLoaders, clock }: CampaignContext,
    @Arg('asOf', () => DateTime, AS_OF) asOf?: Date | null,
  ): Promise<ProgressForecast> {
    const points = await progressTargetLoaders.points(target.code, { asOf: asOf ?? null });
    return ProgressForecast.from(forecast(target, points, asOf ?? clock.now()));
  }

  @FieldResolver(() => ProgressReportConnection, {
    description: 'Reports of progress, those that were corrected included unless asked otherwise.',
  })
  async reports(
    @Root() { code }: ProgressTarget,
    @Ctx() { progressTargetLoaders }: CampaignContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('inForce', () => Boolean, { nullable: true, description: 'Those in force, or those that were corrected.' })
    inForce?: boolean | null,
    @Arg('orderBy', () => ProgressReportOrder, {
      nullable: true,
      description: 'In which order; by number unless given.',
    })
    orderBy?: ProgressReportOrder | null,
  ): Promise<object> {
    const page = await progressTargetLoaders.reports(code, { first, after, orderBy, inForce: inForce ?? null });
    return ProgressReportConnection.of(mapPage(page, ProgressReport.from));
  }

  @Mutation(() => ProgressTarget, { description: 'Sets a target of a campaign. Administrators.' })
  async createProgressTarget(
    @Ctx() { progressTargets }: CampaignContext,
    @Arg('input', () => CreateProgressTargetInput, { description: 'The new target.' }) input: CreateProgressTargetInput,
  ): Promise<ProgressTarget> {
    return ProgressTarget.from(await progressTargets.create(input));
  }

  @Mutation(() => ProgressTarget, { description: 'Changes a target. Administrators.' })
  async updateProgressTarget(
    @Ctx() { progressTargets }: CampaignContext,
    @Arg('input', () => UpdateProgressTargetInput, { description: 'What to change.' }) input: UpdateProgressTargetInput,
  ): Promise<ProgressTarget> {
    return ProgressTarget.from(await progressTargets.update(input));
  }
}
