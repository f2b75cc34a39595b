import { Migration } from '../../../kernel/database/migration.ts';

/**
 * Versions of lists are rejected too, change the version in force, name an article; lists of platforms; when a list is
 * to be reviewed. Six months is what Decree 47/2020 asked for before its articles on open data were repealed.
 */
export class Datasets0004Lists extends Migration {
  override name = 'Datasets0004Lists';

  up(): void {
    this.addSql(`alter table datasets.data_list add column review_interval text not null default 'P6M'`);
    this.addSql('alter table datasets.data_list alter column review_interval drop default');
    this.addSql(`alter table datasets.data_list_version
      add column based_on integer,
      add column article text,
      add column rejected_on timestamptz,
      add column reason_vi text,
      add column reason_en text,
      drop constraint data_list_version_approval,
      add constraint data_list_version_approval check
        (case state
          when 'APPROVED' then document is not null and approved_on is not null
            and num_nonnulls(rejected_on, reason_vi, reason_en) = 0
          when 'REJECTED' then num_nonnulls(document, rejected_on, reason_vi, reason_en) = 4
            and num_nonnulls(approved_on, superseded_on) = 0
          else num_nonnulls(document, article, approved_on, superseded_on, rejected_on, reason_vi, reason_en) = 0 end),
      add constraint data_list_version_state check (state in ('PROPOSED', 'APPROVED', 'REJECTED')),
      add constraint data_list_version_based_on check (based_on < version)`);
    this.addSql(`create table datasets.data_list_platform (
      version_id text collate "C" not null references datasets.data_list_version (id),
      platform_code text collate "C" not null references datasets.platform (code),
      primary key (version_id, platform_code)
    )`);
    this.addSql('create index on datasets.data_list_platform (platform_code)');
  }
}
