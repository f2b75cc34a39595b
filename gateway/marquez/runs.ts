import { jobRef } from './names.ts';
import { type AskedPage, pieceOf } from './pages.ts';
import type { ReadPath } from './path.ts';
import { type AskedRun, RUN, runShape } from './run-shape.ts';

const RUNS = /* GraphQL */ `
  query MarquezRuns($ref: NodeRef!, $first: Int!, $skip: Int!) {
    job(ref: $ref) { runs(first: $first, skip: $skip) { totalCount nodes { ...MarquezRun } } }
  }
  ${RUN}
`;

/** `GET /namespaces/{namespace}/jobs/{job}/runs`, those last heard of first. */
export const runs: ReadPath = {
  path: '/namespaces/:namespace/jobs/:job/runs',
  async read(ask, parameters) {
    const ref = jobRef({ namespace: parameters.part('namespace'), name: parameters.part('job') });
    const { nodes, totalCount, complete } = await pieceOf(
      ask,
      RUNS,
      { ref },
      parameters,
      ({ job }: { job: { runs: AskedPage<AskedRun> } }) => job.runs,
    );
    return { body: { runs: nodes.map(runShape), totalCount }, complete };
  },
};
