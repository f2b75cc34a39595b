import { byKeyAndArguments, manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { RunFacts } from '../domain/memory.ts';
import { mikroSql } from '../log/mikro-sql.ts';
import { postgresObservations, type RunsPiece, type StoredRun } from '../observed/observations.ts';

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
    /** A piece of the runs of a job, last seen first. */
    runsOf: byKeyAndArguments(scope, async (jobs: readonly string[], piece: RunsPiece) => {
      const found = await observations.runsOf(jobs, piece);
      return jobs.map((job): readonly StoredRun[] => found.get(job) ?? []);
    }),
    runCount: oneByKey(
      scope,
      async (jobs: readonly string[]) => [...(await observations.countRunsOf(jobs))],
      ([job]) => job,
    ),
    /** Runs that a run started. */
    children: byKeyAndArguments(scope, async (runIds: readonly string[], _all: null) => {
      const found = await observations.childrenOf(runIds);
      return runIds.map((id): readonly RunFacts[] => found.get(id) ?? []);
    }),
    latestRun: oneByKey(
      scope,
      async (jobs: readonly string[]) => [...(await observations.latestRuns(jobs)).values()],
      ({ job }) => job,
    ),
    folded: oneByKey(
      scope,
      (jobs: readonly string[]) => observations.foldedOf(jobs),
      ({ job }) => job,
    ),
  };
}

/** The loaders of one request. */
export type ObservedLoaders = ReturnType<typeof observedLoaders>;
