import { jobRef } from './names.ts';
import { type AskedPage, pieceOf } from './pages.ts';
import type { ReadPath } from './path.ts';
import { type AskedRun, RUN, runShape } from './run-shape.ts';

const RUNS = /* GraphQL */ `
  query MarquezRuns($ref: NodeRef!, $first: Int!, $skip: Int!) {
    job(ref: $ref) { foldedEvents { events until } runs(first: $first, skip: $skip) { totalCount nodes { ...MarquezRun } } }
  }
  ${RUN}
`;

interface Answer {
  readonly job: {
    readonly runs: AskedPage<AskedRun>;
    readonly foldedEvents: { readonly events: number; readonly until: string } | null;
  };
}

/**
 * `GET /namespaces/{namespace}/jobs/{job}/runs`, those last heard of first. `foldedEvents` says of how many of their events
 * retention has kept only what they contribute; the runs are all here.
 */
export const runs: ReadPath = {
  path: '/namespaces/:namespace/jobs/:job/runs',
  async read(ask, parameters) {
    const ref = jobRef({ namespace: parameters.part('namespace'), name: parameters.part('job') });
    let foldedEvents: Answer['job']['foldedEvents'] = null;
    const { nodes, totalCount, complete } = await pieceOf(ask, RUNS, { ref }, parameters, ({ job }: Answer) => {
      foldedEvents = job.foldedEvents;
      return job.runs;
    });
    return { body: { runs: nodes.map(runShape), totalCount, foldedEvents }, complete };
  },
};
