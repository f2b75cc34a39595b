const ROLE = "(select current_setting('nguon.role', true))";
const AGENCIES = "string_to_array(current_setting('nguon.agencies', true), ',')";

/** Who sees every row: those that `seesAllDatasets` names, and the process for its own work. */
const SEES_ALL = `${ROLE} in ('architect', 'administrator', 'process')`;

/** Columns of a dataset that developers see; what they do not see is restricted. Held to `seesDataset` by a test. */
export const DEVELOPER_SEES = `importance_class = 'OTHER'
  and (coalesce(sharing_class, '') in ('OPEN', 'SHARED') or tier in ('NATIONAL', 'MINISTRY'))`;

/** The rule of `seesDataset`, once more, on the columns of a row. A test holds the two together. */
const SEES_DATASET = `${SEES_ALL}
  or importance_class = 'OTHER' and (
    sharing_class = 'OPEN' and ${ROLE} in ('anonymous', 'developer', 'service', 'steward')
    or (sharing_class = 'SHARED' or tier in ('NATIONAL', 'MINISTRY')) and ${ROLE} in ('developer', 'service', 'steward'))
  or ${ROLE} = 'steward' and publisher_code = any (${AGENCIES})`;

const guarded = (table: string, seen: string): string[] => [
  `alter table ${table} enable row level security`,
  // For the owner too, which is who we are.
  `alter table ${table} force row level security`,
  `create policy seen on ${table} for select using (${seen})`,
  // What may be written is decided by the services; a row is only changed by who finds it.
  `create policy added on ${table} for insert with check (true)`,
  `create policy changed on ${table} for update using (true) with check (true)`,
  `create policy removed on ${table} for delete using (true)`,
];

/**
 * The second fence around a table whose rows are datasets, with the columns publisher_code, tier, sharing_class and
 * importance_class: PostgreSQL shows those that the viewer sees for whom the statement is sent (`acting-as.ts`), and
 * none when it is not told for whom.
 */
export const datasetPolicies = (table: string): string[] => guarded(table, SEES_DATASET);

/** The same around a table whose rows belong to datasets: one is shown when its dataset is. */
export const ofDatasetPolicies = (table: string, column: string, datasets: string): string[] =>
  guarded(table, `${SEES_ALL} or ${column} in (select code from ${datasets})`);

/** The same around a table of which some rows belong to no dataset: those, with a null in the column, everybody finds. */
export const ofDatasetOrNonePolicies = (table: string, column: string, datasets: string): string[] =>
  guarded(table, `${SEES_ALL} or ${column} is null or ${column} in (select code from ${datasets})`);
