import { manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { mikroSql } from '../log/mikro-sql.ts';
import { postgresObservations } from '../observed/observations.ts';

/** Per-request loaders of what producers say: one statement each, however many are asked for. */
export function observedLoaders(scope: RequestScope) {
  const observations = postgresObservations(mikroSql(scope.em));
  return {
    observations,
    facets: oneByKey(
      scope,
      async (subjects: readonly string[]) => [...(await observations.facets(subjects)).values()],
      ({ subject }) => subject,
    ),
    schemaHistories: oneByKey(
      scope,
      (names: readonly string[]) => observations.schemaHistories(names),
      ({ name }) => name,
    ),
    runs: manyByKey(
      scope,
      (ids: readonly string[]) => observations.runs(ids),
      ({ runId }) => runId,
    ),
    latestRun: oneByKey(
      scope,
      async (jobs: readonly string[]) => [...(await observations.latestRuns(jobs)).values()],
      ({ job }) => job,
    ),
  };
}

/** The loaders of one request. */
export type ObservedLoaders = ReturnType<typeof observedLoaders>;
