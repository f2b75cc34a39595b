import { Migration } from '../../../kernel/database/migration.ts';
import { SCHEMA_HISTORY_DDL } from '../../store/postgres/ddl.ts';

/** Which schemas a name had, and when; the graph is folded anew. */
export class Lineage0012SchemaHistory extends Migration {
  override name = 'Lineage0012SchemaHistory';

  up(): void {
    for (const statement of SCHEMA_HISTORY_DDL) this.addSql(statement);
  }
}
