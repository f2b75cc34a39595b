import type { Transact } from '../../kernel/database/transact.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { type ClassificationLoaders, classificationLoaders } from './classification.loaders.ts';
import { ClassificationService } from './classification.service.ts';
import { type DataListLoaders, dataListLoaders } from './data-list.loaders.ts';
import { DataListService } from './data-list.service.ts';
import { DataListVersionService } from './data-list-version.service.ts';
import { type DatasetLoaders, datasetLoaders } from './dataset.loaders.ts';
import { DatasetService } from './dataset.service.ts';
import { type DistributionLoaders, distributionLoaders } from './distribution.loaders.ts';
import { DistributionService } from './distribution.service.ts';
import { type DocumentRelianceLoaders, documentRelianceLoaders } from './document-reliance.loaders.ts';
import { type ExchangeListingLoaders, exchangeListingLoaders } from './exchange-listing.loaders.ts';
import { ExchangeListingService } from './exchange-listing.service.ts';
import { type FieldLoaders, fieldLoaders } from './field.loaders.ts';
import { FieldService } from './field.service.ts';
import { type PlatformLoaders, platformLoaders } from './platform.loaders.ts';
import { PlatformService } from './platform.service.ts';
import { type ProcessingLoaders, processingLoaders } from './processing.loaders.ts';
import { ProcessingService } from './processing.service.ts';
import { type QualityMeasurementLoaders, qualityMeasurementLoaders } from './quality-measurement.loaders.ts';
import { QualityMeasurementService } from './quality-measurement.service.ts';
import { type SchemaVersionLoaders, schemaVersionLoaders } from './schema-version.loaders.ts';
import { SchemaVersionService } from './schema-version.service.ts';
import { type SurveyTransitionLoaders, surveyTransitionLoaders } from './survey-transition.loaders.ts';
import { SurveyTransitionService } from './survey-transition.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface DatasetsContext extends RequestScope {
  readonly datasets: DatasetService;
  readonly datasetLoaders: DatasetLoaders;
  readonly fields: FieldService;
  readonly fieldLoaders: FieldLoaders;
  readonly schemaVersions: SchemaVersionService;
  readonly schemaVersionLoaders: SchemaVersionLoaders;
  readonly distributions: DistributionService;
  readonly distributionLoaders: DistributionLoaders;
  readonly qualityMeasurements: QualityMeasurementService;
  readonly qualityMeasurementLoaders: QualityMeasurementLoaders;
  readonly surveyTransitions: SurveyTransitionService;
  readonly surveyTransitionLoaders: SurveyTransitionLoaders;
  readonly dataLists: DataListService;
  readonly dataListVersions: DataListVersionService;
  readonly dataListLoaders: DataListLoaders;
  readonly exchangeListings: ExchangeListingService;
  readonly exchangeListingLoaders: ExchangeListingLoaders;
  readonly classifications: ClassificationService;
  readonly classificationLoaders: ClassificationLoaders;
  readonly processings: ProcessingService;
  readonly processingLoaders: ProcessingLoaders;
  readonly documentRelianceLoaders: DocumentRelianceLoaders;
  readonly platforms: PlatformService;
  readonly platformLoaders: PlatformLoaders;
}

/** Made once for each request. */
export const datasetsContext = (scope: RequestScope, transact: Transact): DatasetsContext => ({
  ...scope,
  datasets: new DatasetService(scope, transact),
  datasetLoaders: datasetLoaders(scope),
  fields: new FieldService(scope, transact),
  fieldLoaders: fieldLoaders(scope),
  schemaVersions: new SchemaVersionService(scope, transact),
  schemaVersionLoaders: schemaVersionLoaders(scope),
  distributions: new DistributionService(scope, transact),
  distributionLoaders: distributionLoaders(scope),
  qualityMeasurements: new QualityMeasurementService(scope, transact),
  qualityMeasurementLoaders: qualityMeasurementLoaders(scope),
  surveyTransitions: new SurveyTransitionService(scope, transact),
  surveyTransitionLoaders: surveyTransitionLoaders(scope),
  dataLists: new DataListService(scope, transact),
  dataListVersions: new DataListVersionService(scope, transact),
  dataListLoaders: dataListLoaders(scope),
  exchangeListings: new ExchangeListingService(scope, transact),
  exchangeListingLoaders: exchangeListingLoaders(scope),
  classifications: new ClassificationService(scope, transact),
  classificationLoaders: classificationLoaders(scope),
  processings: new ProcessingService(scope, transact),
  processingLoaders: processingLoaders(scope),
  documentRelianceLoaders: documentRelianceLoaders(scope),
  platforms: new PlatformService(scope, transact),
  platformLoaders: platformLoaders(scope),
});
