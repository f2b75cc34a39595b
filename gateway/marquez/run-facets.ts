import type { Parameters } from './parameters.ts';
import type { Ask, Read, ReadPath } from './path.ts';

const RUN_FACETS = /* GraphQL */ `
  query MarquezRunFacets($id: ID!) {
    run(id: $id) { id job facets complete }
  }
`;

const JOB_FACETS = /* GraphQL */ `
  query MarquezJobFacets($ref: NodeRef!) {
    job(ref: $ref) { observed { facets complete } }
  }
`;

interface Facets {
  readonly facets: Readonly<Record<string, unknown>> | null;
  readonly complete: boolean;
}

async function read(ask: Ask, parameters: Parameters): Promise<Read> {
  const type = parameters.word('type', ['run', 'job'], 'run');
  const { run } = await ask<{ run: Facets & { id: string; job: string } }>(RUN_FACETS, { id: parameters.part('id') });
  const told =
    type === 'run' ? run : (await ask<{ job: { observed: Facets | null } }>(JOB_FACETS, { ref: run.job })).job.observed;
  return { body: { runId: run.id, facets: told?.facets ?? {} }, complete: told?.complete ?? true };
}

/** `GET /jobs/runs/{id}/facets?type=run|job`: of the job those that it has now. */
export const runFacets: ReadPath = { path: '/jobs/runs/:id/facets', read };

/** `GET /runs/{id}/facets`, the same under the path that older clients ask. */
export const olderRunFacets: ReadPath = { path: '/runs/:id/facets', read };
