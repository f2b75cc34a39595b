import { Migration } from '../../../kernel/database/migration.ts';
import { datasetVisibilityDdl } from '../../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { datasetPolicies, ofDatasetPolicies } from '../../../kernel/dataset-visibility/row-policies.ts';
import { inboxDdl, outboxDdl } from '../../../kernel/outbox/ddl.ts';

const CRITERIA = ['accurate', 'complete', 'clean', 'live', 'unified', 'shared_use'];

const OF_DATASETS = [
  'dataset_info',
  'dataset_field',
  'distribution',
  'element_binding',
  'measurement',
  'dataset_update',
  'master_claim',
  'flow',
  'column_flow',
  'list_member',
  'record_group_count',
];

const marked = (table: string): string => `
      mark text not null,
      source text,
      constraint ${table}_fact_has_source check (mark <> 'FACT' or source is not null)`;

/** Definitions of metrics, weights and marks, counts of record groups; and what is followed from others to compute with. */
export class Quality0001Initial extends Migration {
  override name = 'Quality0001Initial';

  up(): void {
    this.addSql(`create table quality.metric (
      code text collate "C" primary key,
      criterion text not null,
      name_vi text not null,
      name_en text not null,
      definition_vi text not null,
      definition_en text not null,
      characteristics text[] not null,
      ${marked('metric')}
    )`);
    this.addSql(`create table quality.profile (
      list_code text collate "C" primary key,
      ${CRITERIA.map((name) => `weight_${name} double precision not null`).join(', ')},
      ${CRITERIA.map((name) => `mark_${name} double precision`).join(', ')},
      pass_mark double precision,
      document_code text collate "C",
      constraint profile_weights check (${CRITERIA.map((name) => `weight_${name} between 0 and 1`).join(' and ')}),
      constraint profile_weights_add_up check
        (abs(${CRITERIA.map((name) => `weight_${name}`).join(' + ')} - 1) <= 0.000001),
      constraint profile_marks check
        (${['pass_mark', ...CRITERIA.map((name) => `mark_${name}`)].map((name) => `coalesce(${name}, 0) between 0 and 1`).join(' and ')}),
      ${marked('profile')}
    )`);
    this.addSql(`create table quality.record_group_count (
      dataset_code text collate "C" not null,
      counted_at timestamptz not null,
      complete integer not null,
      missing integer not null,
      to_rebuild integer not null,
      method text,
      primary key (dataset_code, counted_at),
      constraint record_group_count_not_negative check (least(complete, missing, to_rebuild) >= 0),
      ${marked('record_group_count')}
    )`);
    this.addSql(`create table quality.dataset_update (
      dataset_code text collate "C" not null,
      updated_at timestamptz not null,
      origin text not null,
      primary key (dataset_code, updated_at, origin)
    )`);

    this.addSql(`create table quality.dataset_info (
      dataset_code text collate "C" primary key,
      update_interval text,
      data_layer text,
      data_block text,
      survey_state text not null
    )`);
    this.addSql(`create table quality.dataset_field (
      dataset_code text collate "C" not null,
      position integer not null,
      field_name text collate "C" not null,
      type text not null,
      primary key (dataset_code, position)
    )`);
    this.addSql(`create table quality.distribution (
      code text collate "C" primary key,
      dataset_code text collate "C" not null,
      access_service text
    )`);
    this.addSql('create index on quality.distribution (dataset_code)');
    this.addSql(`create table quality.element_binding (
      dataset_code text collate "C" not null,
      field_name text collate "C" not null,
      element_code text collate "C" not null,
      primary key (dataset_code, field_name)
    )`);
    this.addSql('create index on quality.element_binding (element_code, dataset_code)');
    this.addSql(`create table quality.master_claim (
      element_code text collate "C" not null,
      dataset_code text collate "C" not null,
      approved boolean not null,
      primary key (element_code, dataset_code)
    )`);
    this.addSql(`create table quality.flow (
      code text collate "C" primary key,
      dataset_code text collate "C" not null,
      consumer_code text collate "C" not null,
      channel text not null,
      valid_from timestamptz not null,
      valid_to timestamptz
    )`);
    this.addSql('create index on quality.flow (dataset_code)');
    this.addSql('create index on quality.flow (consumer_code)');
    this.addSql(`create table quality.column_flow (
      flow_code text collate "C" not null references quality.flow (code) on delete cascade,
      place integer not null,
      dataset_code text collate "C" not null,
      field_name text collate "C" not null,
      consumer_code text collate "C" not null,
      consumer_field text collate "C" not null,
      transformation text not null,
      primary key (flow_code, place)
    )`);
    this.addSql('create index on quality.column_flow (dataset_code)');
    this.addSql('create index on quality.column_flow (consumer_code)');
    this.addSql(`create table quality.measurement (
      dataset_code text collate "C" not null,
      criterion text not null,
      metric text collate "C" not null,
      measured_at timestamptz not null,
      origin text not null,
      value double precision not null,
      method text,
      mark text,
      source text,
      primary key (dataset_code, criterion, metric, measured_at, origin)
    )`);
    this.addSql(`create table quality.list_member (
      list_code text collate "C" not null,
      version integer not null,
      valid_from timestamptz not null,
      dataset_code text collate "C" not null,
      primary key (list_code, version, dataset_code)
    )`);
    this.addSql('create index on quality.list_member (dataset_code)');

    for (const statement of datasetVisibilityDdl('quality')) this.addSql(statement);
    for (const statement of [...outboxDdl('quality'), ...inboxDdl('quality')]) this.addSql(statement);
    for (const statement of datasetPolicies('quality.dataset_visibility')) this.addSql(statement);
    for (const table of OF_DATASETS) {
      for (const statement of ofDatasetPolicies(`quality.${table}`, 'dataset_code', 'quality.dataset_visibility')) {
        this.addSql(statement);
      }
    }
  }
}
