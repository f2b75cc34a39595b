import { Migration } from '../../../kernel/database/migration.ts';
import { DICTIONARY_DDL } from '../../store/postgres/ddl.ts';

/** Columns know what they are bound to, and whether they may be missing. */
export class Lineage0005Dictionary extends Migration {
  override name = 'Lineage0005Dictionary';

  up(): void {
    for (const statement of DICTIONARY_DDL) this.addSql(statement);
  }
}
