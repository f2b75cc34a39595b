import { Migration } from '../../../kernel/database/migration.ts';
import { FINDING_DDL } from '../../policy/ddl.ts';
import { POLICY_DDL } from '../../store/postgres/ddl.ts';

/** Room for facts that policy findings look at, and for when findings came and went. */
export class Lineage0003Policy extends Migration {
  override name = 'Lineage0003Policy';

  up(): void {
    for (const statement of [...POLICY_DDL, ...FINDING_DDL]) this.addSql(statement);
  }
}
