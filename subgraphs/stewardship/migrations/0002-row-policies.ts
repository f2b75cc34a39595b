import { Migration } from '../../../kernel/database/migration.ts';
import { datasetPolicies } from '../../../kernel/dataset-visibility/row-policies.ts';

/** PostgreSQL itself shows of what is known of datasets what a viewer sees. */
export class Stewardship0002RowPolicies extends Migration {
  override name = 'Stewardship0002RowPolicies';

  up(): void {
    for (const statement of datasetPolicies('stewardship.dataset_visibility')) this.addSql(statement);
  }
}
