import { Migration } from '../../../kernel/database/migration.ts';
import { outboxDdl } from '../../../kernel/outbox/ddl.ts';

/**
 * Datasets with fields, schema versions, distributions, measurements; lists with versions and members; platforms.
 *
 * Titles are ordered by their first 256 characters: a title of 1,024 would not fit into an index row or a cursor.
 */
export class Datasets0001Initial extends Migration {
  override name = 'Datasets0001Initial';

  up(): void {
    this.addSql('create extension if not exists btree_gist with schema public');
    this.addSql(`create table datasets.dataset (
      code text collate "C" primary key,
      title_vi text not null,
      title_order text collate "vi-x-icu" not null generated always as (left(title_vi, 256)) stored,
      title_en text not null,
      description_vi text not null,
      description_en text not null,
      publisher_code text collate "C" not null,
      tier text not null,
      tier_rank smallint not null generated always as
        (case tier when 'NATIONAL' then 1 when 'MINISTRY' then 2 when 'SPECIALIZED' then 3 else 4 end) stored,
      sharing_class text,
      importance_class text not null,
      pii_class text not null,
      high_value boolean not null,
      update_interval text,
      data_layer text,
      data_block text,
      survey_state text not null,
      contact_post_vi text,
      contact_post_en text,
      schema_version integer not null,
      mark text not null,
      source text,
      constraint dataset_sharing_class_of_tier check ((tier in ('NATIONAL', 'MINISTRY')) = (sharing_class is null)),
      constraint dataset_contact_post_in_both_languages check ((contact_post_vi is null) = (contact_post_en is null)),
      constraint dataset_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create index on datasets.dataset (publisher_code, code)');
    this.addSql('create index on datasets.dataset (title_order, code)');
    this.addSql('create index on datasets.dataset (tier_rank, code)');
    // A hash index takes names of any length; a unique B-tree would refuse a long Vietnamese one.
    this.addSql(`create table datasets.field (
      ref text collate "C" not null,
      dataset_code text collate "C" not null references datasets.dataset (code),
      name text collate "C" not null,
      position integer not null,
      type text not null,
      nullable boolean not null,
      is_key boolean not null,
      pii_class text not null,
      direct_identifier boolean not null,
      basis_document text,
      basis_article text,
      basis_mark text,
      basis_source text,
      primary key (dataset_code, position),
      constraint field_name_unique exclude using hash (ref with =),
      constraint field_ref_of_name check (ref = dataset_code || '.' || name),
      constraint field_name_length check (char_length(name) between 1 and 1024),
      constraint field_position_bound check (position between 1 and 10000),
      constraint field_identifier_is_personal check (not direct_identifier or pii_class <> 'NONE'),
      constraint field_basis_whole check (num_nulls(basis_document, basis_article, basis_mark) in (0, 3)
        and (basis_document is not null or basis_source is null)),
      constraint field_basis_fact_has_source check (basis_mark <> 'FACT' or basis_source is not null)
    )`);
    this.addSql(`create table datasets.schema_version (
      id text collate "C" primary key,
      dataset_code text collate "C" not null references datasets.dataset (code),
      version integer not null,
      recorded_at timestamptz not null,
      field_count integer not null,
      fields jsonb not null,
      changes jsonb not null,
      constraint schema_version_once unique (dataset_code, version),
      constraint schema_version_number check (version >= 1 and id = dataset_code || '@' || version)
    )`);
    this.addSql(`create table datasets.platform (
      code text collate "C" primary key,
      name_vi text not null,
      name_order text collate "vi-x-icu" not null generated always as (left(name_vi, 256)) stored,
      name_en text not null,
      owner_code text collate "C" not null,
      evaluation_state text not null,
      upgrade_state text not null,
      security_level integer not null,
      mark text not null,
      source text,
      constraint platform_security_level check (security_level between 1 and 5),
      constraint platform_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql(`create table datasets.distribution (
      code text collate "C" primary key,
      dataset_code text collate "C" not null references datasets.dataset (code),
      format text not null,
      media_type text,
      access_url text,
      access_service text collate "C" references datasets.platform (code),
      licence_vi text,
      licence_en text,
      mark text not null,
      source text,
      constraint distribution_licence_in_both_languages check ((licence_vi is null) = (licence_en is null)),
      constraint distribution_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create index on datasets.distribution (dataset_code, code)');
    this.addSql(`create table datasets.quality_measurement (
      dataset_code text collate "C" not null references datasets.dataset (code),
      criterion text not null,
      metric text collate "C" not null,
      measured_at timestamptz not null,
      value double precision not null,
      method text,
      mark text not null,
      source text,
      primary key (dataset_code, criterion, metric, measured_at),
      constraint quality_measurement_value check (value between 0 and 1),
      constraint quality_measurement_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql(`create table datasets.data_list (
      code text collate "C" primary key,
      kind text not null,
      title_vi text not null,
      title_order text collate "vi-x-icu" not null generated always as (left(title_vi, 256)) stored,
      title_en text not null,
      mark text not null,
      source text,
      constraint data_list_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql(`create table datasets.data_list_version (
      id text collate "C" primary key,
      list_code text collate "C" not null references datasets.data_list (code),
      version integer not null,
      state text not null,
      document text,
      approved_on timestamptz,
      superseded_on timestamptz,
      constraint data_list_version_once unique (list_code, version),
      constraint data_list_version_number check (version >= 1 and id = list_code || '@' || version),
      constraint data_list_version_approval check
        (case state when 'APPROVED' then document is not null and approved_on is not null
          else num_nonnulls(document, approved_on, superseded_on) = 0 end),
      constraint data_list_version_in_force check (superseded_on > approved_on),
      constraint data_list_version_one_in_force exclude using gist
        (list_code with =, tstzrange(approved_on, superseded_on) with &&) where (state = 'APPROVED')
    )`);
    this.addSql(`create table datasets.data_list_member (
      version_id text collate "C" not null references datasets.data_list_version (id),
      dataset_code text collate "C" not null references datasets.dataset (code),
      primary key (version_id, dataset_code)
    )`);
    this.addSql('create index on datasets.data_list_member (dataset_code)');
    for (const statement of outboxDdl('datasets')) this.addSql(statement);
  }
}
