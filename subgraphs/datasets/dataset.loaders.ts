import { AgencyPartnerEntity } from '../../kernel/agency-partners/agency-partner.entity.ts';
import { readRows } from '../../kernel/database/read-rows.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import type { PageRequest } from '../../kernel/pagination/page.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { pagesThrough } from '../../kernel/pagination/pages-through.ts';
import { byKeyAndArguments, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { validAt } from '../../kernel/validity.ts';
import { DatasetEntity } from './dataset.entity.ts';
import { datasetFilterCondition } from './dataset.filter.ts';
import {
  AGENCY_DATASETS,
  type DatasetFilter,
  type DatasetOrder,
  type DatasetOrderField,
  SYSTEM_DATASETS,
} from './dataset.inputs.ts';

/** What is asked of the datasets of an agency. */
export interface AgencyDatasetsRequest {
  readonly first: number;
  readonly after: string | null;
  readonly filter: DatasetFilter | null;
  readonly orderBy: DatasetOrder | null;
}

/** Per-request loaders of datasets; what the viewer may not see is not found. */
export function datasetLoaders(scope: RequestScope) {
  const { em, viewer, clock } = scope;
  return {
    byCode: oneByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(em, DatasetEntity, { $and: [{ code: { $in: [...codes] } }, datasetCondition(viewer)] }),
      (dataset) => dataset.code,
    ),
    ofAgency: byKeyAndArguments(scope, (agencies: readonly string[], { filter, ...page }: AgencyDatasetsRequest) => {
      const asked = datasetFilterCondition(filter);
      const where = { $and: [asked, datasetCondition(viewer)] };
      return pagesByKey(em, DatasetEntity, AGENCY_DATASETS, 'publisherCode', agencies, where, {
        ...page,
        filter: asked,
      });
    }),
    /** Those that are kept in a platform or system, by code. */
    keptIn: byKeyAndArguments(
      scope,
      (systems: readonly string[], page: Pick<PageRequest<DatasetOrderField>, 'first' | 'after'>) =>
        pagesByKey(em, DatasetEntity, SYSTEM_DATASETS, 'systemCode', systems, datasetCondition(viewer), {
          ...page,
          filter: {},
        }),
    ),
    /** Those of the agencies that a partner works for now. */
    ofPartner: byKeyAndArguments(scope, (partners: readonly string[], { filter, ...page }: AgencyDatasetsRequest) => {
      const asked = datasetFilterCondition(filter);
      const where = { $and: [asked, datasetCondition(viewer)] };
      const working = {
        entity: AgencyPartnerEntity,
        owner: 'partnerCode',
        member: 'agencyCode',
        where: validAt(clock.now()),
      };
      return pagesThrough(em, DatasetEntity, AGENCY_DATASETS, 'publisherCode', working, partners, where, {
        ...page,
        filter: asked,
      });
    }),
  };
}

/** The loaders of one request. */
export type DatasetLoaders = ReturnType<typeof datasetLoaders>;
