import { Migration } from '../../../kernel/database/migration.ts';
import { datasetVisibilityDdl } from '../../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { inboxDdl, outboxDdl } from '../../../kernel/outbox/ddl.ts';

const notBlank = (...columns: string[]): string =>
  columns.map((column) => `${column} is not null and ${column} ~ '[^[:space:]]'`).join(' and ');

/**
 * Access requests with their history. Held here: the states and the steps between them, a written legal ground and a
 * reason for a refusal, a reason for a revocation, a history that holds every step and is never rewritten.
 */
export class Stewardship0001Initial extends Migration {
  override name = 'Stewardship0001Initial';

  up(): void {
    this.addSql(`create table stewardship.access_request (
      code text collate "C" primary key,
      dataset_code text collate "C" not null,
      requester_code text collate "C" not null,
      purpose_vi text not null,
      purpose_en text not null,
      state text not null,
      requested_at timestamptz not null,
      requested_by text not null,
      decided_at timestamptz,
      decided_by text,
      document_code text,
      article text,
      reason_vi text,
      reason_en text,
      mark text not null,
      source text,
      constraint access_request_has_purpose check (${notBlank('purpose_vi', 'purpose_en')}),
      constraint access_request_refused_on_a_ground check
        (state <> 'REFUSED' or (${notBlank('document_code', 'article', 'reason_vi', 'reason_en')})),
      constraint access_request_ground_whole check ((document_code is null) = (article is null)),
      constraint access_request_reason_in_both_languages check ((reason_vi is null) = (reason_en is null)),
      constraint access_request_decided check
        ((state = 'OPEN') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
      constraint access_request_decided_after_request check (decided_at is null or decided_at >= requested_at),
      constraint access_request_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create index on stewardship.access_request (dataset_code, code)');
    this.addSql('create index on stewardship.access_request (requester_code, code)');
    this.addSql('create index on stewardship.access_request (requested_at, code)');
    // Numbers of a year; the row is locked until the request that took one is committed.
    this.addSql(`create table stewardship.access_request_number (
      year integer primary key,
      last integer not null
    )`);
    this.addSql(`create table stewardship.access_transition (
      id integer generated always as identity primary key,
      request_code text collate "C" not null references stewardship.access_request (code),
      from_state text,
      to_state text not null,
      at timestamptz not null,
      recorded_at timestamptz not null,
      actor text not null,
      document_code text,
      article text,
      reason_vi text,
      reason_en text,
      constraint access_transition_revoked_for_a_reason check (to_state <> 'REVOKED' or (${notBlank('reason_vi', 'reason_en')}))
    )`);
    this.addSql('create index on stewardship.access_transition (request_code, id)');

    this.addSql(`create function stewardship.check_step() returns trigger language plpgsql as $body$
      declare
        before text := case when tg_op = 'UPDATE' then old.state end;
      begin
        if before is not distinct from new.state then
          return new;
        end if;
        if (before is null and new.state = 'OPEN')
          or (before = 'OPEN' and new.state in ('APPROVED', 'REFUSED'))
          or (before = 'APPROVED' and new.state = 'GRANTED')
          or (before = 'GRANTED' and new.state = 'REVOKED') then
          return new;
        end if;
        raise exception 'access request % cannot go from % to %', new.code, before, new.state
          using errcode = '23514', constraint = 'access_request_step', schema = 'stewardship', table = 'access_request';
      end $body$`);
    this.addSql(`create trigger access_request_step before insert or update on stewardship.access_request
      for each row execute function stewardship.check_step()`);

    this.addSql(`create function stewardship.check_history() returns trigger language plpgsql as $body$
      declare
        present text;
        told text;
      begin
        select state into present from stewardship.access_request where code = new.code;
        select to_state into told from stewardship.access_transition where request_code = new.code order by id desc limit 1;
        if told is distinct from present then
          raise exception 'access request % is % and its history ends with %', new.code, present, told
            using errcode = '23514', constraint = 'access_request_step_recorded', schema = 'stewardship', table = 'access_request';
        end if;
        return null;
      end $body$`);
    this.addSql(`create constraint trigger access_request_step_recorded after insert or update of state
      on stewardship.access_request deferrable initially deferred
      for each row execute function stewardship.check_history()`);

    this.addSql(`create function stewardship.keep_history() returns trigger language plpgsql as $body$
      begin
        raise exception 'the history of access requests is never rewritten'
          using errcode = '23514', constraint = 'access_transition_kept', schema = 'stewardship', table = 'access_transition';
      end $body$`);
    this.addSql(`create trigger access_transition_kept before update or delete on stewardship.access_transition
      for each row execute function stewardship.keep_history()`);
    for (const statement of [
      ...datasetVisibilityDdl('stewardship'),
      ...inboxDdl('stewardship'),
      ...outboxDdl('stewardship'),
    ]) {
      this.addSql(statement);
    }
    this.addSql('create index on stewardship.dataset_visibility (publisher_code, code)');
  }
}
