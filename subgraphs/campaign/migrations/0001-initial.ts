import { Migration } from '../../../kernel/database/migration.ts';
import { datasetVisibilityDdl } from '../../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { inboxDdl, outboxDdl } from '../../../kernel/outbox/ddl.ts';

const notBlank = (...columns: string[]): string => columns.map((column) => `${column} ~ '[^[:space:]]'`).join(' and ');

/** Campaigns, tasks with their six clears (each mandatory and not blank), links to datasets, indicators. */
export class Campaign0001Initial extends Migration {
  override name = 'Campaign0001Initial';

  up(): void {
    this.addSql(`create table campaign.campaign (
      code text collate "C" primary key,
      title_vi text collate "vi-x-icu" not null,
      title_en text not null,
      launched_on timestamptz not null,
      document_codes text[] not null,
      mark text not null,
      source text,
      constraint campaign_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create index on campaign.campaign (launched_on, code)');
    this.addSql(`create table campaign.task (
      code text collate "C" primary key,
      campaign_code text collate "C" not null references campaign.campaign (code),
      task_group text not null,
      kind text not null,
      title_vi text collate "vi-x-icu" not null,
      title_en text not null,
      agency_code text collate "C" not null,
      responsible_post_vi text not null,
      responsible_post_en text not null,
      text_vi text not null,
      text_en text not null,
      due_on timestamptz not null,
      accountable_post_vi text not null,
      accountable_post_en text not null,
      deliverable_vi text not null,
      deliverable_en text not null,
      authority_code text not null,
      state text not null,
      mark text not null,
      source text,
      constraint task_clear_responsibility check (${notBlank('agency_code', 'responsible_post_vi', 'responsible_post_en')}),
      constraint task_clear_task check (${notBlank('text_vi', 'text_en')}),
      constraint task_clear_accountability check (${notBlank('accountable_post_vi', 'accountable_post_en')}),
      constraint task_clear_deliverable check (${notBlank('deliverable_vi', 'deliverable_en')}),
      constraint task_clear_authority check (${notBlank('authority_code')}),
      constraint task_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create index on campaign.task (campaign_code, code)');
    this.addSql('create index on campaign.task (agency_code, code)');
    this.addSql('create index on campaign.task (due_on, code)');
    this.addSql(`create table campaign.task_dataset (
      task_code text collate "C" not null references campaign.task (code),
      dataset_code text collate "C" not null,
      primary key (task_code, dataset_code)
    )`);
    this.addSql('create index on campaign.task_dataset (dataset_code, task_code)');
    this.addSql(`create table campaign.indicator (
      code text collate "C" primary key,
      campaign_code text collate "C" not null references campaign.campaign (code),
      name_vi text collate "vi-x-icu" not null,
      name_en text not null,
      operator text not null,
      value numeric not null,
      value_to numeric,
      unit_vi text not null,
      unit_en text not null,
      year integer not null,
      latest_value numeric,
      latest_on timestamptz,
      mark text not null,
      source text,
      constraint indicator_range check ((operator = 'RANGE') = (value_to is not null) and (value_to is null or value_to > value)),
      constraint indicator_rank check (operator <> 'RANK_TOP' or (value >= 1 and value = trunc(value))),
      constraint indicator_year check (year between 1900 and 2199),
      constraint indicator_latest_has_date check ((latest_value is null) = (latest_on is null)),
      constraint indicator_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create index on campaign.indicator (campaign_code, code)');
    this.addSql('create index on campaign.indicator (year, code)');
    for (const statement of [...datasetVisibilityDdl('campaign'), ...inboxDdl('campaign'), ...outboxDdl('campaign')]) {
      this.addSql(statement);
    }
  }
}
