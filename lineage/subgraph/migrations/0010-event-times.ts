import { Migration } from '../../../kernel/database/migration.ts';
import { EVENT_TIME_FUNCTION } from '../../log/ddl.ts';

/** The time of an event is read with whatever zone it may have. What was read before is read alike. */
export class Lineage0010EventTimes extends Migration {
  override name = 'Lineage0010EventTimes';

  up(): void {
    this.addSql(EVENT_TIME_FUNCTION);
  }
}
