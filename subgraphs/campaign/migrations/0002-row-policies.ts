import { Migration } from '../../../kernel/database/migration.ts';
import { datasetPolicies } from '../../../kernel/dataset-visibility/row-policies.ts';

/** PostgreSQL itself shows of what is known of datasets what a viewer sees. */
export class Campaign0002RowPolicies extends Migration {
  override name = 'Campaign0002RowPolicies';

  up(): void {
    for (const statement of datasetPolicies('campaign.dataset_visibility')) this.addSql(statement);
  }
}
