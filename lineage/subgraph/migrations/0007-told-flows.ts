import { Migration } from '../../../kernel/database/migration.ts';
import { TELL_FLOWS } from '../../log/ddl.ts';

/** What was declared of flows before it was told on the outbox is told now. */
export class Lineage0007ToldFlows extends Migration {
  override name = 'Lineage0007ToldFlows';

  up(): void {
    this.addSql(TELL_FLOWS);
  }
}
