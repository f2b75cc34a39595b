import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { type ListSpec } from '../../kernel/pagination/ordering.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { pagesThrough } from '../../kernel/pagination/pages-through.ts';
import { byKeyAndArguments } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { ClassificationEntity } from './classification.entity.ts';
import { DataListVersionEntity } from './data-list.entity.ts';
import { ExchangeListingDocumentEntity, ExchangeListingEntity } from './exchange-listing.entity.ts';
import { EXCHANGE_LISTINGS } from './exchange-listing.inputs.ts';
import { FieldEntity } from './field.entity.ts';
import { ProcessingEntity } from './processing.entity.ts';

interface NestedPage {
  readonly first: number;
  readonly after: string | null;
}

const LIST_VERSIONS: ListSpec<'ID'> = {
  name: 'documentReliance.listVersions',
  key: 'id',
  orderings: { ID: 'id' },
  ordering: 'ID',
};

const PUBLISHED_FIELDS: ListSpec<'REF'> = {
  name: 'documentReliance.publishedFields',
  key: 'ref',
  orderings: { REF: 'ref' },
  ordering: 'REF',
};

const CLASSIFICATIONS: ListSpec<'ID'> = {
  name: 'documentReliance.classifications',
  key: 'id',
  orderings: { ID: 'id' },
  ordering: 'ID',
};

const PROCESSINGS: ListSpec<'DATASET'> = {
  name: 'documentReliance.processings',
  key: 'dataset',
  orderings: { DATASET: 'dataset' },
  ordering: 'DATASET',
};

/** Per-request loaders of what leans on documents, of datasets that the viewer sees. */
export function documentRelianceLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  return {
    listVersions: byKeyAndArguments(scope, (documents: readonly string[], page: NestedPage) =>
      pagesByKey(em, DataListVersionEntity, LIST_VERSIONS, 'document', documents, {}, page),
    ),
    classifications: byKeyAndArguments(scope, (documents: readonly string[], page: NestedPage) =>
      pagesByKey(
        em,
        ClassificationEntity,
        CLASSIFICATIONS,
        'document',
        documents,
        { dataset: datasetCondition(viewer) },
        page,
      ),
    ),
    processings: byKeyAndArguments(scope, (documents: readonly string[], page: NestedPage) =>
      pagesByKey(em, ProcessingEntity, PROCESSINGS, 'document', documents, { dataset: datasetCondition(viewer) }, page),
    ),
    exchangeListings: byKeyAndArguments(scope, (documents: readonly string[], page: NestedPage) =>
      pagesThrough(
        em,
        ExchangeListingEntity,
        EXCHANGE_LISTINGS,
        'code',
        { entity: ExchangeListingDocumentEntity, owner: 'document', member: 'listingCode', where: {} },
        documents,
        { dataset: datasetCondition(viewer) },
        page,
      ),
    ),
    publishedFields: byKeyAndArguments(scope, (documents: readonly string[], page: NestedPage) =>
      pagesByKey(
        em,
        FieldEntity,
        PUBLISHED_FIELDS,
        'basisDocument',
        documents,
        { dataset: datasetCondition(viewer) },
        page,
      ),
    ),
  };
}

/** The loaders of one request. */
export type DocumentRelianceLoaders = ReturnType<typeof documentRelianceLoaders>;
