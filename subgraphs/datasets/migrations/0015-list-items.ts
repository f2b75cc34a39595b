import { Migration } from '../../../kernel/database/migration.ts';

/** Which item of the list of important and core data (20/2025/QĐ-TTg) a dataset matches, as the decision on its class says. */
export class Datasets0015ListItems extends Migration {
  override name = 'Datasets0015ListItems';

  up(): void {
    this.addSql(`alter table datasets.classification add column list_item text,
      add constraint classification_list_item_of_importance
        check (list_item is null or kind = 'IMPORTANCE' and class in ('IMPORTANT', 'CORE'))`);
  }
}
