import { Migration } from '../../../kernel/database/migration.ts';

/** In which system a dataset is kept: by it the dataset has its tier in the national digital architecture. */
export class Datasets0013Systems extends Migration {
  override name = 'Datasets0013Systems';

  up(): void {
    this.addSql(`alter table datasets.dataset
      add column system_code text collate "C" constraint dataset_system_code_fkey references datasets.platform (code)`);
    this.addSql('create index on datasets.dataset (system_code, code)');
  }
}
