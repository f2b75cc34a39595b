import { Migration } from '../../../kernel/database/migration.ts';
import { APPEND_SENT_DDL } from '../../log/append-sent-ddl.ts';
import { EVENT_TIME_OF_TEXT } from '../../log/ddl.ts';

/** Taking in what producers sent with fewer statements, and without reading each body for its time. */
export class Lineage0013EventTimesOfText extends Migration {
  override name = 'Lineage0013EventTimesOfText';

  up(): void {
    for (const statement of [EVENT_TIME_OF_TEXT, ...APPEND_SENT_DDL]) this.addSql(statement);
  }
}
