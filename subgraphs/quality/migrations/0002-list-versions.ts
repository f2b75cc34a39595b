import { Migration } from '../../../kernel/database/migration.ts';

/**
 * Approved versions of lists stand for themselves, not in their members: one without members, or without any that a viewer
 * sees, is in force all the same, instead of the one before it.
 */
export class Quality0002ListVersions extends Migration {
  override name = 'Quality0002ListVersions';

  up(): void {
    this.addSql(`create table quality.list_version (
      list_code text collate "C" not null,
      version integer not null,
      valid_from timestamptz not null,
      primary key (list_code, version)
    )`);
    this.addSql('alter table quality.list_member no force row level security');
    this.addSql(`insert into quality.list_version (list_code, version, valid_from)
      select distinct list_code, version, valid_from from quality.list_member`);
    this.addSql('alter table quality.list_member force row level security, drop column valid_from');
    // Versions without members were not kept: what was told of lists is read once more.
    this.addSql("delete from quality.inbox where source in ('datasets', 'standards')");
  }
}
