import { Migration } from '../../../kernel/database/migration.ts';
import { NAMES_DDL } from '../../store/postgres/ddl.ts';

/** Names from outside stand at places; the graph is folded anew. */
export class Lineage0006Names extends Migration {
  override name = 'Lineage0006Names';

  up(): void {
    for (const statement of NAMES_DDL) this.addSql(statement);
  }
}
