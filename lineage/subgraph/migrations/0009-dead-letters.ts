import { Migration } from '../../../kernel/database/migration.ts';
import { RESOLUTION_DDL } from '../../log/dead-letters.ts';

/** Room for what became of a dead letter. */
export class Lineage0009DeadLetters extends Migration {
  override name = 'Lineage0009DeadLetters';

  up(): void {
    for (const statement of RESOLUTION_DDL) this.addSql(statement);
  }
}
