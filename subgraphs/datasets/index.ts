import { AgencyPartnerEntity } from '../../kernel/agency-partners/agency-partner.entity.ts';
import { followAssignments } from '../../kernel/agency-partners/follow.ts';
import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { agencyReference } from './agency.references.ts';
import { AgencyResolver } from './agency.resolver.ts';
import { ClassificationEntity } from './classification.entity.ts';
import { ClassificationResolver, DatasetClassificationsResolver } from './classification.resolver.ts';
import {
  DataListEntity,
  DataListMemberEntity,
  DataListPlatformEntity,
  DataListVersionEntity,
} from './data-list.entity.ts';
import { DataListResolver } from './data-list.resolver.ts';
import { DataListDiffResolver } from './data-list-diff.resolver.ts';
import { DataListVersionResolver } from './data-list-version.resolver.ts';
import { DatasetEntity } from './dataset.entity.ts';
import { datasetReference } from './dataset.references.ts';
import { DatasetResolver } from './dataset.resolver.ts';
import { DATASETS_CONSTRAINTS } from './datasets.constraints.ts';
import { datasetsContext } from './datasets.context.ts';
import { DistributionEntity } from './distribution.entity.ts';
import { DatasetDistributionsResolver, DistributionResolver } from './distribution.resolver.ts';
import { documentRelianceReference } from './document-reliance.references.ts';
import { DocumentRelianceResolver } from './document-reliance.resolver.ts';
import { followEligibility } from './exchange-follow.ts';
import {
  ExchangeListingDocumentEntity,
  ExchangeListingEntity,
  ExchangeTransitionEntity,
} from './exchange-listing.entity.ts';
import { exchangeListingReference } from './exchange-listing.references.ts';
import { DatasetExchangeResolver, ExchangeListingResolver } from './exchange-listing.resolver.ts';
import { FieldEntity } from './field.entity.ts';
import { fieldReference } from './field.references.ts';
import { DatasetFieldResolver, DatasetFieldsResolver } from './field.resolver.ts';
import { DatasetListsResolver, ListMembershipResolver, PlatformListsResolver } from './list-membership.resolver.ts';
import { Datasets0001Initial } from './migrations/0001-initial.ts';
import { Datasets0002RowPolicies } from './migrations/0002-row-policies.ts';
import { Datasets0004Lists } from './migrations/0004-lists.ts';
import { Datasets0005Platforms } from './migrations/0005-platforms.ts';
import { Datasets0006Exchange } from './migrations/0006-exchange.ts';
import { Datasets0009Survey } from './migrations/0009-survey.ts';
import { Datasets0010Classification } from './migrations/0010-classification.ts';
import { Datasets0011Partners } from './migrations/0011-partners.ts';
import { Datasets0012ListingDocuments } from './migrations/0012-listing-documents.ts';
import { Datasets0013Systems } from './migrations/0013-systems.ts';
import { Datasets0014Processing } from './migrations/0014-processing.ts';
import { Datasets0015ListItems } from './migrations/0015-list-items.ts';
import { OpennessResolver } from './openness.resolver.ts';
import { partnerReference } from './partner.references.ts';
import { PartnerResolver } from './partner.resolver.ts';
import { PlatformEntity } from './platform.entity.ts';
import { dataChannelReference, platformReference } from './platform.references.ts';
import { PlatformResolver } from './platform.resolver.ts';
import { ProcessingEntity } from './processing.entity.ts';
import { DatasetProcessingResolver, ProcessingResolver } from './processing.resolver.ts';
import { QualityMeasurementEntity } from './quality-measurement.entity.ts';
import { QualityMeasurementResolver } from './quality-measurement.resolver.ts';
import { SchemaVersionEntity } from './schema-version.entity.ts';
import { DatasetSchemaVersionsResolver, SchemaVersionResolver } from './schema-version.resolver.ts';
import { Agency, DocumentReliance, Partner } from './stubs.ts';
import { SurveyTransitionEntity } from './survey-transition.entity.ts';
import { AgencySurveyResolver, SurveyTransitionResolver } from './survey-transition.resolver.ts';

/** What data there is: datasets with fields, schema versions, distributions, quality; lists; platforms. */
export const datasets: SubgraphDefinition = defineSubgraph({
  name: 'datasets',
  entities: [
    DatasetEntity,
    FieldEntity,
    SchemaVersionEntity,
    DistributionEntity,
    QualityMeasurementEntity,
    SurveyTransitionEntity,
    DataListEntity,
    DataListVersionEntity,
    DataListMemberEntity,
    DataListPlatformEntity,
    PlatformEntity,
    AgencyPartnerEntity,
    ExchangeListingEntity,
    ExchangeListingDocumentEntity,
    ExchangeTransitionEntity,
    ClassificationEntity,
    ProcessingEntity,
  ],
  migrations: [
    Datasets0001Initial,
    Datasets0002RowPolicies,
    Datasets0004Lists,
    Datasets0005Platforms,
    Datasets0006Exchange,
    Datasets0009Survey,
    Datasets0010Classification,
    Datasets0011Partners,
    Datasets0012ListingDocuments,
    Datasets0013Systems,
    Datasets0014Processing,
    Datasets0015ListItems,
  ],
  constraints: DATASETS_CONSTRAINTS,
  resolvers: [
    DatasetResolver,
    DatasetFieldsResolver,
    DatasetFieldResolver,
    DatasetSchemaVersionsResolver,
    SchemaVersionResolver,
    DatasetDistributionsResolver,
    DistributionResolver,
    QualityMeasurementResolver,
    OpennessResolver,
    SurveyTransitionResolver,
    AgencySurveyResolver,
    DatasetListsResolver,
    ListMembershipResolver,
    DataListResolver,
    DataListVersionResolver,
    DataListDiffResolver,
    PlatformResolver,
    PlatformListsResolver,
    DatasetExchangeResolver,
    ExchangeListingResolver,
    DocumentRelianceResolver,
    DatasetClassificationsResolver,
    ClassificationResolver,
    DatasetProcessingResolver,
    ProcessingResolver,
    AgencyResolver,
    PartnerResolver,
  ],
  contributesTo: { Agency, DocumentReliance, Partner },
  references: {
    Dataset: datasetReference,
    Field: fieldReference,
    Platform: platformReference,
    ExchangeListing: exchangeListingReference,
    DataChannel: dataChannelReference,
    DocumentReliance: documentRelianceReference,
    Agency: agencyReference,
    Partner: partnerReference,
  },
  consumes: [followEligibility, followAssignments('datasets')],
  audit: {
    tables: {
      // The changes of the fields themselves are in the same record.
      digested: ['schema_version.fields', 'schema_version.changes'],
      keys: { field: ['ref'] },
    },
    restricted: { table: 'dataset' },
    datasetCodes: ['DataListVersion.members', 'ExchangeFinding.fields'],
  },
  context: datasetsContext,
});
