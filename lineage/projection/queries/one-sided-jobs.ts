import type { Asked } from '../answers.ts';
import type { Projection } from '../projection.ts';
import { type JobEnds, jobEnds, jobIsVisible } from './job-ends.ts';

/** Most of them in one answer. */
export const MOST_ONE_SIDED = 1_000;
/** Most datasets and jobs that are looked at for them. */
const MOST_LOOKED = 100_000;

/** What a job does with a dataset. */
export type OneSidedRole = 'READS' | 'WRITES';

/** A job that reads or writes a dataset, of which no edge tells: a report that writes nothing, a form that reads nothing. */
export interface OneSidedJob {
  readonly job: string;
  readonly ref: string;
  readonly role: OneSidedRole;
}

/** They, and whether there are more than are listed or were looked for. */
export interface OneSidedJobs {
  readonly ends: readonly OneSidedJob[];
  readonly truncated: boolean;
}

/**
 * The loose ends at some datasets, of what the viewer sees, in their order, then by job. Cost: the edges of the jobs that read
 * or write there, and what events say of them.
 */
export function oneSidedJobs(
  projection: Projection,
  datasets: Iterable<string>,
  asked: Asked,
  roles: readonly OneSidedRole[],
): OneSidedJobs {
  const { nodes, names, ends } = projection;
  const mask = projection.mask(asked.visibility ?? null);
  const window = projection.graph.window(asked.asOf, asked.asRecorded ?? null);
  const known = new Map<string, JobEnds['loose'] | null>();
  const looseOf = (job: string): JobEnds['loose'] | null => {
    const before = known.get(job);
    if (before !== undefined) return before;
    const node = nodes.find(job);
    const isThere = node !== undefined && (mask === null || jobIsVisible(projection, node, mask));
    const found = isThere ? jobEnds(projection, node, 'DATASET', window, mask).loose : null;
    known.set(job, found);
    return found;
  };
  /** Of a job with more names than are kept it is not known what else it touches. */
  const isUnsure = [...ends.oneSided()].some(
    ({ job, crowded }) => crowded && (mask === null || jobIsVisible(projection, nodes.find(job) ?? -1, mask)),
  );
  const list: OneSidedJob[] = [];
  let looked = 0;
  for (const ref of datasets) {
    const node = nodes.find(ref);
    if (node === undefined || (mask !== null && mask[node] !== 1)) continue;
    const jobs = new Set([ref, ...names.standingAt(ref)].flatMap((name) => [...ends.jobsAt(name)]));
    looked += 1 + jobs.size;
    if (looked > MOST_LOOKED) return { ends: list, truncated: true };
    for (const job of [...jobs].sort()) {
      const loose = looseOf(job);
      for (const role of roles) {
        if (loose?.[role === 'READS' ? 'reads' : 'writes'].has(node) !== true) continue;
        if (list.length === MOST_ONE_SIDED) return { ends: list, truncated: true };
        list.push({ job, ref, role });
      }
    }
  }
  return { ends: list, truncated: isUnsure };
}
