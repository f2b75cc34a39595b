import { Migration } from '../../../kernel/database/migration.ts';
import { ENDS_DDL } from '../../store/postgres/ddl.ts';

/** What jobs read and write that do only one of both; the graph is folded anew. */
export class Lineage0014EndsOfJobs extends Migration {
  override name = 'Lineage0014EndsOfJobs';

  up(): void {
    for (const statement of ENDS_DDL) this.addSql(statement);
  }
}
