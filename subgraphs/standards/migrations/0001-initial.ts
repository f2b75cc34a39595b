import { Migration } from '../../../kernel/database/migration.ts';
import { datasetVisibilityDdl } from '../../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { inboxDdl, outboxDdl } from '../../../kernel/outbox/ddl.ts';

const marked = (table: string): string => `
      mark text not null,
      source text,
      constraint ${table}_fact_has_source check (mark <> 'FACT' or source is not null)`;

/**
 * Refuses circles and chains of more than 32 in `replaced_by_code` of a table. The lock of the transaction makes two
 * writers take turns: each alone could be right, and both together a circle.
 */
const refuseCircles = (table: string): string[] => [
  `create function standards.refuse_circle_of_${table}() returns trigger language plpgsql as $$
    declare
      later text := new.replaced_by_code;
      steps int := 0;
    begin
      perform pg_advisory_xact_lock(hashtext('standards.${table}.replaced_by_code'));
      while later is not null loop
        steps := steps + 1;
        if later = new.code or steps > 32 then
          raise exception 'circle of replacement' using errcode = '23514', constraint = '${table}_replacement_no_circle';
        end if;
        select replaced_by_code into later from standards.${table} where code = later;
      end loop;
      return new;
    end $$`,
  `create trigger ${table}_replacement before insert or update of replaced_by_code on standards.${table}
    for each row when (new.replaced_by_code is not null) execute function standards.refuse_circle_of_${table}()`,
];

/**
 * Standards, dictionary, code lists, policy documents, mandate lists and what links them to datasets and fields.
 * Titles have no index: one of 1,024 characters may not fit a B-tree row (2,704 bytes), and these tables are small.
 */
export class Standards0001Initial extends Migration {
  override name = 'Standards0001Initial';

  up(): void {
    this.addSql(`create table standards.standard (
      code text collate "C" primary key,
      title_vi text collate "vi-x-icu" not null,
      title_en text not null,
      issuer text not null,
      status text not null,
      replaced_by_code text collate "C" references standards.standard (code),
      constraint standard_replaced_not_in_force check (replaced_by_code is null or status <> 'IN_FORCE'),
      ${marked('standard')}
    )`);
    this.addSql('create index on standards.standard (replaced_by_code)');

    this.addSql(`create table standards.code_list (
      code text collate "C" primary key,
      title_vi text collate "vi-x-icu" not null,
      title_en text not null,
      ${marked('code_list')}
    )`);
    this.addSql(`create table standards.listed_code (
      list_code text collate "C" not null references standards.code_list (code),
      code text collate "C" not null,
      label_vi text not null,
      label_en text not null,
      position int not null,
      primary key (list_code, code)
    )`);
    this.addSql('create index on standards.listed_code (list_code, position, code)');
    this.addSql('create index on standards.listed_code (code, list_code)');

    this.addSql(`create table standards.data_element (
      code text collate "C" primary key,
      name_vi text collate "vi-x-icu" not null,
      name_en text not null,
      definition_vi text not null,
      definition_en text not null,
      type text not null,
      code_list_code text collate "C" references standards.code_list (code),
      ${marked('data_element')}
    )`);
    this.addSql('create index on standards.data_element (code_list_code, code)');

    this.addSql(`create table standards.required_element (
      standard_code text collate "C" not null references standards.standard (code),
      name text collate "C" not null,
      type text not null,
      code_list_code text collate "C" references standards.code_list (code),
      primary key (standard_code, name),
      ${marked('required_element')}
    )`);

    this.addSql(`create table standards.conformance (
      dataset_code text collate "C" not null,
      standard_code text collate "C" not null references standards.standard (code),
      primary key (dataset_code, standard_code),
      ${marked('conformance')}
    )`);
    this.addSql('create index on standards.conformance (standard_code, dataset_code)');

    this.addSql(`create table standards.element_binding (
      dataset_code text collate "C" not null,
      field_name text collate "C" not null,
      element_code text collate "C" not null references standards.data_element (code),
      ref text collate "C" not null generated always as (dataset_code || '.' || field_name) stored,
      primary key (dataset_code, field_name),
      ${marked('element_binding')}
    )`);
    this.addSql('create unique index element_binding_ref on standards.element_binding (ref)');
    this.addSql('create index on standards.element_binding (element_code, ref)');

    this.addSql(`create table standards.code_list_binding (
      dataset_code text collate "C" not null,
      field_name text collate "C" not null,
      code_list_code text collate "C" not null references standards.code_list (code),
      ref text collate "C" not null generated always as (dataset_code || '.' || field_name) stored,
      primary key (dataset_code, field_name),
      ${marked('code_list_binding')}
    )`);
    this.addSql('create unique index code_list_binding_ref on standards.code_list_binding (ref)');
    this.addSql('create index on standards.code_list_binding (code_list_code, ref)');

    this.addSql(`create view standards.field_code_list as
      select ref, dataset_code, code_list_code from standards.code_list_binding
      union all
      select bound.ref, bound.dataset_code, element.code_list_code
      from standards.element_binding as bound join standards.data_element as element on element.code = bound.element_code
      where element.code_list_code is not null
        and not exists (select from standards.code_list_binding as own where own.ref = bound.ref)`);

    this.addSql(`create table standards.master_claim (
      element_code text collate "C" not null references standards.data_element (code),
      dataset_code text collate "C" not null,
      approved boolean not null default false,
      primary key (element_code, dataset_code),
      ${marked('master_claim')}
    )`);
    this.addSql(
      'create unique index master_claim_one_approved on standards.master_claim (element_code) where approved',
    );

    this.addSql(`create table standards.policy_document (
      code text collate "C" primary key,
      title_vi text collate "vi-x-icu" not null,
      title_en text not null,
      issued_on timestamptz,
      in_force_from timestamptz,
      status text not null,
      replaced_by_code text collate "C" references standards.policy_document (code),
      issued_order timestamptz not null
        generated always as (coalesce(issued_on, timestamptz '1800-01-01 00:00:00+00')) stored,
      constraint policy_document_replaced_not_in_force check (replaced_by_code is null or status <> 'IN_FORCE'),
      ${marked('policy_document')}
    )`);
    this.addSql('create index on standards.policy_document (issued_order, code)');
    this.addSql('create index on standards.policy_document (replaced_by_code)');

    this.addSql(`create table standards.mandate_list (
      code text collate "C" primary key,
      title_vi text collate "vi-x-icu" not null,
      title_en text not null,
      document_code text collate "C" references standards.policy_document (code),
      date timestamptz not null,
      stated_count int,
      constraint mandate_list_stated_count check (stated_count between 1 and 1000),
      ${marked('mandate_list')}
    )`);
    this.addSql('create index on standards.mandate_list (date, code)');
    this.addSql(`create table standards.mandate_item (
      list_code text collate "C" not null references standards.mandate_list (code),
      dataset_code text collate "C" not null,
      primary key (list_code, dataset_code),
      ${marked('mandate_item')}
    )`);
    this.addSql('create index on standards.mandate_item (dataset_code, list_code)');

    for (const statement of [...refuseCircles('standard'), ...refuseCircles('policy_document')]) this.addSql(statement);
    for (const statement of datasetVisibilityDdl('standards')) this.addSql(statement);
    for (const statement of [...outboxDdl('standards'), ...inboxDdl('standards')]) this.addSql(statement);
  }
}
