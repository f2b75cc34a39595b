import { manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { mikroSql } from '../log/mikro-sql.ts';
import { postgresObservations } from '../observed/observations.ts';
import type { Projection } from '../projection/projection.ts';
import { type EndsOfJob, endsOfJobs } from '../projection/queries/jobs-seen.ts';
import type { Visibility } from '../projection/visibility.ts';

/** Per-request loaders of what producers say: one statement each, however many are asked for; ends by one look at all edges. */
export function observedLoaders(
  scope: RequestScope,
  projection: () => Projection,
  visibility: Visibility | null,
  now: () => number,
) {
  const observations = postgresObservations(mikroSql(scope.em));
  return {
    observations,
    facets: oneByKey(
      scope,
      async (subjects: readonly string[]) => [...(await observations.facets(subjects)).values()],
      ({ subject }) => subject,
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
    ends: oneByKey(
      scope,
      async (jobs: readonly string[]) =>
        [...endsOfJobs(projection(), jobs, visibility, now())].map(([job, ends]) => ({ job, ...ends })),
      ({ job }: { readonly job: string } & EndsOfJob) => job,
    ),
  };
}

/** The loaders of one request. */
export type ObservedLoaders = ReturnType<typeof observedLoaders>;
