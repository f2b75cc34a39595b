import { Migration } from '../../../kernel/database/migration.ts';
import { RETENTION_DDL } from '../../retention/ddl.ts';

/** Room for what is known of events that were folded. */
export class Lineage0015Retention extends Migration {
  override name = 'Lineage0015Retention';

  up(): void {
    for (const statement of RETENTION_DDL) this.addSql(statement);
  }
}
