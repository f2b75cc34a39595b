import { Migration } from '../../../kernel/database/migration.ts';

/** Accountable posts have a time, and a duty: one post answers for one duty of an agency at a time. */
export class Owners0002AccountablePosts extends Migration {
  override name = 'Owners0002AccountablePosts';

  up(): void {
    this.addSql(`create table owners.accountable_post (
      agency_code text collate "C" not null references owners.agency (code),
      duty text not null,
      valid_from timestamptz not null,
      post_vi text not null,
      post_en text not null,
      valid_to timestamptz,
      primary key (agency_code, duty, valid_from),
      constraint accountable_post_validity check (valid_to is null or valid_to > valid_from),
      constraint accountable_post_one_at_a_time exclude using gist
        (agency_code with =, duty with =, tstzrange(valid_from, valid_to) with &&)
    )`);
    this.addSql(`insert into owners.accountable_post (agency_code, duty, valid_from, post_vi, post_en, valid_to)
      select code, duty, valid_from, accountable_post_vi, accountable_post_en, valid_to
      from owners.agency, unnest(array['PROGRESS', 'QUALITY', 'COMPLIANCE']) as duty where accountable_post_vi is not null`);
    this.addSql(`alter table owners.agency drop constraint agency_post_in_both_languages,
      drop column accountable_post_vi, drop column accountable_post_en`);
  }
}
