import { Migration } from '../../../kernel/database/migration.ts';
import { ofDatasetPolicies } from '../../../kernel/dataset-visibility/row-policies.ts';

/** By which document a dataset has its class (Decree 165/2025/NĐ-CP): decision, reviewer, date. */
export class Datasets0010Classification extends Migration {
  override name = 'Datasets0010Classification';

  up(): void {
    this.addSql(`create table datasets.classification (
      id text collate "C" not null generated always as (dataset_code || '@' || kind) stored,
      dataset_code text collate "C" not null references datasets.dataset (code),
      kind text collate "C" not null,
      class text not null,
      document text collate "C" not null,
      article text,
      decided_on timestamptz not null,
      reviewer_post_vi text not null,
      reviewer_post_en text not null,
      mark text not null,
      source text,
      primary key (dataset_code, kind),
      constraint classification_kind check (kind in ('SHARING', 'IMPORTANCE')),
      constraint classification_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
    this.addSql('create unique index classification_id on datasets.classification (id)');
    this.addSql('create index on datasets.classification (document, id)');
    for (const statement of ofDatasetPolicies('datasets.classification', 'dataset_code', 'datasets.dataset')) {
      this.addSql(statement);
    }
  }
}
