import type { Consumption } from '../../kernel/subgraph/definition.ts';
import { measurementsOf, type ObservedFact, updateOf } from './observed-quality.ts';

/** Follows the outbox of lineage: which datasets feed which, and what producers measured. */
export const followLineage: Consumption = {
  from: 'lineage',
  async apply(em, facts) {
    // In order: a flow that was retired may be declared again.
    for (const { kind, body } of facts) {
      if (kind === 'flow.declared') {
        await em.execute(
          `insert into quality.flow (code, dataset_code, consumer_code, channel, valid_from, valid_to)
           values (?, ?, ?, ?, ?::timestamptz, ?::timestamptz)
           on conflict (code) do update set dataset_code = excluded.dataset_code, consumer_code = excluded.consumer_code,
             channel = excluded.channel, valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
          [body['code'], body['from'], body['to'], body['channel'], body['validFrom'], body['validTo']],
        );
        await em.execute('delete from quality.column_flow where flow_code = ?', [body['code']]);
        await em.execute(
          `insert into quality.column_flow
             (flow_code, place, dataset_code, field_name, consumer_code, consumer_field, transformation)
           select ?, place, ?, edge ->> 'from', ?, edge ->> 'to', edge ->> 'transformation'
           from jsonb_array_elements(?::jsonb) with ordinality as t(edge, place)`,
          [body['code'], body['from'], body['to'], JSON.stringify(body['columns'] ?? [])],
        );
      } else if (kind === 'flow.retired') {
        await em.execute('update quality.flow set valid_to = ?::timestamptz where code = ?', [
          body['validTo'],
          body['code'],
        ]);
      }
    }
    // Our own lineage wrote it.
    const observed = facts
      .filter(({ kind }) => kind === 'quality.observed')
      .map(({ body }) => body as unknown as ObservedFact);
    const measured = observed.flatMap(measurementsOf);
    if (measured.length > 0) {
      await em.execute(
        `insert into quality.measurement (dataset_code, criterion, metric, measured_at, origin, value, method)
         select told ->> 'dataset', told ->> 'criterion', told ->> 'metric', (told ->> 'measuredAt')::timestamptz,
           'OBSERVED', (told ->> 'value')::double precision, told ->> 'method'
         from jsonb_array_elements(?::jsonb) as told on conflict do nothing`,
        [JSON.stringify(measured)],
      );
    }
    const updates = observed.flatMap((fact) => {
      const at = fact.dataset === null ? null : updateOf(fact);
      return at === null ? [] : [{ dataset: fact.dataset, at: at.toISOString() }];
    });
    if (updates.length === 0) return;
    await em.execute(
      `insert into quality.dataset_update (dataset_code, updated_at, origin)
       select told ->> 'dataset', (told ->> 'at')::timestamptz, 'OBSERVED'
       from jsonb_array_elements(?::jsonb) as told on conflict do nothing`,
      [JSON.stringify(updates)],
    );
  },
};
