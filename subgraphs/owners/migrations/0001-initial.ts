import { Migration } from '../../../kernel/database/migration.ts';
import { outboxDdl } from '../../../kernel/outbox/ddl.ts';

/** Agencies, successions, contact points, stewards; validity periods that do not overlap are held here. */
export class Owners0001Initial extends Migration {
  override name = 'Owners0001Initial';

  up(): void {
    this.addSql('create extension if not exists btree_gist with schema public');
    this.addSql(`create table owners.agency (
      code text collate "C" primary key,
      name_vi text collate "vi-x-icu" not null,
      name_en text not null,
      bloc text not null,
      level text not null,
      line text not null,
      parent_code text collate "C" references owners.agency (code),
      accountable_post_vi text,
      accountable_post_en text,
      valid_from timestamptz not null,
      valid_to timestamptz,
      mark text not null,
      source text,
      constraint agency_validity check (valid_to is null or valid_to > valid_from),
      constraint agency_not_above_itself check (parent_code is distinct from code),
      constraint agency_post_in_both_languages check ((accountable_post_vi is null) = (accountable_post_en is null)),
      constraint agency_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create index on owners.agency (parent_code)');
    this.addSql('create index on owners.agency (valid_from, code)');
    this.addSql(`create table owners.succession (
      predecessor_code text collate "C" not null references owners.agency (code),
      successor_code text collate "C" not null references owners.agency (code),
      primary key (predecessor_code, successor_code),
      constraint succession_of_another check (predecessor_code <> successor_code)
    )`);
    this.addSql('create index on owners.succession (successor_code)');
    this.addSql(`create table owners.contact_point (
      agency_code text collate "C" not null references owners.agency (code),
      post_vi text not null,
      post_en text not null,
      email text,
      phone text,
      primary key (agency_code, post_vi)
    )`);
    this.addSql(`create table owners.steward (
      agency_code text collate "C" not null references owners.agency (code),
      post_vi text not null,
      post_en text not null,
      valid_from timestamptz not null,
      valid_to timestamptz,
      primary key (agency_code, post_vi, valid_from),
      constraint steward_validity check (valid_to is null or valid_to > valid_from),
      constraint steward_no_overlap exclude using gist
        (agency_code with =, post_vi with =, tstzrange(valid_from, valid_to) with &&)
    )`);
    for (const statement of outboxDdl('owners')) this.addSql(statement);
  }
}
