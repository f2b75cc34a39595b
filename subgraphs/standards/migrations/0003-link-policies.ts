import { Migration } from '../../../kernel/database/migration.ts';
import { ofDatasetPolicies } from '../../../kernel/dataset-visibility/row-policies.ts';

const OF_DATASETS = ['conformance', 'element_binding', 'code_list_binding', 'mandate_item'];

/** PostgreSQL itself shows of what links to datasets what belongs to those that a viewer sees. */
export class Standards0003LinkPolicies extends Migration {
  override name = 'Standards0003LinkPolicies';

  up(): void {
    for (const table of OF_DATASETS) {
      for (const statement of ofDatasetPolicies(`standards.${table}`, 'dataset_code', 'standards.dataset_visibility')) {
        this.addSql(statement);
      }
    }
  }
}
