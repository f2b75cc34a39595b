import { type AskedJob, JOB, jobShape } from './job-shape.ts';
import { type AskedPage, pieceOf } from './pages.ts';
import type { Parameters } from './parameters.ts';
import type { Ask, Read, ReadPath } from './path.ts';

const JOBS = /* GraphQL */ `
  query MarquezJobs($namespace: String, $first: Int!, $skip: Int!) {
    jobs(namespace: $namespace, first: $first, skip: $skip) { totalCount nodes { ...MarquezJob } }
  }
  ${JOB}
`;

async function list(ask: Ask, namespace: string | null, parameters: Parameters): Promise<Read> {
  const { nodes, totalCount, complete } = await pieceOf(
    ask,
    JOBS,
    { namespace },
    parameters,
    ({ jobs }: { jobs: AskedPage<AskedJob> }) => jobs,
  );
  return { body: { jobs: nodes.map(jobShape), totalCount }, complete };
}

/** `GET /jobs`: jobs of all namespaces. */
export const allJobs: ReadPath = { path: '/jobs', read: (ask, parameters) => list(ask, null, parameters) };

/** `GET /namespaces/{namespace}/jobs`. */
export const jobs: ReadPath = {
  path: '/namespaces/:namespace/jobs',
  read: (ask, parameters) => list(ask, parameters.part('namespace'), parameters),
};
