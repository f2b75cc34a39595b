import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { ExchangeListing } from './exchange-listing.type.ts';

/** Listings by code, of datasets that the viewer sees: one statement for any number of references. */
export const exchangeListingReference: ReferenceResolver<DatasetsContext> = async (
  { code },
  { exchangeListingLoaders },
) => {
  const row = await exchangeListingLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('listing', String(code));
  return ExchangeListing.from(row);
};
