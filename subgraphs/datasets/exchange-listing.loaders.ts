import { readRows } from '../../kernel/database/read-rows.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { exchangeFactsOf } from './exchange-facts.ts';
import { ExchangeListingEntity, ExchangeTransitionEntity } from './exchange-listing.entity.ts';

/** Per-request loaders of listings; those of datasets that the viewer may not see are not found. */
export function exchangeListingLoaders(scope: RequestScope) {
  const { em, viewer, clock } = scope;
  const visible = { dataset: datasetCondition(viewer) };
  return {
    byCode: oneByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(em, ExchangeListingEntity, { $and: [{ code: { $in: [...codes] } }, visible] }),
      (listing) => listing.code,
    ),
    /** The one of a dataset that is not withdrawn. */
    activeOf: oneByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(em, ExchangeListingEntity, {
          $and: [{ dataset: { $in: [...codes] }, state: { $ne: 'WITHDRAWN' } }, visible],
        }),
      (listing) => listing.dataset,
    ),
    history: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          ExchangeTransitionEntity,
          { $and: [{ listingCode: { $in: [...codes] } }, visible] },
          { orderBy: { id: 'asc' } },
        ),
      (transition) => transition.listingCode,
    ),
    /** What decides on datasets now; asked for those that were found for the viewer. */
    facts: oneByKey(
      scope,
      async (codes: readonly string[]) =>
        [...(await exchangeFactsOf(em, codes, clock.now()))].map(([code, facts]) => ({ code, ...facts })),
      ({ code }) => code,
    ),
  };
}

/** The loaders of one request. */
export type ExchangeListingLoaders = ReturnType<typeof exchangeListingLoaders>;
