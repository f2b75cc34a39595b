import { AgencyPartnerEntity } from '../../kernel/agency-partners/agency-partner.entity.ts';
import { followAssignments } from '../../kernel/agency-partners/follow.ts';
import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { followAgencies } from '../../kernel/known-agencies/follow.ts';
import { KnownAgencyEntity } from '../../kernel/known-agencies/known-agency.entity.ts';
import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { agencyReference } from './agency.references.ts';
import { AgencyResolver } from './agency.resolver.ts';
import { CAMPAIGN_CONSTRAINTS } from './campaign.constraints.ts';
import { campaignContext } from './campaign.context.ts';
import { CampaignDocumentEntity, CampaignEntity } from './campaign.entity.ts';
import { campaignReference } from './campaign.references.ts';
import { CampaignResolver } from './campaign.resolver.ts';
import { datasetReference } from './dataset.references.ts';
import { DatasetResolver } from './dataset.resolver.ts';
import { DatasetSurveyEntity } from './dataset-survey.entity.ts';
import { documentRelianceReference } from './document-reliance.references.ts';
import { DocumentRelianceResolver } from './document-reliance.resolver.ts';
import { EvaluationResolver } from './evaluation.resolver.ts';
import { followDatasets } from './follow-datasets.ts';
import { IndicatorEntity } from './indicator.entity.ts';
import { indicatorReference } from './indicator.references.ts';
import { IndicatorResolver } from './indicator.resolver.ts';
import { Campaign0001Initial } from './migrations/0001-initial.ts';
import { Campaign0002RowPolicies } from './migrations/0002-row-policies.ts';
import { Campaign0003Progress } from './migrations/0003-progress.ts';
import { Campaign0004Dates } from './migrations/0004-dates.ts';
import { Campaign0005Framework } from './migrations/0005-framework.ts';
import { Campaign0006Milestones } from './migrations/0006-milestones.ts';
import { MilestoneEntity } from './milestone.entity.ts';
import { MilestoneResolver } from './milestone.resolver.ts';
import { OversightEntity } from './oversight.entity.ts';
import { OversightResolver } from './oversight.resolver.ts';
import { partnerReference } from './partner.references.ts';
import { PartnerResolver } from './partner.resolver.ts';
import { ProgressReportEntity } from './progress-report.entity.ts';
import { ProgressReportResolver } from './progress-report.resolver.ts';
import { ProgressTargetEntity } from './progress-target.entity.ts';
import { progressTargetReference } from './progress-target.references.ts';
import { ProgressTargetResolver } from './progress-target.resolver.ts';
import { ProgressRollUpResolver, ProgressSummaryResolver } from './roll-up.resolver.ts';
import { Agency, Dataset, DocumentReliance, Partner } from './stubs.ts';
import { TaskDatasetEntity, TaskEntity } from './task.entity.ts';
import { taskReference } from './task.references.ts';
import { TaskResolver } from './task.resolver.ts';

/** What is to be done: campaigns, tasks with their six clears, indicators. */
export const campaign: SubgraphDefinition = defineSubgraph({
  name: 'campaign',
  entities: [
    CampaignEntity,
    CampaignDocumentEntity,
    TaskEntity,
    TaskDatasetEntity,
    IndicatorEntity,
    MilestoneEntity,
    OversightEntity,
    ProgressTargetEntity,
    ProgressReportEntity,
    DatasetSurveyEntity,
    DatasetVisibilityEntity,
    KnownAgencyEntity,
    AgencyPartnerEntity,
  ],
  migrations: [
    Campaign0001Initial,
    Campaign0002RowPolicies,
    Campaign0003Progress,
    Campaign0004Dates,
    Campaign0005Framework,
    Campaign0006Milestones,
  ],
  constraints: CAMPAIGN_CONSTRAINTS,
  resolvers: [
    CampaignResolver,
    TaskResolver,
    IndicatorResolver,
    MilestoneResolver,
    OversightResolver,
    ProgressTargetResolver,
    ProgressReportResolver,
    ProgressRollUpResolver,
    ProgressSummaryResolver,
    EvaluationResolver,
    AgencyResolver,
    DatasetResolver,
    PartnerResolver,
    DocumentRelianceResolver,
  ],
  contributesTo: { Agency, Dataset, DocumentReliance, Partner },
  references: {
    Campaign: campaignReference,
    Task: taskReference,
    Indicator: indicatorReference,
    ProgressTarget: progressTargetReference,
    Agency: agencyReference,
    Dataset: datasetReference,
    Partner: partnerReference,
    DocumentReliance: documentRelianceReference,
  },
  consumes: [followDatasets, followAgencies('campaign'), followAssignments('campaign')],
  audit: { tables: { derived: ['dataset_survey'] }, restricted: { table: 'dataset_visibility' } },
  context: campaignContext,
});
