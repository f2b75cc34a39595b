import type { EntityManager } from '@mikro-orm/postgresql';
import { followDatasetVisibility } from '../../kernel/dataset-visibility/follow.ts';
import type { OutboxFact } from '../../kernel/outbox/fact.ts';
import type { Consumption } from '../../kernel/subgraph/definition.ts';
import { keepApprovedVersions } from './list-versions.ts';

const visibility = followDatasetVisibility('quality');

/** Bodies of the facts of one kind, the newest of each key, as JSON; undefined for none. */
export function newestOf(facts: readonly OutboxFact[], ...kinds: readonly string[]): string | undefined {
  const told = facts.filter(({ kind }) => kinds.includes(kind));
  if (told.length === 0) return undefined;
  return JSON.stringify([...new Map(told.map(({ key, body }) => [key, body])).values()]);
}

async function followFields(em: EntityManager, facts: readonly OutboxFact[]): Promise<void> {
  const written = newestOf(facts, 'schema.written');
  if (written === undefined) return;
  await em.execute(
    `delete from quality.dataset_field
     where dataset_code in (select told ->> 'dataset' from jsonb_array_elements(?::jsonb) as told)`,
    [written],
  );
  await em.execute(
    `insert into quality.dataset_field (dataset_code, position, field_name, type)
     select told ->> 'dataset', (field ->> 'position')::int, field ->> 'name', field ->> 'type'
     from jsonb_array_elements(?::jsonb) as told, jsonb_array_elements(told -> 'fields') as field`,
    [written],
  );
}

/** What is kept of each kind of fact: one statement a page, each idempotent. */
const KEPT: readonly (readonly [kind: string, sql: string])[] = [
  [
    'dataset.declared',
    `insert into quality.dataset_info (dataset_code, update_interval, data_layer, data_block, survey_state)
     select told ->> 'code', told ->> 'updateInterval', told ->> 'dataLayer', told ->> 'dataBlock', told ->> 'surveyState'
     from jsonb_array_elements(?::jsonb) as told
     on conflict (dataset_code) do update set update_interval = excluded.update_interval,
       data_layer = excluded.data_layer, data_block = excluded.data_block, survey_state = excluded.survey_state`,
  ],
  [
    'distribution.added',
    `insert into quality.distribution (code, dataset_code, access_service)
     select told ->> 'code', told ->> 'dataset', told ->> 'accessService' from jsonb_array_elements(?::jsonb) as told
     on conflict (code) do update set access_service = excluded.access_service`,
  ],
];

/** Measurements have no key of their own, so that all of a page are kept. */
async function followMeasurements(em: EntityManager, facts: readonly OutboxFact[]): Promise<void> {
  const measured = facts.filter(({ kind }) => kind === 'quality.measured').map(({ body }) => body);
  if (measured.length === 0) return;
  await em.execute(
    `insert into quality.measurement (dataset_code, criterion, metric, measured_at, origin, value, method, mark, source)
     select told ->> 'dataset', told ->> 'criterion', told ->> 'metric', (told ->> 'measuredAt')::timestamptz, 'DECLARED',
       (told ->> 'value')::double precision, told ->> 'method', coalesce(told ->> 'mark', 'ILLUSTRATIVE'), told ->> 'source'
     from jsonb_array_elements(?::jsonb) as told on conflict do nothing`,
    [JSON.stringify(measured)],
  );
}

/** Follows the outbox of datasets. */
export const followDatasets: Consumption = {
  from: 'datasets',
  async apply(em, facts) {
    await visibility.apply(em, facts);
    await followFields(em, facts);
    await followMeasurements(em, facts);
    for (const [kind, sql] of KEPT) {
      const told = newestOf(facts, kind);
      if (told !== undefined) await em.execute(sql, [told]);
    }
    await keepApprovedVersions(em, newestOf(facts, 'list-version.approved'));
  },
};
