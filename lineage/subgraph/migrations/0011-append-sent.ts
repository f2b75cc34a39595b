import { Migration } from '../../../kernel/database/migration.ts';
import { APPEND_SENT_DDL } from '../../log/append-sent-ddl.ts';
import { BODY_AS_TEXT_DDL } from '../../log/ddl.ts';

/** Taking in what producers sent: bodies as text, lists in their binary form, comparison only where some are repeated. */
export class Lineage0011AppendSent extends Migration {
  override name = 'Lineage0011AppendSent';

  up(): void {
    for (const statement of [...BODY_AS_TEXT_DDL, ...APPEND_SENT_DDL]) this.addSql(statement);
    this.addSql(`drop function if exists lineage.append_sent(
      bigint, text[], text[], text[], text[], integer[], jsonb, timestamptz)`);
  }
}
