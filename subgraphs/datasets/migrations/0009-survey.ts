import { Migration } from '../../../kernel/database/migration.ts';
import { ofDatasetPolicies } from '../../../kernel/dataset-visibility/row-policies.ts';

const notBlank = (...columns: string[]): string =>
  columns.map((column) => `${column} is not null and ${column} ~ '[^[:space:]]'`).join(' and ');

/** The inventory survey goes one step at a time, or back; every step has its row in a history that is never rewritten. */
export class Datasets0009Survey extends Migration {
  override name = 'Datasets0009Survey';

  up(): void {
    this.addSql(`create table datasets.survey_transition (
      dataset_code text collate "C" not null references datasets.dataset (code),
      number integer not null,
      from_state text,
      to_state text not null,
      at timestamptz not null,
      recorded_at timestamptz not null,
      post_vi text,
      post_en text,
      evidence text,
      reason_vi text,
      reason_en text,
      primary key (dataset_code, number),
      constraint survey_transition_said check (from_state is null or (${notBlank('post_vi', 'post_en', 'evidence')})),
      constraint survey_transition_reason_in_both_languages check ((reason_vi is null) = (reason_en is null))
    )`);
    // The states that stand now; since when, nobody has said.
    this.addSql(`insert into datasets.survey_transition (dataset_code, number, to_state, at, recorded_at)
      select code, 1, survey_state, now(), now() from datasets.dataset`);
    this.addSql(`create function datasets.check_survey_step() returns trigger language plpgsql as $body$
      declare
        states text[] := array['NOT_REVIEWED', 'REVIEWED', 'STANDARDISED', 'CONNECTED'];
      begin
        if array_position(states, new.survey_state) <= array_position(states, old.survey_state) + 1 then
          return new;
        end if;
        raise exception 'the survey of % cannot go from % to %', new.code, old.survey_state, new.survey_state
          using errcode = '23514', constraint = 'dataset_survey_step', schema = 'datasets', table = 'dataset';
      end $body$`);
    this.addSql(`create trigger dataset_survey_step before update of survey_state on datasets.dataset
      for each row when (old.survey_state is distinct from new.survey_state) execute function datasets.check_survey_step()`);
    this.addSql(`create function datasets.check_survey_history() returns trigger language plpgsql as $body$
      declare
        present text;
        told text;
      begin
        select survey_state into present from datasets.dataset where code = new.code;
        select to_state into told from datasets.survey_transition where dataset_code = new.code order by number desc limit 1;
        if told is distinct from present then
          raise exception 'the survey of % is % and its history ends with %', new.code, present, told
            using errcode = '23514', constraint = 'dataset_survey_recorded', schema = 'datasets', table = 'dataset';
        end if;
        return null;
      end $body$`);
    this.addSql(`create constraint trigger dataset_survey_recorded after update of survey_state on datasets.dataset
      deferrable initially deferred for each row execute function datasets.check_survey_history()`);
    this.addSql(`create function datasets.keep_survey() returns trigger language plpgsql as $body$
      begin
        raise exception 'the history of a survey is never rewritten'
          using errcode = '23514', constraint = 'survey_transition_kept', schema = 'datasets', table = 'survey_transition';
      end $body$`);
    this.addSql(`create trigger survey_transition_kept before update or delete on datasets.survey_transition
      for each row execute function datasets.keep_survey()`);
    for (const statement of ofDatasetPolicies('datasets.survey_transition', 'dataset_code', 'datasets.dataset')) {
      this.addSql(statement);
    }
  }
}
