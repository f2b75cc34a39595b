import { Migration } from '../../../kernel/database/migration.ts';

/** Which listing on the market place leans on which document, a row each: for its de-identification or its consent. */
export class Datasets0012ListingDocuments extends Migration {
  override name = 'Datasets0012ListingDocuments';

  up(): void {
    this.addSql(`create view datasets.exchange_listing_document as
      select distinct code as listing_code, document from datasets.exchange_listing
      cross join lateral (values (deidentification_document), (consent_document)) as rests (document)
      where document is not null`);
  }
}
