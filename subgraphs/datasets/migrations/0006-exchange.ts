import { Migration } from '../../../kernel/database/migration.ts';
import { ofDatasetPolicies } from '../../../kernel/dataset-visibility/row-policies.ts';
import { inboxDdl } from '../../../kernel/outbox/ddl.ts';

/**
 * Listings on the market place for data with their history. Held here: the states and the steps between them, one
 * listing of a dataset at a time, a history that is never rewritten.
 */
export class Datasets0006Exchange extends Migration {
  override name = 'Datasets0006Exchange';

  up(): void {
    this.addSql(`create table datasets.exchange_listing (
      code text collate "C" primary key,
      dataset_code text collate "C" not null references datasets.dataset (code),
      platform_code text collate "C" not null references datasets.platform (code),
      state text not null,
      deidentification_method text,
      deidentification_document text,
      deidentification_article text,
      deidentified_on timestamptz,
      consent_document text,
      consent_article text,
      consented_on timestamptz,
      mark text not null,
      source text,
      constraint exchange_listing_deidentification_whole check
        (num_nulls(deidentification_method, deidentification_document, deidentified_on) in (0, 3)
          and (deidentification_document is not null or deidentification_article is null)),
      constraint exchange_listing_consent_whole check
        (num_nulls(consent_document, consented_on) in (0, 2)
          and (consent_document is not null or consent_article is null)),
      constraint exchange_listing_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql(`create unique index exchange_listing_one_at_a_time on datasets.exchange_listing (dataset_code)
      where state <> 'WITHDRAWN'`);
    this.addSql('create index on datasets.exchange_listing (dataset_code, code)');
    this.addSql(`create table datasets.exchange_transition (
      id integer generated always as identity primary key,
      listing_code text collate "C" not null references datasets.exchange_listing (code),
      dataset_code text collate "C" not null references datasets.dataset (code),
      from_state text,
      to_state text not null,
      at timestamptz not null,
      actor text not null,
      reason_vi text,
      reason_en text,
      constraint exchange_transition_taken_back_for_a_reason check
        ((to_state <> 'WITHDRAWN' and not (from_state = 'ELIGIBLE' and to_state = 'DRAFT'))
          or num_nulls(reason_vi, reason_en) = 0)
    )`);
    this.addSql('create index on datasets.exchange_transition (listing_code, id)');

    this.addSql(`create function datasets.check_exchange_step() returns trigger language plpgsql as $body$
      declare
        before text := case when tg_op = 'UPDATE' then old.state end;
      begin
        if before is not distinct from new.state
          or (before is null and new.state = 'DRAFT')
          or (before = 'DRAFT' and new.state in ('ELIGIBLE', 'WITHDRAWN'))
          or (before = 'ELIGIBLE' and new.state in ('DRAFT', 'LISTED', 'WITHDRAWN'))
          or (before = 'LISTED' and new.state = 'WITHDRAWN') then
          return new;
        end if;
        raise exception 'listing % cannot go from % to %', new.code, before, new.state
          using errcode = '23514', constraint = 'exchange_listing_step', schema = 'datasets', table = 'exchange_listing';
      end $body$`);
    this.addSql(`create trigger exchange_listing_step before insert or update on datasets.exchange_listing
      for each row execute function datasets.check_exchange_step()`);
    this.addSql(`create function datasets.keep_exchange_history() returns trigger language plpgsql as $body$
      begin
        raise exception 'the history of listings is never rewritten'
          using errcode = '23514', constraint = 'exchange_transition_kept', schema = 'datasets', table = 'exchange_transition';
      end $body$`);
    this.addSql(`create trigger exchange_transition_kept before update or delete on datasets.exchange_transition
      for each row execute function datasets.keep_exchange_history()`);
    for (const table of ['exchange_listing', 'exchange_transition']) {
      for (const statement of ofDatasetPolicies(`datasets.${table}`, 'dataset_code', 'datasets.dataset')) {
        this.addSql(statement);
      }
    }
    for (const statement of inboxDdl('datasets')) this.addSql(statement);
  }
}
