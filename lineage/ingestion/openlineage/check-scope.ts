import { ForbiddenError } from '../../../kernel/errors/errors.ts';
import type { EventKind, KeyScope } from '../../../kernel/identity/viewer.ts';
import type { Change } from '../../domain/change.ts';
import { parseNodeRef } from '../../domain/node-ref.ts';

/**
 * Who publishes the dataset of the catalog that a name is linked to: null while it is none, undefined when that is not
 * known.
 */
export type PublisherOf = (name: string) => string | null | undefined;

/** What an event would write: the jobs that it describes, the datasets that it says something flows into. */
function written(kind: EventKind, changes: readonly Change[]): { jobs: Set<string>; datasets: Set<string> } {
  const jobs = new Set<string>();
  const datasets = new Set<string>();
  for (const change of changes) {
    switch (change.change) {
      case 'run.observed':
      case 'job.observed':
        jobs.add(change.job);
        for (const output of change.outputs) datasets.add(output);
        break;
      case 'columns.observed':
      case 'columns.erased':
      case 'schema.erased':
        datasets.add(change.name);
        break;
      case 'name.observed':
      case 'schema.observed':
        // Of what it only reads, a job may say that it is there and how it looks.
        if (kind === 'DATASET') datasets.add(change.name);
        break;
      default:
        break;
    }
  }
  return { jobs, datasets };
}

/** The namespace of a job or dataset from outside; undefined for a code of the catalog. */
function namespaceOf(ref: string): string | undefined {
  const parsed = parseNodeRef(ref);
  const name = parsed.kind === 'JOB' ? parsed.job : parsed.kind === 'DATASET' ? parsed.dataset : undefined;
  return name !== undefined && 'namespace' in name ? name.namespace : undefined;
}

/** Whether a namespace is the one that is named, or begins as it does before its `*`. */
const matches = (namespace: string, named: string): boolean =>
  named.endsWith('*') ? namespace.startsWith(named.slice(0, -1)) : namespace === named;

/**
 * Checks that a key may send an event. What it would write must be of the key's namespaces, and no dataset that a name
 * is linked to may be published by an agency that the key is not for; what it reads may be anybody's.
 * @param changes what the event means.
 * @throws ForbiddenError that names what is outside.
 */
export function checkScope(
  kind: EventKind,
  changes: readonly Change[],
  scope: KeyScope,
  publisherOf: PublisherOf,
): void {
  if (!scope.events.includes(kind)) {
    throw new ForbiddenError(
      `This key sends ${scope.events.join(' and ')} events; given: a ${kind} event. Use a key that is for them.`,
      { scope: 'events', given: kind },
    );
  }
  const { jobs, datasets } = written(kind, changes);
  if (scope.namespaces.length > 0) {
    for (const ref of [...jobs, ...datasets]) {
      const namespace = namespaceOf(ref);
      if (namespace !== undefined && scope.namespaces.some((named) => matches(namespace, named))) continue;
      throw new ForbiddenError(
        `This key writes in the namespaces ${scope.namespaces.join(', ')}; the event writes ${ref.slice(0, 200)}. Use a key that is for it.`,
        { scope: 'namespaces', given: ref },
      );
    }
  }
  if (scope.agencies.length === 0) return;
  for (const change of changes) {
    if (change.change !== 'symlinks.observed') continue;
    // To say that a name is one of somebody else's dataset would bring its edges there; of names that are, it adds nothing.
    const names = [change.name, ...change.others];
    const publishers = new Set(names.map(publisherOf));
    if (publishers.size > 1) for (const name of names) datasets.add(name);
  }
  for (const ref of datasets) {
    const publisher = publisherOf(ref);
    if (publisher === null || (publisher !== undefined && scope.agencies.includes(publisher))) continue;
    // Whose it is, is not told: the sender of a key need not know who publishes what.
    throw new ForbiddenError(
      `This key writes for ${scope.agencies.join(', ')}; ${ref.slice(0, 200)} is a dataset of another agency. Use a key that is for it.`,
      { scope: 'agencies', given: ref },
    );
  }
}
