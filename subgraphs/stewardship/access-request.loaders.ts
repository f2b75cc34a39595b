import { readRows } from '../../kernel/database/read-rows.ts';
import { ofVisibleDatasets } from '../../kernel/dataset-visibility/of-visible-datasets.ts';
import { visibleCodes } from '../../kernel/dataset-visibility/visible-codes.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import type { PageRequest } from '../../kernel/pagination/page.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { pagesThrough } from '../../kernel/pagination/pages-through.ts';
import { byKeyAndArguments, manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { validAt } from '../../kernel/validity.ts';
import { AccessRequestEntity, type AccessRequestRow, AccessTransitionEntity } from './access-request.entity.ts';
import { ACCESS_REQUESTS, type AccessRequestFilter, type AccessRequestOrderField } from './access-request.inputs.ts';
import { askedCondition } from './access-request.service.ts';
import { accessRequestCondition } from './access-request.visibility.ts';
import { DatasetPartnerEntity } from './dataset-partner.entity.ts';

/** A page of access requests as it is asked for. */
export interface AccessRequestsRequest extends Omit<PageRequest<AccessRequestOrderField>, 'filter'> {
  readonly filter: AccessRequestFilter | null;
}

/** Per-request loaders of access requests: a constant number of statements, however many are asked for. */
export function accessRequestLoaders(scope: RequestScope) {
  const { em, viewer, clock } = scope;
  return {
    /** By code, those that exist for the viewer. */
    byCode: oneByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(em, AccessRequestEntity, {
          $and: [{ code: { $in: [...codes] } }, accessRequestCondition(em, viewer)],
        }) as Promise<AccessRequestRow[]>,
      (request) => request.code,
    ),
    /** Steps of a request, oldest first; the states allow four at most. */
    history: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(em, AccessTransitionEntity, { requestCode: { $in: [...codes] } }, { orderBy: { id: 'asc' } }),
      (transition) => transition.requestCode,
    ),
    /** The code of a dataset itself, when the viewer sees it; else null. */
    visibleDataset: oneByKey(
      scope,
      async (codes: readonly string[]) => [...(await visibleCodes(em, viewer, codes))],
      (code) => code,
    ),
    /** A page of those that were decided on the ground of a document. */
    onDocument: byKeyAndArguments(
      scope,
      (documents: readonly string[], page: Pick<AccessRequestsRequest, 'first' | 'after'>) =>
        pagesByKey(
          em,
          AccessRequestEntity,
          ACCESS_REQUESTS,
          'documentCode',
          documents,
          accessRequestCondition(em, viewer),
          page,
        ),
    ),
    /** A page of those for a dataset; none when the viewer does not see the dataset. */
    ofDataset: byKeyAndArguments(
      scope,
      async (
        datasets: readonly string[],
        { filter, ...request }: AccessRequestsRequest,
      ): Promise<Page<AccessRequestRow>[]> => {
        const asked = askedCondition(filter);
        const seen = [...(await visibleCodes(em, viewer, datasets))];
        const where = { $and: [accessRequestCondition(em, viewer), asked, { datasetCode: { $in: seen } }] };
        return pagesByKey(em, AccessRequestEntity, ACCESS_REQUESTS, 'datasetCode', datasets, where, {
          ...request,
          filter: asked,
        });
      },
    ),
    /** A page of those for datasets of the agencies that a partner works for now; none for a dataset that is hidden. */
    ofPartner: byKeyAndArguments(
      scope,
      (
        partners: readonly string[],
        { filter, ...request }: AccessRequestsRequest,
      ): Promise<Page<AccessRequestRow>[]> => {
        const asked = askedCondition(filter);
        const where = { $and: [accessRequestCondition(em, viewer), asked, ofVisibleDatasets(em, viewer)] };
        const working = {
          entity: DatasetPartnerEntity,
          owner: 'partnerCode',
          member: 'datasetCode',
          where: validAt(clock.now()),
        };
        return pagesThrough(em, AccessRequestEntity, ACCESS_REQUESTS, 'datasetCode', working, partners, where, {
          ...request,
          filter: asked,
        });
      },
    ),
  };
}

/** The loaders of one request. */
export type AccessRequestLoaders = ReturnType<typeof accessRequestLoaders>;
