import { followDatasetVisibility } from '../../kernel/dataset-visibility/follow.ts';
import type { Consumption } from '../../kernel/subgraph/definition.ts';

const visibility = followDatasetVisibility('campaign');

/** Follows the outbox of datasets: who may see which dataset, how far its inventory survey has come, its layer and block. */
export const followDatasets: Consumption = {
  from: 'datasets',
  async apply(em, facts) {
    await visibility.apply(em, facts);
    const declared = facts.filter(
      ({ kind, body }) => kind === 'dataset.declared' && typeof body['surveyState'] === 'string',
    );
    if (declared.length === 0) return;
    const newest = new Map(declared.map((fact) => [fact.key, fact.body]));
    await em.execute(
      `insert into campaign.dataset_survey (dataset_code, survey_state, data_layer, data_block)
       select d ->> 'code', d ->> 'surveyState', d ->> 'dataLayer', d ->> 'dataBlock' from jsonb_array_elements(?::jsonb) as d
       on conflict (dataset_code) do update set survey_state = excluded.survey_state,
         data_layer = excluded.data_layer, data_block = excluded.data_block`,
      [JSON.stringify([...newest.values()])],
    );
  },
};
