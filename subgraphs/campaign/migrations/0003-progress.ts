import { agencyPartnerDdl } from '../../../kernel/agency-partners/agency-partner.entity.ts';
import { Migration } from '../../../kernel/database/migration.ts';
import { ofDatasetOrNonePolicies, ofDatasetPolicies } from '../../../kernel/dataset-visibility/row-policies.ts';
import { knownAgencyDdl } from '../../../kernel/known-agencies/known-agency.entity.ts';

const notBlank = (...columns: string[]): string => columns.map((column) => `${column} ~ '[^[:space:]]'`).join(' and ');

/**
 * Targets with dated reports of progress, and what they are grouped by: agencies, their partners, the survey of each
 * dataset. Held here: a report is never rewritten, only replaced once by a correction; one report in force a target and
 * instant.
 */
export class Campaign0003Progress extends Migration {
  override name = 'Campaign0003Progress';

  up(): void {
    for (const statement of [...knownAgencyDdl('campaign'), ...agencyPartnerDdl('campaign')]) this.addSql(statement);
    this.addSql(`create table campaign.dataset_survey (
      dataset_code text collate "C" primary key,
      survey_state text not null
    )`);
    this.addSql(`create table campaign.progress_target (
      code text collate "C" primary key,
      campaign_code text collate "C" not null references campaign.campaign (code),
      dataset_code text collate "C",
      agency_code text collate "C",
      task_code text collate "C" references campaign.task (code),
      training_topic text,
      measure_vi text collate "vi-x-icu" not null,
      measure_en text not null,
      unit_vi text not null,
      unit_en text not null,
      baseline numeric not null,
      value numeric not null,
      due_on timestamptz not null,
      year integer not null generated always as (extract(year from due_on at time zone interval '7 hours')) stored,
      mark text not null,
      source text,
      constraint progress_target_of_one check ((dataset_code is null) <> (agency_code is null)),
      constraint progress_target_distance check (value <> baseline),
      constraint progress_target_training check
        (training_topic is null or (task_code is not null and agency_code is not null and baseline = 0 and value > 0 and value = trunc(value))),
      constraint progress_target_said check (${notBlank('measure_vi', 'measure_en', 'unit_vi', 'unit_en')}),
      constraint progress_target_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create index on campaign.progress_target (campaign_code, code)');
    this.addSql('create index on campaign.progress_target (dataset_code, code)');
    this.addSql('create index on campaign.progress_target (agency_code, code)');
    this.addSql('create index on campaign.progress_target (task_code, code)');
    this.addSql('create index on campaign.progress_target (due_on, code)');
    this.addSql(`create table campaign.progress_report (
      code text collate "C" primary key,
      target_code text collate "C" not null references campaign.progress_target (code),
      number integer not null,
      dataset_code text collate "C",
      agency_code text collate "C" not null,
      measured_on timestamptz not null,
      value numeric not null,
      reporter_post_vi text not null,
      reporter_post_en text not null,
      evidence text not null,
      corrects text collate "C" references campaign.progress_report (code),
      reason_vi text,
      reason_en text,
      corrected_by text collate "C" references campaign.progress_report (code) deferrable initially deferred,
      recorded_at timestamptz not null,
      mark text not null,
      source text not null,
      constraint progress_report_number unique (target_code, number),
      constraint progress_report_corrected_once unique (corrects),
      constraint progress_report_one_in_force exclude (target_code with =, measured_on with =) where (corrected_by is null),
      constraint progress_report_said check (${notBlank('reporter_post_vi', 'reporter_post_en', 'evidence', 'source')}),
      constraint progress_report_correction_has_reason check
        ((corrects is null) = (reason_vi is null) and (reason_vi is null) = (reason_en is null))
    )`);
    this.addSql('create index on campaign.progress_report (agency_code, measured_on)');
    this.addSql(`create function campaign.keep_report() returns trigger language plpgsql as $body$
      begin
        if tg_op = 'UPDATE' and old.corrected_by is null and new.corrected_by is not null
          and to_jsonb(old) - 'corrected_by' = to_jsonb(new) - 'corrected_by' then
          return new;
        end if;
        raise exception 'reports of progress are never rewritten'
          using errcode = '23514', constraint = 'progress_report_kept', schema = 'campaign', table = 'progress_report';
      end $body$`);
    this.addSql(`create trigger progress_report_kept before update or delete on campaign.progress_report
      for each row execute function campaign.keep_report()`);
    for (const statement of [
      ...ofDatasetPolicies('campaign.dataset_survey', 'dataset_code', 'campaign.dataset_visibility'),
      ...ofDatasetOrNonePolicies('campaign.progress_target', 'dataset_code', 'campaign.dataset_visibility'),
      ...ofDatasetOrNonePolicies('campaign.progress_report', 'dataset_code', 'campaign.dataset_visibility'),
    ]) {
      this.addSql(statement);
    }
    // What was told of datasets before is read once more, for what is kept of it now.
    this.addSql("delete from campaign.inbox where source = 'datasets'");
  }
}
