import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { followDatasetVisibility } from '../../kernel/dataset-visibility/follow.ts';
import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { agencyReference } from './agency.references.ts';
import { AgencyResolver } from './agency.resolver.ts';
import { CAMPAIGN_CONSTRAINTS } from './campaign.constraints.ts';
import { campaignContext } from './campaign.context.ts';
import { CampaignEntity } from './campaign.entity.ts';
import { campaignReference } from './campaign.references.ts';
import { CampaignResolver } from './campaign.resolver.ts';
import { datasetReference } from './dataset.references.ts';
import { DatasetResolver } from './dataset.resolver.ts';
import { IndicatorEntity } from './indicator.entity.ts';
import { indicatorReference } from './indicator.references.ts';
import { IndicatorResolver } from './indicator.resolver.ts';
import { Campaign0001Initial } from './migrations/0001-initial.ts';
import { Campaign0002RowPolicies } from './migrations/0002-row-policies.ts';
import { Agency, Dataset } from './stubs.ts';
import { TaskDatasetEntity, TaskEntity } from './task.entity.ts';
import { taskReference } from './task.references.ts';
import { TaskResolver } from './task.resolver.ts';

/** What is to be done: campaigns, tasks with their six clears, indicators. */
export const campaign: SubgraphDefinition = defineSubgraph({
  name: 'campaign',
  entities: [CampaignEntity, TaskEntity, TaskDatasetEntity, IndicatorEntity, DatasetVisibilityEntity],
  migrations: [Campaign0001Initial, Campaign0002RowPolicies],
  constraints: CAMPAIGN_CONSTRAINTS,
  resolvers: [CampaignResolver, TaskResolver, IndicatorResolver, AgencyResolver, DatasetResolver],
  contributesTo: { Agency, Dataset },
  references: {
    Campaign: campaignReference,
    Task: taskReference,
    Indicator: indicatorReference,
    Agency: agencyReference,
    Dataset: datasetReference,
  },
  consumes: [followDatasetVisibility('campaign')],
  audit: { restricted: { table: 'dataset_visibility' } },
  context: campaignContext,
});
