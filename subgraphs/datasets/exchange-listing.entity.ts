import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { DatasetEntity } from './dataset.entity.ts';

/** A dataset that is to be offered, is offered or was offered on a market place for data. */
export const ExchangeListingEntity = defineEntity({
  name: 'ExchangeListing',
  tableName: 'exchange_listing',
  properties: {
    code: p.text().primary(),
    dataset: () => p.manyToOne(DatasetEntity).mapToPk().fieldName('dataset_code'),
    platformCode: p.text(),
    state: p.text(),
    /** The documented de-identification that the listing rests on; all null without one. */
    deidentificationMethod: p.text().strictNullable(),
    deidentificationDocument: p.text().strictNullable(),
    deidentificationArticle: p.text().strictNullable(),
    deidentifiedOn: p.datetime().strictNullable(),
    /** The consent of the data subjects that the listing rests on; all null without one. */
    consentDocument: p.text().strictNullable(),
    consentArticle: p.text().strictNullable(),
    consentedOn: p.datetime().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type ExchangeListingRow = InferEntity<typeof ExchangeListingEntity>;

/** That a listing leans on a document for its de-identification or its consent; a view. */
export const ExchangeListingDocumentEntity = defineEntity({
  name: 'ExchangeListingDocument',
  tableName: 'exchange_listing_document',
  properties: {
    listingCode: p.text().primary(),
    document: p.text().primary(),
  },
});
export type ExchangeListingDocumentRow = InferEntity<typeof ExchangeListingDocumentEntity>;

/** One step of a listing from state to state; never changed, never deleted. */
export const ExchangeTransitionEntity = defineEntity({
  name: 'ExchangeTransition',
  tableName: 'exchange_transition',
  properties: {
    id: p.integer().primary().autoincrement(),
    listingCode: p.text(),
    dataset: () => p.manyToOne(DatasetEntity).mapToPk().fieldName('dataset_code'),
    fromState: p.text().strictNullable(),
    toState: p.text(),
    at: p.datetime(),
    actor: p.text(),
    reasonVi: p.text().strictNullable(),
    reasonEn: p.text().strictNullable(),
  },
});
export type ExchangeTransitionRow = InferEntity<typeof ExchangeTransitionEntity>;
