import { parseNodeRef } from '../../domain/node-ref.ts';
import { DATASET, FIELD, JOB } from '../node-table.ts';
import type { Projection } from '../projection.ts';
import type { Visibility } from '../visibility.ts';
import { jobIsVisible } from './job-ends.ts';

/** The namespace of what is in the catalog: its datasets and flows have codes, not names. */
export const CATALOG_NAMESPACE = 'nguon';

/** What has a name: datasets, columns not, and jobs. */
export type NamedKind = 'DATASET' | 'JOB';

/** Namespace and name of a node; the code of what is in the catalog, in a namespace of ours. */
export interface NodeName {
  readonly namespace: string;
  readonly name: string;
}

/** The name of a dataset or job by its canonical reference. */
export function nameOfNode(ref: string): NodeName {
  const parsed = parseNodeRef(ref);
  const named = parsed.kind === 'JOB' ? parsed.job : parsed.kind === 'DATASET' ? parsed.dataset : undefined;
  if (named === undefined) throw new TypeError(`${ref} is neither dataset nor job`);
  return 'namespace' in named ? named : { namespace: CATALOG_NAMESPACE, name: named.code };
}

/** Which nodes are listed. */
export interface NamesQuestion {
  readonly kind: NamedKind;
  /** Of one namespace; of all for null. */
  readonly namespace: string | null;
  /** Only those whose name holds this text, in whatever case; all for null. */
  readonly text: string | null;
}

/** Nodes by namespace, as far as the table of nodes has been read; nodes are only ever added. */
class Names {
  readonly #spaces = new Map<string, Record<NamedKind, string[]>>();
  #read = 0;
  #version = -1;

  upTo(projection: Projection): ReadonlyMap<string, Record<NamedKind, string[]>> {
    const { nodes } = projection;
    if (this.#version === nodes.count) return this.#spaces;
    const touched = new Set<string[]>();
    for (; this.#read < nodes.count; this.#read++) {
      const kind = nodes.kind(this.#read);
      if (kind === FIELD) continue;
      const ref = nodes.ref(this.#read);
      const list = this.#space(nameOfNode(ref).namespace)[kind === JOB ? 'JOB' : 'DATASET'];
      list.push(ref);
      touched.add(list);
    }
    for (const list of touched) list.sort();
    this.#version = nodes.count;
    return this.#spaces;
  }

  #space(namespace: string): Record<NamedKind, string[]> {
    const known = this.#spaces.get(namespace) ?? { DATASET: [], JOB: [] };
    this.#spaces.set(namespace, known);
    return known;
  }
}

const KNOWN = new WeakMap<Projection, Names>();

function namesOf(projection: Projection): ReadonlyMap<string, Record<NamedKind, string[]>> {
  const names = KNOWN.get(projection) ?? new Names();
  KNOWN.set(projection, names);
  return names.upTo(projection);
}

/** Whether whoever asks is told of a dataset, a name or a job; a name that is linked is told with its dataset only. */
export function tellsOf(projection: Projection, visibility: Visibility | null): (ref: string) => boolean {
  if (visibility === null) return () => true;
  const { nodes, names } = projection;
  const mask = projection.mask(visibility) as Uint8Array;
  const seen = (ref: string): boolean => {
    const id = nodes.find(ref);
    return id !== undefined && mask[id] === 1;
  };
  return (ref) => {
    const id = nodes.find(ref);
    if (id === undefined) return false;
    if (nodes.kind(id) === JOB) return jobIsVisible(projection, id, mask);
    if (nodes.kind(id) !== DATASET) return false;
    const linked = names.datasetOf(ref);
    // Of the catalog a dataset is what was declared: one that is only named is nobody's to list.
    const isThere = ref.includes('|') || nodes.datasetFacts(id) !== null;
    return isThere && seen(ref) && (linked === null || seen(linked));
  };
}

/** References of what is listed, sorted; all of it. Cost: the nodes of the namespaces. */
export function listedNames(
  projection: Projection,
  { kind, namespace, text }: NamesQuestion,
  visibility: Visibility | null,
): string[] {
  const spaces = namesOf(projection);
  const lists = namespace === null ? [...spaces.values()] : [spaces.get(namespace) ?? { DATASET: [], JOB: [] }];
  const told = tellsOf(projection, visibility);
  const wanted = text?.toLowerCase() ?? null;
  const matches = (ref: string): boolean => wanted === null || nameOfNode(ref).name.toLowerCase().includes(wanted);
  const found = lists.flatMap((list) =>
    list[kind].filter((ref) => told(ref) && isListed(projection, ref, kind) && matches(ref)),
  );
  return namespace === null ? found.sort() : found;
}

/** Whether a mask hides a job that there is. Cost: the jobs, up to the first of these. */
export function hidesJobs(projection: Projection, mask: Uint8Array | null): boolean {
  if (mask === null) return false;
  return [...namesOf(projection).values()].some(({ JOB: jobs }) =>
    jobs.some((ref) => {
      const id = projection.nodes.find(ref);
      return id !== undefined && isListed(projection, ref, 'JOB') && !jobIsVisible(projection, id, mask);
    }),
  );
}

/** A node of the catalog that is an end of somebody's edge only is not in the catalog. */
function isListed({ nodes }: Projection, ref: string, kind: NamedKind): boolean {
  if (ref.includes('|')) return true;
  const id = nodes.find(ref);
  return id !== undefined && (kind === 'JOB' ? nodes.jobFacts(id) : nodes.datasetFacts(id)) !== null;
}

/** A namespace, and how much of it whoever asks sees. */
export interface Namespace {
  readonly name: string;
  readonly datasets: number;
  readonly jobs: number;
}

/** The namespaces in which there is anything for whoever asks, by name. Cost: all nodes but columns. */
export function namespaces(projection: Projection, visibility: Visibility | null): Namespace[] {
  const told = tellsOf(projection, visibility);
  const count = (refs: readonly string[], kind: NamedKind): number =>
    refs.reduce((sum, ref) => sum + (told(ref) && isListed(projection, ref, kind) ? 1 : 0), 0);
  return [...namesOf(projection)]
    .map(([name, { DATASET: datasets, JOB: jobs }]) => ({
      name,
      datasets: count(datasets, 'DATASET'),
      jobs: count(jobs, 'JOB'),
    }))
    .filter(({ datasets, jobs }) => datasets + jobs > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
