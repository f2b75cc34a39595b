import type { Consumption } from '../subgraph/definition.ts';

/** Follows the outbox of datasets and keeps `dataset_visibility` of a schema. A dataset that has not arrived is hidden. */
export const followDatasetVisibility = (schema: string): Consumption => ({
  from: 'datasets',
  async apply(em, facts) {
    const declared = facts.filter((fact) => fact.kind === 'dataset.declared');
    if (declared.length === 0) return;
    const newest = new Map(declared.map((fact) => [fact.key, fact.body]));
    await em.execute(
      `insert into "${schema}".dataset_visibility (code, publisher_code, tier, sharing_class, importance_class)
       select d ->> 'code', d ->> 'publisher', d ->> 'tier', d ->> 'sharingClass', d ->> 'importanceClass'
       from jsonb_array_elements(?::jsonb) as d
       on conflict (code) do update set publisher_code = excluded.publisher_code, tier = excluded.tier,
         sharing_class = excluded.sharing_class, importance_class = excluded.importance_class`,
      [JSON.stringify([...newest.values()])],
    );
  },
});
