import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { agencyReference } from './agency.references.ts';
import { AgencyQualityResolver } from './agency.resolver.ts';
import { dataElementReference } from './data-element.references.ts';
import { datasetReference } from './dataset.references.ts';
import { DatasetQualityResolver } from './dataset.resolver.ts';
import { documentRelianceReference } from './document-reliance.references.ts';
import { DocumentRelianceResolver } from './document-reliance.resolver.ts';
import { followDatasets } from './follow-datasets.ts';
import { followLineage } from './follow-lineage.ts';
import { followStandards } from './follow-standards.ts';
import { MetricEntity } from './metric.entity.ts';
import { Quality0001Initial } from './migrations/0001-initial.ts';
import { Quality0002ListVersions } from './migrations/0002-list-versions.ts';
import { ProfileEntity } from './profile.entity.ts';
import { QUALITY_CONSTRAINTS } from './quality.constraints.ts';
import { qualityContext } from './quality.context.ts';
import { QualityResolver } from './quality.resolver.ts';
import { DataElementReconciliationResolver } from './reconciliation.resolver.ts';
import { DatasetUpdateEntity, RecordGroupCountEntity } from './record-group.entity.ts';
import { Agency, DataElement, Dataset, DocumentReliance } from './stubs.ts';

/** How good data are: the six criteria, from what others measured and what the catalog knows by itself. */
export const quality: SubgraphDefinition = defineSubgraph({
  name: 'quality',
  entities: [MetricEntity, ProfileEntity, RecordGroupCountEntity, DatasetUpdateEntity, DatasetVisibilityEntity],
  migrations: [Quality0001Initial, Quality0002ListVersions],
  constraints: QUALITY_CONSTRAINTS,
  resolvers: [
    QualityResolver,
    DatasetQualityResolver,
    AgencyQualityResolver,
    DataElementReconciliationResolver,
    DocumentRelianceResolver,
  ],
  contributesTo: { Dataset, Agency, DataElement, DocumentReliance },
  references: {
    Dataset: datasetReference,
    Agency: agencyReference,
    DataElement: dataElementReference,
    DocumentReliance: documentRelianceReference,
  },
  consumes: [followDatasets, followStandards, followLineage],
  audit: {
    restricted: { table: 'dataset_visibility' },
    // Copies of what is recorded where it was written. Updates are recorded: stewards report them too.
    tables: {
      derived: [
        'dataset_info',
        'dataset_field',
        'distribution',
        'element_binding',
        'master_claim',
        'flow',
        'column_flow',
        'measurement',
        'list_version',
        'list_member',
      ],
    },
  },
  context: qualityContext,
});
