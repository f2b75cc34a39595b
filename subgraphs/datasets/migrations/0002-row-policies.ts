import { Migration } from '../../../kernel/database/migration.ts';
import { datasetPolicies, ofDatasetPolicies } from '../../../kernel/dataset-visibility/row-policies.ts';

const OF_DATASETS = ['field', 'schema_version', 'distribution', 'quality_measurement', 'data_list_member'];

/** PostgreSQL itself shows of datasets, and of what belongs to them, what a viewer sees. */
export class Datasets0002RowPolicies extends Migration {
  override name = 'Datasets0002RowPolicies';

  up(): void {
    for (const statement of datasetPolicies('datasets.dataset')) this.addSql(statement);
    for (const table of OF_DATASETS) {
      for (const statement of ofDatasetPolicies(`datasets.${table}`, 'dataset_code', 'datasets.dataset')) {
        this.addSql(statement);
      }
    }
  }
}
