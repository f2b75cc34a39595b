import { Migration } from '../../../kernel/database/migration.ts';
import { ofDatasetPolicies } from '../../../kernel/dataset-visibility/row-policies.ts';

/** Why data is processed, on which legal ground, and how long it is kept (Law 91/2025/QH15). */
export class Datasets0014Processing extends Migration {
  override name = 'Datasets0014Processing';

  up(): void {
    this.addSql(`create table datasets.processing (
      dataset_code text collate "C" primary key
        constraint processing_dataset_code_fkey references datasets.dataset (code),
      purpose_vi text not null,
      purpose_en text not null,
      document text collate "C" not null,
      article text,
      retention text,
      mark text not null,
      source text,
      constraint processing_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create index on datasets.processing (document, dataset_code)');
    for (const statement of ofDatasetPolicies('datasets.processing', 'dataset_code', 'datasets.dataset')) {
      this.addSql(statement);
    }
  }
}
