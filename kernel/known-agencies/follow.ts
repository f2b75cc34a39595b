import type { Consumption } from '../subgraph/definition.ts';

/** Follows the outbox of owners and keeps `known_agency` of a schema. */
export const followAgencies = (schema: string): Consumption => ({
  from: 'owners',
  async apply(em, facts) {
    const declared = facts.filter((fact) => fact.kind === 'agency.declared');
    if (declared.length === 0) return;
    const newest = new Map(declared.map((fact) => [fact.key, fact.body]));
    await em.execute(
      `insert into "${schema}".known_agency (code, bloc, level, parent_code, valid_from, valid_to)
       select a ->> 'code', a ->> 'bloc', a ->> 'level', a ->> 'parent',
         (a ->> 'validFrom')::timestamptz, (a ->> 'validTo')::timestamptz
       from jsonb_array_elements(?::jsonb) as a
       on conflict (code) do update set bloc = excluded.bloc, level = excluded.level,
         parent_code = excluded.parent_code, valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
      [JSON.stringify([...newest.values()])],
    );
  },
});
