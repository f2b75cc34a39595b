import { Migration } from '../../../kernel/database/migration.ts';

/**
 * What a mandate list names is a version of it, proposed, and approved or rejected by a document. What stood on a list
 * before becomes its first version: approved by the document of the list since its day; proposed where a statement and no
 * document ordered it, until a document is named.
 */
export class Standards0005MandateVersions extends Migration {
  override name = 'Standards0005MandateVersions';

  up(): void {
    this.addSql('create extension if not exists btree_gist with schema public');
    this.addSql(`create table standards.mandate_list_version (
      id text collate "C" primary key,
      list_code text collate "C" not null references standards.mandate_list (code),
      version integer not null,
      state text not null,
      based_on integer,
      document text collate "C" references standards.policy_document (code),
      article text,
      approved_on timestamptz,
      superseded_on timestamptz,
      rejected_on timestamptz,
      reason_vi text,
      reason_en text,
      mark text not null,
      source text,
      constraint mandate_list_version_once unique (list_code, version),
      constraint mandate_list_version_number check (version >= 1 and id = list_code || '@' || version),
      constraint mandate_list_version_state check (state in ('PROPOSED', 'APPROVED', 'REJECTED')),
      constraint mandate_list_version_decision check
        (case state
          when 'APPROVED' then document is not null and approved_on is not null
            and num_nonnulls(rejected_on, reason_vi, reason_en) = 0
          when 'REJECTED' then num_nonnulls(document, rejected_on, reason_vi, reason_en) = 4
            and num_nonnulls(approved_on, superseded_on) = 0
          else num_nonnulls(document, article, approved_on, superseded_on, rejected_on, reason_vi, reason_en) = 0 end),
      constraint mandate_list_version_based_on check (based_on < version),
      constraint mandate_list_version_in_force check (superseded_on > approved_on),
      constraint mandate_list_version_one_in_force exclude using gist
        (list_code with =, tstzrange(approved_on, superseded_on) with &&) where (state = 'APPROVED'),
      constraint mandate_list_version_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create index on standards.mandate_list_version (document, id)');
    this.addSql(`alter table standards.mandate_item
      add column version integer not null default 1,
      no force row level security`);
    this.addSql(`insert into standards.mandate_list_version
        (id, list_code, version, state, document, approved_on, mark)
      select code || '@1', code, 1, case when document_code is null then 'PROPOSED' else 'APPROVED' end, document_code,
        case when document_code is not null then date end, 'ILLUSTRATIVE'
      from standards.mandate_list where exists (select from standards.mandate_item where list_code = code)`);
    this.addSql(`alter table standards.mandate_item
      force row level security,
      alter column version drop default,
      add column version_id text collate "C" not null generated always as (list_code || '@' || version::text) stored,
      drop constraint mandate_item_pkey,
      add primary key (list_code, version, dataset_code),
      add constraint mandate_item_version_fkey foreign key (list_code, version)
        references standards.mandate_list_version (list_code, version)`);
    this.addSql('create index on standards.mandate_item (version_id, dataset_code)');
    this.addSql('drop index standards.mandate_item_dataset_code_list_code_idx');
    this.addSql('create index on standards.mandate_item (dataset_code, version_id)');
  }
}
