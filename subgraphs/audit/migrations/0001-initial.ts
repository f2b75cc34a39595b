import { appendOnly } from '../../../kernel/audit/ddl.ts';
import { Migration } from '../../../kernel/database/migration.ts';
import { inboxDdl, outboxDdl } from '../../../kernel/outbox/ddl.ts';

/** The records of all trails. Held here: nothing is changed or removed. */
export class Audit0001Initial extends Migration {
  override name = 'Audit0001Initial';

  up(): void {
    this.addSql(`create table audit.record (
      id text collate "C" primary key,
      subgraph text collate "C" not null,
      seq bigint not null,
      hash text collate "C" not null,
      at timestamptz(3) not null,
      kind text not null,
      outcome text not null,
      subject text collate "C" not null,
      role text not null,
      action text collate "C" not null,
      targets text[] not null,
      correlation_id text collate "C",
      body jsonb not null,
      constraint record_is_one_of_a_trail unique (subgraph, seq)
    )`);
    this.addSql('create index on audit.record (at desc, id desc)');
    this.addSql('create index on audit.record (subject, at desc, id desc)');
    this.addSql('create index on audit.record (action, at desc, id desc)');
    this.addSql('create index on audit.record (correlation_id)');
    this.addSql('create index on audit.record using gin (targets)');
    for (const statement of [...appendOnly('audit', 'record'), ...inboxDdl('audit'), ...outboxDdl('audit')])
      this.addSql(statement);
  }
}
