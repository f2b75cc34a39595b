import { Migration } from '../../../kernel/database/migration.ts';
import { MEMORY_DDL } from '../../store/postgres/ddl.ts';

/** Room for what folding remembers of observed runs, names and their links. */
export class Lineage0002Observations extends Migration {
  override name = 'Lineage0002Observations';

  up(): void {
    for (const statement of MEMORY_DDL) this.addSql(statement);
  }
}
