import { Migration } from '../../../kernel/database/migration.ts';

/** How mature the data governance of agencies is (3090/QĐ-BKHCN), as dated assessments. */
export class Owners0004Maturity extends Migration {
  override name = 'Owners0004Maturity';

  up(): void {
    this.addSql(`create table owners.maturity_assessment (
      agency_code text collate "C" not null
        constraint maturity_assessment_agency_code_fkey references owners.agency (code),
      assessed_on timestamptz not null,
      level smallint not null,
      post_vi text not null,
      post_en text not null,
      evidence text not null,
      mark text not null,
      source text,
      primary key (agency_code, assessed_on),
      constraint maturity_assessment_level check (level between 1 and 5),
      constraint maturity_assessment_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
  }
}
