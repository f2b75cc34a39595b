import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { followDatasetVisibility } from '../../kernel/dataset-visibility/follow.ts';
import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { AccessRequestEntity, AccessTransitionEntity } from './access-request.entity.ts';
import { accessRequestReference } from './access-request.references.ts';
import { AccessRequestResolver } from './access-request.resolver.ts';
import { datasetReference } from './dataset.references.ts';
import { DatasetResolver } from './dataset.resolver.ts';
import { documentRelianceReference } from './document-reliance.references.ts';
import { DocumentRelianceResolver } from './document-reliance.resolver.ts';
import { Stewardship0001Initial } from './migrations/0001-initial.ts';
import { Stewardship0002RowPolicies } from './migrations/0002-row-policies.ts';
import { STEWARDSHIP_CONSTRAINTS } from './stewardship.constraints.ts';
import { stewardshipContext } from './stewardship.context.ts';
import { Dataset, DocumentReliance } from './stubs.ts';

/** Who may use what: requests for access to datasets, how they were decided and why. */
export const stewardship: SubgraphDefinition = defineSubgraph({
  name: 'stewardship',
  entities: [AccessRequestEntity, AccessTransitionEntity, DatasetVisibilityEntity],
  migrations: [Stewardship0001Initial, Stewardship0002RowPolicies],
  constraints: STEWARDSHIP_CONSTRAINTS,
  resolvers: [AccessRequestResolver, DatasetResolver, DocumentRelianceResolver],
  contributesTo: { Dataset, DocumentReliance },
  references: {
    AccessRequest: accessRequestReference,
    Dataset: datasetReference,
    DocumentReliance: documentRelianceReference,
  },
  consumes: [followDatasetVisibility('stewardship')],
  audit: { tables: { derived: ['access_request_number'] }, restricted: { table: 'dataset_visibility' } },
  context: stewardshipContext,
});
