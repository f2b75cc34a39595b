import type { EntityManager } from '@mikro-orm/postgresql';
import { followDatasetVisibility } from '../../kernel/dataset-visibility/follow.ts';
import type { OutboxFact } from '../../kernel/outbox/fact.ts';
import type { Consumption } from '../../kernel/subgraph/definition.ts';

const visibility = followDatasetVisibility('standards');

/** Keeps the fields of datasets as their newest schema version has them, in two statements a page of facts. */
async function followFields(em: EntityManager, facts: readonly OutboxFact[]): Promise<void> {
  const written = facts.filter(({ kind }) => kind === 'schema.written');
  if (written.length === 0) return;
  const newest = JSON.stringify([...new Map(written.map(({ key, body }) => [key, body])).values()]);
  await em.execute(
    `delete from standards.dataset_field
     where dataset_code in (select told ->> 'dataset' from jsonb_array_elements(?::jsonb) as told)`,
    [newest],
  );
  await em.execute(
    `insert into standards.dataset_field (dataset_code, position, field_name, type, schema_version)
     select told ->> 'dataset', (field ->> 'position')::int, field ->> 'name', field ->> 'type', (told ->> 'version')::int
     from jsonb_array_elements(?::jsonb) as told, jsonb_array_elements(told -> 'fields') as field`,
    [newest],
  );
}

/** Follows the outbox of datasets: who may see them, and which fields they have. */
export const followDatasets: Consumption = {
  from: 'datasets',
  async apply(em, facts) {
    await visibility.apply(em, facts);
    await followFields(em, facts);
  },
};
