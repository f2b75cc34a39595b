import { Migration } from '../../../kernel/database/migration.ts';
import { ofDatasetPolicies } from '../../../kernel/dataset-visibility/row-policies.ts';

const OF_DATASETS = ['dataset_field', 'observed_code', 'binding_decision'];

const marked = (table: string): string => `
      mark text not null,
      source text,
      constraint ${table}_fact_has_source check (mark <> 'FACT' or source is not null)`;

/**
 * What is needed to compare datasets with standards: their fields, followed from the outbox of datasets; the codes that
 * were found in them; what stewards decided on suggested bindings; names that mean different things; editions.
 */
export class Standards0004DescribedFields extends Migration {
  override name = 'Standards0004DescribedFields';

  up(): void {
    // Names of up to 1,024 characters do not fit into a B-tree row, so that the place of the field is the key.
    this.addSql(`create table standards.dataset_field (
      dataset_code text collate "C" not null,
      position integer not null,
      field_name text collate "C" not null,
      type text not null,
      schema_version integer not null,
      primary key (dataset_code, position)
    )`);
    this.addSql('create index on standards.dataset_field using hash (field_name)');

    this.addSql(`create table standards.observed_code (
      dataset_code text collate "C" not null,
      field_name text collate "C" not null,
      code text collate "C" not null,
      observed_at timestamptz not null,
      method text,
      primary key (dataset_code, field_name, code),
      ${marked('observed_code')}
    )`);

    this.addSql(`create table standards.binding_decision (
      dataset_code text collate "C" not null,
      field_name text collate "C" not null,
      element_code text collate "C" not null references standards.data_element (code),
      accepted boolean not null,
      reason text,
      decided_at timestamptz not null,
      decided_by text not null,
      primary key (dataset_code, field_name, element_code)
    )`);

    this.addSql(`create view standards.described_field as
      select field.dataset_code || '.' || field.field_name as ref, field.dataset_code, field.position, field.field_name,
        field.type, field.schema_version, bound.element_code,
        coalesce(own.code_list_code, element.code_list_code) as code_list_code
      from standards.dataset_field as field
      left join standards.element_binding as bound using (dataset_code, field_name)
      left join standards.data_element as element on element.code = bound.element_code
      left join standards.code_list_binding as own using (dataset_code, field_name)`);
    this.addSql(`create view standards.observed_codes as
      select observed.dataset_code || '.' || observed.field_name as ref, observed.dataset_code, observed.field_name,
        list.code_list_code, max(observed.observed_at) as observed_at, max(observed.method) as method,
        max(observed.mark) as mark, max(observed.source) as source, count(*)::int as total,
        count(*) filter (where listed.code is null)::int as wrong,
        coalesce((array_agg(observed.code order by observed.code) filter (where listed.code is null))[1:20], '{}') as examples
      from standards.observed_code as observed
      left join standards.field_code_list as list on list.ref = observed.dataset_code || '.' || observed.field_name
      left join standards.listed_code as listed on listed.list_code = list.code_list_code and listed.code = observed.code
      group by observed.dataset_code, observed.field_name, list.code_list_code`);

    this.addSql(`create table standards.homonym (
      name text collate "C" primary key,
      note_vi text not null,
      note_en text not null,
      ${marked('homonym')}
    )`);
    // One lock for both sides: each writer alone could be right, and both together not.
    this.addSql(`create function standards.refuse_element_of_homonym() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(hashtext('standards.homonym'));
        if tg_table_name = 'homonym' then
          if exists (select from standards.data_element where code = new.name) then
            raise exception 'homonym' using errcode = '23514', constraint = 'homonym_is_no_element';
          end if;
        elsif exists (select from standards.homonym where name = new.code) then
          raise exception 'homonym' using errcode = '23514', constraint = 'data_element_is_no_homonym';
        end if;
        return new;
      end $$`);
    for (const table of ['homonym', 'data_element']) {
      this.addSql(`create trigger ${table}_apart before insert on standards.${table}
        for each row execute function standards.refuse_element_of_homonym()`);
    }

    this.addSql('alter table standards.standard add column edition text, add column in_force_from timestamptz');
    this.addSql('alter table standards.conformance add column level text, add column evidence text');

    for (const table of OF_DATASETS) {
      for (const statement of ofDatasetPolicies(`standards.${table}`, 'dataset_code', 'standards.dataset_visibility')) {
        this.addSql(statement);
      }
    }
    // What was told of fields before this table was there is read once more: following is idempotent.
    this.addSql(`delete from standards.inbox where source = 'datasets'`);
  }
}
