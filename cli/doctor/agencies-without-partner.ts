import type { Sql } from '../../lineage/log/sql.ts';
import { type Check, note } from './check.ts';

/** City agencies that no technology partner works with: allowed, and reported. Central bodies have none. */
export const agenciesWithoutPartner = (sql: Sql): Check => ({
  name: 'agencies without a partner',
  async run() {
    const rows = await sql.query<{ code: string; name: string }>(
      `select a.code, a.name_en as name from owners.agency a
       where a.level <> 'CENTRAL' and a.valid_from <= now() and (a.valid_to is null or now() < a.valid_to)
         and not exists (
           select 1 from partners.partner_assignment p
           where p.agency_code = a.code and p.valid_from <= now() and (p.valid_to is null or now() < p.valid_to))
       order by a.code limit 1000`,
    );
    return rows.map(({ code, name }) => note(`${code} (${name}) has no technology partner.`));
  },
});
