import { type AskedJob, JOB, jobShape } from './job-shape.ts';
import { jobRef } from './names.ts';
import { type ReadPath, whole } from './path.ts';
import { runShape } from './run-shape.ts';

const ONE_JOB = /* GraphQL */ `
  query MarquezJob($ref: NodeRef!) {
    job(ref: $ref) { ...MarquezJob runs(first: 10) { nodes { ...MarquezRun } } }
  }
  ${JOB}
`;

interface Answer {
  readonly job: AskedJob & { readonly runs: { readonly nodes: readonly Parameters<typeof runShape>[0][] } };
}

/** `GET /namespaces/{namespace}/jobs/{job}`, with its ten newest runs. */
export const job: ReadPath = {
  path: '/namespaces/:namespace/jobs/:job',
  async read(ask, parameters) {
    const ref = jobRef({ namespace: parameters.part('namespace'), name: parameters.part('job') });
    const { job: found } = await ask<Answer>(ONE_JOB, { ref });
    return whole({ ...jobShape(found), latestRuns: found.runs.nodes.map(runShape) });
  },
};
