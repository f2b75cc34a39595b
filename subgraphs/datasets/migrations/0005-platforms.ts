import { Migration } from '../../../kernel/database/migration.ts';

/**
 * What a platform is for, which channel data moves through on it, and its tier in the national digital architecture
 * (3090/QĐ-BKHCN has four). A market place for data (Sàn dữ liệu) is no platform for sharing.
 */
export class Datasets0005Platforms extends Migration {
  override name = 'Datasets0005Platforms';

  up(): void {
    this.addSql(`alter table datasets.platform
      add column kind text not null default 'SERVICE',
      add column channel text,
      add column architecture_tier integer,
      add constraint platform_architecture_tier check (architecture_tier between 1 and 4),
      add constraint platform_channel_of_sharing check (channel is null or kind = 'SHARING')`);
    this.addSql('create unique index platform_one_of_a_channel on datasets.platform (channel)');
  }
}
