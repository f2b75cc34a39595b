import { Migration } from '../../../kernel/database/migration.ts';

/**
 * Where a dataset stands in the National Data Architecture Framework, to roll up by; null where its publisher says nothing.
 * And which campaign rests on which document, a row each.
 */
export class Campaign0005Framework extends Migration {
  override name = 'Campaign0005Framework';

  up(): void {
    this.addSql('alter table campaign.dataset_survey add column data_layer text, add column data_block text');
    this.addSql(`create view campaign.campaign_document as
      select code as campaign_code, unnest(document_codes) as document_code from campaign.campaign`);
    // What was told of datasets before is read once more, for what is kept of it now.
    this.addSql("delete from campaign.inbox where source = 'datasets'");
  }
}
