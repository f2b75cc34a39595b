import { Migration } from '../../../kernel/database/migration.ts';

/** Since when a task is under way, and done; where the latest figure of an indicator is from. What is not known stays null. */
export class Campaign0004Dates extends Migration {
  override name = 'Campaign0004Dates';

  up(): void {
    this.addSql(`alter table campaign.task
      add column started_on timestamptz,
      add column done_on timestamptz,
      add constraint task_dates check ((started_on is null or state <> 'PLANNED') and (done_on is null or state = 'DONE')
        and (started_on is null or done_on is null or done_on >= started_on))`);
    this.addSql(`alter table campaign.indicator
      add column latest_source text,
      add constraint indicator_latest_source check (latest_source is null or latest_value is not null)`);
  }
}
