import { Migration } from '../../../kernel/database/migration.ts';
import { knownAgencyDdl } from '../../../kernel/known-agencies/known-agency.entity.ts';
import { inboxDdl } from '../../../kernel/outbox/ddl.ts';

/** Which agencies there are, to say which of them have no partner. */
export class Partners0002Agencies extends Migration {
  override name = 'Partners0002Agencies';

  up(): void {
    for (const statement of [...inboxDdl('partners'), ...knownAgencyDdl('partners')]) this.addSql(statement);
  }
}
