import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { defineSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/definition.ts';
import { CodeListEntity, ListedCodeEntity } from './code-list.entity.ts';
import { codeListReference } from './code-list.references.ts';
import { CodeListResolver } from './code-list.resolver.ts';
import { ConformanceEntity } from './conformance.entity.ts';
import {
  ConformanceResolver,
  DatasetConformanceResolver,
  StandardConformanceResolver,
} from './conformance.resolver.ts';
import { DataElementEntity } from './data-element.entity.ts';
import { dataElementReference } from './data-element.references.ts';
import { DataElementResolver } from './data-element.resolver.ts';
import { datasetReference } from './dataset.references.ts';
import { DescribedFieldEntity } from './described-field.entity.ts';
import { documentRelianceReference } from './document-reliance.references.ts';
import { DocumentRelianceResolver } from './document-reliance.resolver.ts';
import { fieldReference } from './field.references.ts';
import { CodeListBindingEntity, ElementBindingEntity, FieldCodeListEntity } from './field-binding.entity.ts';
import {
  CodeListFieldsResolver,
  DataElementFieldsResolver,
  FieldBindingResolver,
  FieldDictionaryResolver,
} from './field-binding.resolver.ts';
import { followDatasets } from './follow-fields.ts';
import { HomonymEntity } from './homonym.entity.ts';
import { HomonymResolver } from './homonym.resolver.ts';
import { MandateItemEntity, MandateListEntity, MandateListVersionEntity } from './mandate-list.entity.ts';
import { mandateListReference } from './mandate-list.references.ts';
import { DatasetMandateListsResolver, MandateListResolver } from './mandate-list.resolver.ts';
import { MandateListVersionResolver } from './mandate-list-version.resolver.ts';
import { MasterClaimEntity } from './master-claim.entity.ts';
import { DataElementClaimsResolver, MasterClaimResolver } from './master-claim.resolver.ts';
import { Standards0001Initial } from './migrations/0001-initial.ts';
import { Standards0002RowPolicies } from './migrations/0002-row-policies.ts';
import { Standards0003LinkPolicies } from './migrations/0003-link-policies.ts';
import { Standards0004DescribedFields } from './migrations/0004-described-fields.ts';
import { Standards0005MandateVersions } from './migrations/0005-mandate-versions.ts';
import { ObservedCodesEntity } from './observed-codes.entity.ts';
import { FieldObservedCodesResolver, ObservedCodesResolver } from './observed-codes.resolver.ts';
import { PolicyDocumentEntity } from './policy-document.entity.ts';
import { policyDocumentReference } from './policy-document.references.ts';
import { PolicyDocumentResolver } from './policy-document.resolver.ts';
import { RequiredElementEntity, StandardEntity } from './standard.entity.ts';
import { standardReference } from './standard.references.ts';
import { RequiredElementResolver, StandardResolver } from './standard.resolver.ts';
import { STANDARDS_CONSTRAINTS } from './standards.constraints.ts';
import { standardsContext } from './standards.context.ts';
import { Dataset, DatasetField } from './stubs.ts';
import { BindingDecisionEntity } from './suggestion.entity.ts';
import {
  BindingDecisionResolver,
  BindingSuggestionResolver,
  DatasetSuggestionsResolver,
  FieldSuggestionsResolver,
} from './suggestion.resolver.ts';

/** What data should look like and by which order: standards, the dictionary, code lists, policy documents, mandate lists. */
export const standards: SubgraphDefinition = defineSubgraph({
  name: 'standards',
  entities: [
    StandardEntity,
    RequiredElementEntity,
    ConformanceEntity,
    DataElementEntity,
    CodeListEntity,
    ListedCodeEntity,
    ElementBindingEntity,
    CodeListBindingEntity,
    FieldCodeListEntity,
    DescribedFieldEntity,
    ObservedCodesEntity,
    BindingDecisionEntity,
    HomonymEntity,
    MasterClaimEntity,
    PolicyDocumentEntity,
    MandateListEntity,
    MandateListVersionEntity,
    MandateItemEntity,
    DatasetVisibilityEntity,
  ],
  migrations: [
    Standards0001Initial,
    Standards0002RowPolicies,
    Standards0003LinkPolicies,
    Standards0004DescribedFields,
    Standards0005MandateVersions,
  ],
  constraints: STANDARDS_CONSTRAINTS,
  resolvers: [
    StandardResolver,
    RequiredElementResolver,
    StandardConformanceResolver,
    ConformanceResolver,
    DataElementResolver,
    DataElementFieldsResolver,
    DataElementClaimsResolver,
    MasterClaimResolver,
    CodeListResolver,
    CodeListFieldsResolver,
    PolicyDocumentResolver,
    DocumentRelianceResolver,
    MandateListResolver,
    MandateListVersionResolver,
    DatasetConformanceResolver,
    DatasetMandateListsResolver,
    FieldDictionaryResolver,
    FieldBindingResolver,
    FieldObservedCodesResolver,
    ObservedCodesResolver,
    HomonymResolver,
    DatasetSuggestionsResolver,
    FieldSuggestionsResolver,
    BindingSuggestionResolver,
    BindingDecisionResolver,
  ],
  contributesTo: { Dataset, Field: DatasetField },
  references: {
    Standard: standardReference,
    DataElement: dataElementReference,
    CodeList: codeListReference,
    PolicyDocument: policyDocumentReference,
    DocumentReliance: documentRelianceReference,
    MandateList: mandateListReference,
    Dataset: datasetReference,
    Field: fieldReference,
  },
  consumes: [followDatasets],
  audit: { restricted: { table: 'dataset_visibility' }, tables: { derived: ['dataset_field'] } },
  context: standardsContext,
});
