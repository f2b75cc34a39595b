import { agencyPartnerDdl } from '../../../kernel/agency-partners/agency-partner.entity.ts';
import { Migration } from '../../../kernel/database/migration.ts';

/** Which partner works for which publisher. */
export class Datasets0011Partners extends Migration {
  override name = 'Datasets0011Partners';

  up(): void {
    for (const statement of agencyPartnerDdl('datasets')) this.addSql(statement);
  }
}
