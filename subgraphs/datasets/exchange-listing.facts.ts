import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { ExchangeListingRow } from './exchange-listing.entity.ts';

/** The state of a listing, told whenever it changes. */
export const exchangeListingDeclared = (listing: ExchangeListingRow): NewFact => ({
  kind: 'exchange-listing.declared',
  key: listing.code,
  body: {
    code: listing.code,
    dataset: listing.dataset,
    platform: listing.platformCode,
    state: listing.state,
    deidentified: listing.deidentifiedOn !== null,
    consented: listing.consentedOn !== null,
  },
});
