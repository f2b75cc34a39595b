import { Migration } from '../../../kernel/database/migration.ts';
import { outboxDdl } from '../../../kernel/outbox/ddl.ts';

/**
 * Partners and their assignments. Held here at every instant, past and future: at most four partners an agency,
 * exactly one lead where there is a partner, no partner twice. Overlaps of a pair and of leads are exclusion
 * constraints; the counts are swept over the boundaries of an agency's periods when a transaction commits. Writers of
 * one agency go one after another from their first write on: otherwise two sweeps could each miss the other's row.
 */
export class Partners0001Initial extends Migration {
  override name = 'Partners0001Initial';

  up(): void {
    this.addSql('create extension if not exists btree_gist with schema public');
    this.addSql(`create table partners.partner (
      code text collate "C" primary key,
      name_vi text collate "vi-x-icu" not null,
      name_en text not null,
      short_name text collate "vi-x-icu" not null,
      mark text not null,
      source text,
      constraint partner_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create index on partners.partner (short_name, code)');
    this.addSql(`create table partners.partner_assignment (
      id integer generated always as identity primary key,
      agency_code text collate "C" not null,
      partner_code text collate "C" not null references partners.partner (code),
      valid_from timestamptz not null,
      valid_to timestamptz,
      is_lead boolean not null,
      scope_vi text,
      scope_en text,
      mark text not null,
      source text,
      constraint partner_assignment_validity check (valid_to is null or valid_to > valid_from),
      constraint partner_assignment_scope_in_both_languages check ((scope_vi is null) = (scope_en is null)),
      constraint partner_assignment_fact_has_source check (mark <> 'FACT' or source is not null),
      constraint partner_assignment_no_overlap exclude using gist
        (agency_code with =, partner_code with =, tstzrange(valid_from, valid_to) with &&) deferrable initially deferred,
      constraint partner_assignment_one_lead exclude using gist
        (agency_code with =, tstzrange(valid_from, valid_to) with &&) where (is_lead) deferrable initially deferred
    )`);
    this.addSql('create index on partners.partner_assignment (agency_code, valid_from)');
    this.addSql('create index on partners.partner_assignment (partner_code, agency_code)');
    this.addSql('create index on partners.partner_assignment (partner_code, valid_from)');

    // One row an agency; whoever holds it writes that agency's assignments.
    this.addSql(`create table partners.agency_turn (
      agency_code text collate "C" primary key,
      writes bigint not null default 0
    )`);
    // An update, not only a lock, so that a writer with an older snapshot (repeatable read) fails instead of missing rows.
    this.addSql(`create function partners.take_turn() returns trigger language plpgsql as $body$
      begin
        if tg_op <> 'INSERT' then
          insert into partners.agency_turn as turn (agency_code) values (old.agency_code)
            on conflict (agency_code) do update set writes = turn.writes + 1;
        end if;
        if tg_op = 'DELETE' then
          return old;
        end if;
        insert into partners.agency_turn as turn (agency_code) values (new.agency_code)
          on conflict (agency_code) do update set writes = turn.writes + 1;
        return new;
      end $body$`);
    this.addSql(`create trigger partner_assignment_turn before insert or update or delete on partners.partner_assignment
      for each row execute function partners.take_turn()`);

    this.addSql(`create function partners.sweep(agency text) returns void language plpgsql as $body$
      declare
        broken record;
      begin
        select swept.* into broken from (
          select edges.at,
                 sum(sum(edges.partners)) over (order by edges.at) as partners,
                 sum(sum(edges.leads)) over (order by edges.at) as leads
          from (
            select valid_from as at, 1 as partners, is_lead::int as leads
              from partners.partner_assignment where agency_code = agency
            union all
            select valid_to, -1, -is_lead::int
              from partners.partner_assignment where agency_code = agency and valid_to is not null
          ) as edges
          group by edges.at
        ) as swept
        where swept.partners > 4 or (swept.partners > 0 and swept.leads <> 1)
        order by swept.at
        limit 1;
        if not found then
          return;
        end if;
        if broken.partners > 4 then
          raise exception 'agency % would have % partners at %', agency, broken.partners, broken.at
            using errcode = '23514', schema = 'partners', table = 'partner_assignment',
                  constraint = 'partner_assignment_at_most_four';
        end if;
        raise exception 'agency % would have % partners and % leads at %', agency, broken.partners, broken.leads, broken.at
          using errcode = '23514', schema = 'partners', table = 'partner_assignment',
                constraint = case when broken.leads > 1 then 'partner_assignment_one_lead'
                                  else 'partner_assignment_exactly_one_lead' end;
      end $body$`);
    this.addSql(`create function partners.sweep_changed() returns trigger language plpgsql as $body$
      begin
        if tg_op <> 'INSERT' then
          perform partners.sweep(old.agency_code);
        end if;
        if tg_op = 'INSERT' or (tg_op = 'UPDATE' and new.agency_code <> old.agency_code) then
          perform partners.sweep(new.agency_code);
        end if;
        return null;
      end $body$`);
    this.addSql(`create constraint trigger partner_assignment_swept after insert or update or delete
      on partners.partner_assignment deferrable initially deferred
      for each row execute function partners.sweep_changed()`);
    for (const statement of outboxDdl('partners')) this.addSql(statement);
  }
}
