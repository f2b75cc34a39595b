import { Migration } from '../../../kernel/database/migration.ts';

/** What a campaign is to have reached by which day, and which agencies watch over it. */
export class Campaign0006Milestones extends Migration {
  override name = 'Campaign0006Milestones';

  up(): void {
    this.addSql('create extension if not exists btree_gist with schema public');
    this.addSql(`create table campaign.milestone (
      code text collate "C" primary key,
      campaign_code text collate "C" not null references campaign.campaign (code),
      title_vi text collate "vi-x-icu" not null,
      title_en text not null,
      due_on timestamptz not null,
      document_code text collate "C",
      reached_on timestamptz,
      evidence text,
      mark text not null,
      source text,
      constraint milestone_reached check ((reached_on is null) = (evidence is null)),
      constraint milestone_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create index on campaign.milestone (campaign_code, due_on, code)');
    this.addSql('create index on campaign.milestone (document_code, code)');
    this.addSql(`create table campaign.oversight (
      campaign_code text collate "C" not null references campaign.campaign (code),
      role text not null,
      agency_code text collate "C" not null,
      valid_from timestamptz not null,
      valid_to timestamptz,
      mark text not null,
      source text,
      primary key (campaign_code, role, agency_code, valid_from),
      constraint oversight_validity check (valid_to is null or valid_to > valid_from),
      constraint oversight_once exclude using gist
        (campaign_code with =, role with =, agency_code with =, tstzrange(valid_from, valid_to) with &&),
      constraint oversight_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create index on campaign.oversight (agency_code, campaign_code)');
  }
}
