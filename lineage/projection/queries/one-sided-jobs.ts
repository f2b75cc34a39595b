import { type EndsFacts, isCrowded } from '../../domain/ends.ts';
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
  const crowded = [...ends.crowded()].filter(
    ({ job }) => mask === null || jobIsVisible(projection, nodes.find(job) ?? -1, mask),
  );
  const lasts = roles.flatMap((role) => lastsKept(crowded, role === 'READS' ? 'inputs' : 'outputs'));
  let isUnsure = false;
  const list: OneSidedJob[] = [];
  let looked = 0;
  for (const ref of datasets) {
    const node = nodes.find(ref);
    if (node === undefined || (mask !== null && mask[node] !== 1)) continue;
    const own = [ref, ...names.standingAt(ref)];
    isUnsure ||= own.some((name) => lasts.some((last) => name > last));
    const jobs = new Set(own.flatMap((name) => [...ends.jobsAt(name)]));
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

/**
 * The least of the last names that are kept of a side of jobs of which events said more: these may touch what comes behind
 * it as well. None when there are no such jobs.
 */
function lastsKept(jobs: readonly EndsFacts[], side: 'inputs' | 'outputs'): string[] {
  let least: string | undefined;
  for (const facts of jobs) {
    const last = isCrowded(facts, side) ? facts[side].at(-1)?.[0] : undefined;
    if (last !== undefined && (least === undefined || last < least)) least = last;
  }
  return least === undefined ? [] : [least];
}
