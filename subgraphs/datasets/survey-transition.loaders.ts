import { readRows } from '../../kernel/database/read-rows.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { byKeyAndArguments, manyByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { DatasetEntity } from './dataset.entity.ts';
import type { SurveyContributionRow } from './survey-contribution.type.ts';
import { SurveyTransitionEntity } from './survey-transition.entity.ts';

/** Most posts of one agency that are told of. */
const MOST_POSTS = 200;

/** From an instant on, and before another one, in ISO 8601; null for no bound. */
interface Span {
  readonly from: string | null;
  readonly before: string | null;
}

/** Per-request loaders of surveys; those of datasets that the viewer may not see are not found. */
export function surveyTransitionLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  return {
    /** Every step of the survey of a dataset, the first one first. */
    ofDataset: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          SurveyTransitionEntity,
          { $and: [{ dataset: { $in: [...codes] } }, { dataset: datasetCondition(viewer) }] },
          { orderBy: { number: 'asc' } },
        ),
      (transition) => transition.dataset,
    ),
    /** Steps of the surveys of what agencies publish that were taken in a span, by agency and post; at most 200 posts each. */
    ofAgency: byKeyAndArguments(scope, async (agencies: readonly string[], { from, before }: Span) => {
      const seen = em
        .createQueryBuilder(DatasetEntity, 'd')
        .select(['code', 'publisherCode'] as never)
        .where({ $and: [{ publisherCode: { $in: [...agencies] } }, datasetCondition(viewer)] } as never);
      const rows = await em.execute<SurveyContributionRow[]>(
        `select agency, post_vi as "postVi", post_en as "postEn", steps, reopened from (
           select seen.publisher_code as agency, t.post_vi, min(t.post_en) as post_en, count(*)::int as steps,
             count(t.reason_vi)::int as reopened,
             row_number() over (partition by seen.publisher_code order by t.post_vi) as place
           from (${seen.getQuery()}) as seen join datasets.survey_transition as t on t.dataset_code = seen.code
           where t.post_vi is not null and (?::timestamptz is null or t.at >= ?) and (?::timestamptz is null or t.at < ?)
           group by seen.publisher_code, t.post_vi) as told
         where place <= ? order by agency, place`,
        [...seen.getParams(), from, from, before, before, MOST_POSTS],
      );
      const byAgency = Map.groupBy(rows, ({ agency }) => agency);
      return agencies.map((agency) => byAgency.get(agency) ?? []);
    }),
  };
}

/** The loaders of one request. */
export type SurveyTransitionLoaders = ReturnType<typeof surveyTransitionLoaders>;
