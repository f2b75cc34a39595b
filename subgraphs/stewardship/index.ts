import { AgencyPartnerEntity } from '../../kernel/agency-partners/agency-partner.entity.ts';
import { followAssignments } from '../../kernel/agency-partners/follow.ts';
import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { followDatasetVisibility } from '../../kernel/dataset-visibility/follow.ts';
import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { AccessRequestEntity, AccessTransitionEntity } from './access-request.entity.ts';
import { accessRequestReference } from './access-request.references.ts';
import { AccessRequestResolver } from './access-request.resolver.ts';
import { datasetReference } from './dataset.references.ts';
import { DatasetResolver } from './dataset.resolver.ts';
import { DatasetPartnerEntity } from './dataset-partner.entity.ts';
import { documentRelianceReference } from './document-reliance.references.ts';
import { DocumentRelianceResolver } from './document-reliance.resolver.ts';
import { Stewardship0001Initial } from './migrations/0001-initial.ts';
import { Stewardship0002RowPolicies } from './migrations/0002-row-policies.ts';
import { Stewardship0003Partners } from './migrations/0003-partners.ts';
import { partnerReference } from './partner.references.ts';
import { PartnerResolver } from './partner.resolver.ts';
import { STEWARDSHIP_CONSTRAINTS } from './stewardship.constraints.ts';
import { stewardshipContext } from './stewardship.context.ts';
import { Dataset, DocumentReliance, Partner } from './stubs.ts';

/** Who may use what: requests for access to datasets, how they were decided and why. */
export const stewardship: SubgraphDefinition = defineSubgraph({
  name: 'stewardship',
  entities: [
    AccessRequestEntity,
    AccessTransitionEntity,
    DatasetVisibilityEntity,
    AgencyPartnerEntity,
    DatasetPartnerEntity,
  ],
  migrations: [Stewardship0001Initial, Stewardship0002RowPolicies, Stewardship0003Partners],
  constraints: STEWARDSHIP_CONSTRAINTS,
  resolvers: [AccessRequestResolver, DatasetResolver, DocumentRelianceResolver, PartnerResolver],
  contributesTo: { Dataset, DocumentReliance, Partner },
  references: {
    AccessRequest: accessRequestReference,
    Dataset: datasetReference,
    DocumentReliance: documentRelianceReference,
    Partner: partnerReference,
  },
  consumes: [followDatasetVisibility('stewardship'), followAssignments('stewardship')],
  audit: { tables: { derived: ['access_request_number'] }, restricted: { table: 'dataset_visibility' } },
  context: stewardshipContext,
});
