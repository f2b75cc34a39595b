import { Migration } from '../../../kernel/database/migration.ts';
import { EVENT_TIME_DDL } from '../../log/ddl.ts';
import { FACETS_DDL } from '../../store/postgres/ddl.ts';

/** Room for what producers say of jobs, runs and names, and for reading runs and events back. */
export class Lineage0004Facets extends Migration {
  override name = 'Lineage0004Facets';

  up(): void {
    for (const statement of [...FACETS_DDL, ...EVENT_TIME_DDL]) this.addSql(statement);
  }
}
