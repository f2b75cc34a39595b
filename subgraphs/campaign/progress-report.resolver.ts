import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { CampaignContext } from './campaign.context.ts';
import { CorrectProgressInput, ReportProgressInput } from './progress-report.inputs.ts';
import { ProgressReport } from './progress-report.type.ts';
import { ProgressTarget } from './progress-target.type.ts';
import { Agency } from './stubs.ts';

@Resolver(() => ProgressReport)
export class ProgressReportResolver {
  @FieldResolver(() => ProgressTarget, { description: 'The target that it is about.' })
  async target(
    @Root() { targetCode }: ProgressReport,
    @Ctx() { progressTargets, progressTargetLoaders }: CampaignContext,
  ): Promise<ProgressTarget> {
    const row = await progressTargetLoaders.byCode.load(targetCode);
    return ProgressTarget.from(row ?? (await progressTargets.get(targetCode)));
  }

  @FieldResolver(() => Agency, {
    nullable: true,
    description: 'The agency that was responsible when it was reported; null when no agency has this code.',
  })
  agency(@Root() { agencyCode }: ProgressReport): Agency {
    return Agency.of(agencyCode);
  }

  @Mutation(() => ProgressReport, {
    description:
      'Reports what was reached of a target. Stewards of the responsible agency (of the publisher, for a dataset) and administrators.',
  })
  async reportProgress(
    @Ctx() { progressReports }: CampaignContext,
    @Arg('input', () => ReportProgressInput, { description: 'The report.' }) input: ReportProgressInput,
  ): Promise<ProgressReport> {
    return ProgressReport.from(await progressReports.report(input));
  }

  @Mutation(() => ProgressReport, {
    description:
      'Puts a report in the place of one that was wrong, which stays to be read. Stewards of the responsible agency and administrators.',
  })
  async correctProgress(
    @Ctx() { progressReports }: CampaignContext,
    @Arg('input', () => CorrectProgressInput, { description: 'The correction.' }) input: CorrectProgressInput,
  ): Promise<ProgressReport> {
    return ProgressReport.from(await progressReports.correct(input));
  }
}
