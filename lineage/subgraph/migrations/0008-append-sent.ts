import { Migration } from '../../../kernel/database/migration.ts';
import { APPEND_SENT_DDL } from '../../log/append-sent-ddl.ts';

/** Taking in what producers sent is one call. */
export class Lineage0008AppendSent extends Migration {
  override name = 'Lineage0008AppendSent';

  up(): void {
    for (const statement of APPEND_SENT_DDL) this.addSql(statement);
  }
}
