import { printNodeRef } from '../node-ref.ts';
import { asObject, type JsonObject, member, textMember } from './json.ts';
import type { Notes } from './notes.ts';
import { isPart } from './read-event.ts';

/** The run that started a run; it need never be seen itself. */
export interface ParentRun {
  readonly runId: string;
  /** Canonical reference of its job. */
  readonly job: string;
}

/** Most characters of the id of a parent run, which need not be a UUID: runs are found by it, and an index takes no more. */
const LONGEST_RUN_ID = 128;

/** Reads the facet parent of a run; null when there is none, or none that can be read (noted). */
export function readParentFacet(runFacets: JsonObject, notes: Notes): ParentRun | null {
  const given = member(runFacets, 'parent') ?? member(runFacets, 'parentRun');
  if (given === undefined || given === null) return null;
  const facet = asObject(given);
  const run = facet && asObject(member(facet, 'run'));
  const job = facet && asObject(member(facet, 'job'));
  const runId = run && textMember(run, 'runId');
  const namespace = job && textMember(job, 'namespace');
  const name = job && textMember(job, 'name');
  const isNamed = runId && namespace && name && [runId, namespace, name].every(isPart);
  if (!isNamed || runId.length > LONGEST_RUN_ID) {
    notes.add('$.run.facets.parent', 'names no run with a job; not used');
    return null;
  }
  return { runId: runId.toLowerCase(), job: printNodeRef({ kind: 'JOB', job: { namespace, name } }) };
}
