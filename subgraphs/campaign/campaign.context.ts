import type { Transact } from '../../kernel/database/transact.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { type CampaignLoaders, campaignLoaders } from './campaign.loaders.ts';
import { CampaignService } from './campaign.service.ts';
import { EvaluationService } from './evaluation.service.ts';
import { type IndicatorLoaders, indicatorLoaders } from './indicator.loaders.ts';
import { IndicatorService } from './indicator.service.ts';
import { type MilestoneLoaders, milestoneLoaders } from './milestone.loaders.ts';
import { MilestoneService } from './milestone.service.ts';
import { type OversightLoaders, oversightLoaders } from './oversight.loaders.ts';
import { OversightService } from './oversight.service.ts';
import { ProgressReportService } from './progress-report.service.ts';
import { type ProgressTargetLoaders, progressTargetLoaders } from './progress-target.loaders.ts';
import { ProgressTargetService } from './progress-target.service.ts';
import { RollUpService } from './roll-up.service.ts';
import { type TaskLoaders, taskLoaders } from './task.loaders.ts';
import { TaskService } from './task.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface CampaignContext extends RequestScope {
  readonly campaigns: CampaignService;
  readonly campaignLoaders: CampaignLoaders;
  readonly tasks: TaskService;
  readonly taskLoaders: TaskLoaders;
  readonly indicators: IndicatorService;
  readonly indicatorLoaders: IndicatorLoaders;
  readonly milestones: MilestoneService;
  readonly milestoneLoaders: MilestoneLoaders;
  readonly oversight: OversightService;
  readonly oversightLoaders: OversightLoaders;
  readonly progressTargets: ProgressTargetService;
  readonly progressTargetLoaders: ProgressTargetLoaders;
  readonly progressReports: ProgressReportService;
  readonly rollUps: RollUpService;
  readonly evaluations: EvaluationService;
}

/** Made once for each request. */
export function campaignContext(scope: RequestScope, transact: Transact): CampaignContext {
  const rollUps = new RollUpService(scope);
  return {
    ...scope,
    campaigns: new CampaignService(scope, transact),
    campaignLoaders: campaignLoaders(scope),
    tasks: new TaskService(scope, transact),
    taskLoaders: taskLoaders(scope),
    indicators: new IndicatorService(scope, transact),
    indicatorLoaders: indicatorLoaders(scope),
    milestones: new MilestoneService(scope, transact),
    milestoneLoaders: milestoneLoaders(scope),
    oversight: new OversightService(scope, transact),
    oversightLoaders: oversightLoaders(scope),
    progressTargets: new ProgressTargetService(scope, transact),
    progressTargetLoaders: progressTargetLoaders(scope),
    progressReports: new ProgressReportService(scope, transact),
    rollUps,
    evaluations: new EvaluationService(scope, rollUps),
  };
}
