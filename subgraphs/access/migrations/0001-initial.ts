import { Migration } from '../../../kernel/database/migration.ts';
import { outboxDdl } from '../../../kernel/outbox/ddl.ts';

/** Service keys. Held here: a key is for something, and once made only its last use and its end may be written. */
export class Access0001Initial extends Migration {
  override name = 'Access0001Initial';

  up(): void {
    this.addSql(`create table access.service_key (
      id text collate "C" primary key,
      digest text collate "C" not null,
      name text not null,
      namespaces text[] not null,
      agencies text[] not null,
      events text[] not null,
      created_at timestamptz not null,
      created_by text not null,
      valid_to timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz,
      revoked_by text,
      constraint service_key_digest_unique unique (digest),
      constraint service_key_holds_a_digest check (digest ~ '^[0-9a-f]{64}$'),
      constraint service_key_is_for_somebody check (cardinality(namespaces) + cardinality(agencies) > 0),
      constraint service_key_sends_something check (cardinality(events) > 0),
      constraint service_key_validity check (valid_to is null or valid_to > created_at),
      constraint service_key_revoked_by_somebody check ((revoked_at is null) = (revoked_by is null))
    )`);
    this.addSql('create index on access.service_key (created_at, id)');
    this.addSql(`create function access.keep_service_key() returns trigger language plpgsql as $body$
      begin
        if (new.id, new.digest, new.name, new.namespaces, new.agencies, new.events, new.created_at, new.created_by)
            is distinct from
            (old.id, old.digest, old.name, old.namespaces, old.agencies, old.events, old.created_at, old.created_by)
          or new.valid_to is distinct from old.valid_to
          or (old.revoked_at is not null and (new.revoked_at, new.revoked_by) is distinct from (old.revoked_at, old.revoked_by))
        then
          raise exception 'service key % cannot be rewritten', old.id
            using errcode = 'check_violation', constraint = 'service_key_is_never_rewritten';
        end if;
        return new;
      end
    $body$`);
    this.addSql(
      'create trigger keep_service_key before update on access.service_key for each row execute function access.keep_service_key()',
    );
    for (const statement of outboxDdl('access')) this.addSql(statement);
  }
}
