import { agencyPartnerDdl } from '../../../kernel/agency-partners/agency-partner.entity.ts';
import { Migration } from '../../../kernel/database/migration.ts';

/** Which partner works for the publisher of which dataset. */
export class Stewardship0003Partners extends Migration {
  override name = 'Stewardship0003Partners';

  up(): void {
    for (const statement of agencyPartnerDdl('stewardship')) this.addSql(statement);
    // Whoever asks, with the row policies of what it is made of.
    this.addSql(`create view stewardship.dataset_partner with (security_invoker = true) as
      select d.code as dataset_code, p.partner_code, p.valid_from, p.valid_to
      from stewardship.dataset_visibility d join stewardship.agency_partner p on p.agency_code = d.publisher_code`);
  }
}
