import type { Sql } from '../../lineage/log/sql.ts';
import { type Check, problem } from './check.ts';

/** Whether the second fence stands: a superuser, and who has BYPASSRLS, passes row policies by. */
export const rowPolicies = (sql: Sql): Check => ({
  name: 'row policies of PostgreSQL',
  async run() {
    const [role] = await sql.query<{ name: string; passes: boolean }>(
      'select rolname as name, rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user',
    );
    if (role?.passes === true) {
      return [
        problem(
          `The database is asked as ${role.name}, who passes row policies by: only the conditions of the services hide what is hidden. Give DATABASE_URL a role that owns the schemas and is neither superuser nor BYPASSRLS.`,
        ),
      ];
    }
    const open = await sql.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where (n.nspname, c.relname) in (('datasets', 'dataset'), ('campaign', 'dataset_visibility'),
         ('standards', 'dataset_visibility'), ('stewardship', 'dataset_visibility'), ('quality', 'dataset_visibility'))
         and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
    );
    return open.map(({ name }) => problem(`${name} is not guarded by row policies. Run nguon migrate.`));
  },
});
