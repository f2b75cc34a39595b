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
  if (!runId || !namespace || !name || ![runId, namespace, name].every(isPart)) {
    notes.add('$.run.facets.parent', 'names no run with a job; not used');
    return null;
  }
  return { runId: runId.toLowerCase(), job: printNodeRef({ kind: 'JOB', job: { namespace, name } }) };
}
