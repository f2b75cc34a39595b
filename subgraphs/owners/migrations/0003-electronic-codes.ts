import { Migration } from '../../../kernel/database/migration.ts';

/** Electronic identification codes of agencies (20/2020/QĐ-TTg): one of an agency, and one agency of a code. */
export class Owners0003ElectronicCodes extends Migration {
  override name = 'Owners0003ElectronicCodes';

  up(): void {
    this.addSql(`create table owners.electronic_code (
      agency_code text collate "C" primary key
        constraint electronic_code_agency_code_fkey references owners.agency (code),
      code text collate "C" not null constraint electronic_code_of_one unique,
      mark text not null,
      source text,
      constraint electronic_code_fact_has_source check (mark <> 'FACT' or source is not null)
    )`);
  }
}
