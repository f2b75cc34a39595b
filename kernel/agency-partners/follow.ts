import type { Consumption } from '../subgraph/definition.ts';

/** Follows the outbox of partners and keeps `agency_partner` of a schema: the whole history of each agency. */
export const followAssignments = (schema: string): Consumption => ({
  from: 'partners',
  async apply(em, facts) {
    const set = facts.filter((fact) => fact.kind === 'assignments.set');
    if (set.length === 0) return;
    const newest = new Map(set.map((fact) => [fact.key, fact.body]));
    const bodies = JSON.stringify([...newest.values()]);
    await em.execute(
      `delete from "${schema}".agency_partner
       where agency_code in (select a ->> 'agency' from jsonb_array_elements(?::jsonb) as a)`,
      [bodies],
    );
    await em.execute(
      `insert into "${schema}".agency_partner (agency_code, partner_code, valid_from, valid_to, is_lead)
       select a ->> 'agency', s ->> 'partner', (s ->> 'validFrom')::timestamptz, (s ->> 'validTo')::timestamptz,
         (s ->> 'isLead')::boolean
       from jsonb_array_elements(?::jsonb) as a, jsonb_array_elements(a -> 'assignments') as s`,
      [bodies],
    );
  },
});
