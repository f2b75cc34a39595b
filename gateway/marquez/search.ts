import { nameOf, nodeIdOf } from './names.ts';
import { type AskedPage, pieceOf } from './pages.ts';
import type { ReadPath } from './path.ts';

const DATASETS = /* GraphQL */ `
  query MarquezSearchDatasets($text: String, $first: Int!, $skip: Int!) {
    datasetNames(text: $text, first: $first, skip: $skip) { totalCount nodes { ref lastSeen } }
  }
`;
const JOBS = /* GraphQL */ `
  query MarquezSearchJobs($text: String, $first: Int!, $skip: Int!) {
    jobs(text: $text, first: $first, skip: $skip) { totalCount nodes { ref observed { lastSeen } } }
  }
`;

interface Found {
  readonly type: 'DATASET' | 'JOB';
  readonly ref: string;
  readonly updatedAt: string | null;
}

const byName = (a: Found, b: Found): number => {
  const [x, y] = [nameOf(a.ref).name, nameOf(b.ref).name];
  return x < y ? -1 : x > y ? 1 : 0;
};
const byTime = (a: Found, b: Found): number => (b.updatedAt ?? '').localeCompare(a.updatedAt ?? '') || byName(a, b);

/**
 * `GET /search?q=&filter=&sort=&limit=`: datasets and jobs whose name holds a text, in whatever case. The percent signs
 * that Marquez takes around it mean nothing more. Sorted among those that are read, at most `limit` of each kind.
 */
export const search: ReadPath = {
  path: '/search',
  async read(ask, parameters) {
    const text = parameters.required('q', 'land').replace(/^%+|%+$/g, '');
    const filter = parameters.word('filter', ['ALL', 'DATASET', 'JOB'], 'ALL');
    const sort = parameters.word('sort', ['NAME', 'UPDATE_AT', 'UPDATED_AT'], 'NAME');
    const { limit } = parameters;
    const piece = { offset: 0, limit };
    const none = { nodes: [], totalCount: 0, complete: true };
    const names =
      filter === 'JOB'
        ? none
        : await pieceOf(
            ask,
            DATASETS,
            { text },
            piece,
            ({ datasetNames }: { datasetNames: AskedPage<{ ref: string; lastSeen: string | null }> }) => datasetNames,
          );
    const found =
      filter === 'DATASET'
        ? none
        : await pieceOf(
            ask,
            JOBS,
            { text },
            piece,
            ({ jobs }: { jobs: AskedPage<{ ref: string; observed: { lastSeen: string } | null }> }) => jobs,
          );
    const results = [
      ...names.nodes.map(({ ref, lastSeen }): Found => ({ type: 'DATASET', ref, updatedAt: lastSeen })),
      ...found.nodes.map(({ ref, observed }): Found => ({ type: 'JOB', ref, updatedAt: observed?.lastSeen ?? null })),
    ].sort(sort === 'NAME' ? byName : byTime);
    const totalCount = names.totalCount + found.totalCount;
    return {
      body: {
        totalCount,
        results: results.slice(0, limit).map(({ type, ref, updatedAt }) => ({
          type,
          ...nameOf(ref),
          nodeId: nodeIdOf(ref),
          updatedAt,
        })),
      },
      complete: totalCount <= limit,
    };
  },
};
