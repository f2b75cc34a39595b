import { Migration } from '../../../kernel/database/migration.ts';
import { inboxDdl, outboxDdl } from '../../../kernel/outbox/ddl.ts';
import { LOG_DDL } from '../../log/ddl.ts';
import { DEAD_LETTER_DDL } from '../../log/dead-letters.ts';
import { GRAPH_DDL } from '../../store/postgres/ddl.ts';

/** The event log, its dead letters, the graph store, and how far each feed was read. */
export class Lineage0001Initial extends Migration {
  override name = 'Lineage0001Initial';

  up(): void {
    for (const statement of [
      ...LOG_DDL,
      ...DEAD_LETTER_DDL,
      ...GRAPH_DDL,
      ...inboxDdl('lineage'),
      ...outboxDdl('lineage'),
    ]) {
      this.addSql(statement);
    }
  }
}
