import type { Transact } from '../../kernel/database/transact.ts';
import type { Loader } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { type CodeListLoaders, codeListLoaders } from './code-list.loaders.ts';
import { CodeListService } from './code-list.service.ts';
import { type ConformanceLoaders, conformanceLoaders } from './conformance.loaders.ts';
import { ConformanceService } from './conformance.service.ts';
import { type DataElementLoaders, dataElementLoaders } from './data-element.loaders.ts';
import { DataElementService } from './data-element.service.ts';
import { seenDatasets } from './dataset.loaders.ts';
import { type DescribedFieldLoaders, describedFieldLoaders } from './described-field.loaders.ts';
import { type FieldBindingLoaders, fieldBindingLoaders } from './field-binding.loaders.ts';
import { FieldBindingService } from './field-binding.service.ts';
import { HomonymService } from './homonym.service.ts';
import { type MandateListLoaders, mandateListLoaders } from './mandate-list.loaders.ts';
import { MandateListService } from './mandate-list.service.ts';
import { MandateListVersionService } from './mandate-list-version.service.ts';
import { type MasterClaimLoaders, masterClaimLoaders } from './master-claim.loaders.ts';
import { MasterClaimService } from './master-claim.service.ts';
import { type ObservedCodesLoaders, observedCodesLoaders } from './observed-codes.loaders.ts';
import { ObservedCodesService } from './observed-codes.service.ts';
import { type PolicyDocumentLoaders, policyDocumentLoaders } from './policy-document.loaders.ts';
import { PolicyDocumentService } from './policy-document.service.ts';
import { type StandardLoaders, standardLoaders } from './standard.loaders.ts';
import { StandardService } from './standard.service.ts';
import { type SuggestionLoaders, suggestionLoaders } from './suggestion.loaders.ts';
import { SuggestionService } from './suggestion.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface StandardsContext extends RequestScope {
  readonly standards: StandardService;
  readonly standardLoaders: StandardLoaders;
  readonly conformances: ConformanceService;
  readonly conformanceLoaders: ConformanceLoaders;
  readonly dataElements: DataElementService;
  readonly dataElementLoaders: DataElementLoaders;
  readonly codeLists: CodeListService;
  readonly codeListLoaders: CodeListLoaders;
  readonly fieldBindings: FieldBindingService;
  readonly fieldBindingLoaders: FieldBindingLoaders;
  readonly describedFieldLoaders: DescribedFieldLoaders;
  readonly observedCodes: ObservedCodesService;
  readonly observedCodesLoaders: ObservedCodesLoaders;
  readonly homonyms: HomonymService;
  readonly suggestions: SuggestionService;
  readonly suggestionLoaders: SuggestionLoaders;
  readonly masterClaims: MasterClaimService;
  readonly masterClaimLoaders: MasterClaimLoaders;
  readonly policyDocuments: PolicyDocumentService;
  readonly policyDocumentLoaders: PolicyDocumentLoaders;
  readonly mandateLists: MandateListService;
  readonly mandateListVersions: MandateListVersionService;
  readonly mandateListLoaders: MandateListLoaders;
  /** The code of a dataset that the viewer may see, null for any other. */
  readonly seenDatasets: Loader<string, string | null>;
}

/** Made once for each request. */
export function standardsContext(scope: RequestScope, transact: Transact): StandardsContext {
  const standards = new StandardService(scope, transact);
  const dataElements = new DataElementService(scope, transact);
  const codeLists = new CodeListService(scope, transact);
  return {
    ...scope,
    standards,
    standardLoaders: standardLoaders(scope),
    conformances: new ConformanceService(scope, transact, standards),
    conformanceLoaders: conformanceLoaders(scope),
    dataElements,
    dataElementLoaders: dataElementLoaders(scope),
    codeLists,
    codeListLoaders: codeListLoaders(scope),
    fieldBindings: new FieldBindingService(scope, transact, dataElements, codeLists),
    fieldBindingLoaders: fieldBindingLoaders(scope),
    describedFieldLoaders: describedFieldLoaders(scope),
    observedCodes: new ObservedCodesService(scope, transact),
    observedCodesLoaders: observedCodesLoaders(scope),
    homonyms: new HomonymService(scope, transact),
    suggestions: new SuggestionService(scope, transact, dataElements),
    suggestionLoaders: suggestionLoaders(scope),
    masterClaims: new MasterClaimService(scope, transact, dataElements),
    masterClaimLoaders: masterClaimLoaders(scope),
    policyDocuments: new PolicyDocumentService(scope, transact),
    policyDocumentLoaders: policyDocumentLoaders(scope),
    mandateLists: new MandateListService(scope, transact),
    mandateListVersions: new MandateListVersionService(scope, transact),
    mandateListLoaders: mandateListLoaders(scope),
    seenDatasets: seenDatasets(scope),
  };
}
