import { readRows } from '../../kernel/database/read-rows.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { manyByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { SurveyTransitionEntity } from './survey-transition.entity.ts';

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
  };
}

/** The loaders of one request. */
export type SurveyTransitionLoaders = ReturnType<typeof surveyTransitionLoaders>;
