import { Client } from 'pg';

/** What a table holds: how many rows, and a digest of all of them in whatever order they lie. */
export interface TableState {
  readonly rows: number;
  readonly digest: string;
}

/** Every table of a database outside PostgreSQL's own schemas, by `schema.table`. */
export async function tableStates(databaseUrl: string): Promise<Record<string, TableState>> {
  const client = new Client({ connectionString: databaseUrl, options: '-c nguon.role=process' });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ schemaname: string; tablename: string }>(
      `select schemaname, tablename from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by schemaname, tablename`,
    );
    const states: Record<string, TableState> = {};
    for (const { schemaname, tablename } of tables) {
      const { rows } = await client.query<TableState>(
        `select count(*)::int as rows, coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '') as digest
         from "${schemaname}"."${tablename}" t`,
      );
      const [state] = rows;
      if (state !== undefined) states[`${schemaname}.${tablename}`] = state;
    }
    return states;
  } finally {
    await client.end();
  }
}

/** Where it is recorded who asked what, was refused and was shown: of whatever a test asks too. */
const AUDIT = /^audit\.(record|inbox)$|\.audit_trail(_head)?$/;

/** Tables other than those of the audit, which grow by questions as well. */
export const besidesAudit = <T>(tables: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(tables).filter(([table]) => !AUDIT.test(table)));

/** Rows by table. */
export const rowCounts = (states: Readonly<Record<string, TableState>>): Record<string, number> =>
  Object.fromEntries(Object.entries(states).map(([table, { rows }]) => [table, rows]));
