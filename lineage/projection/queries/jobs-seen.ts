import { isLive } from '../../domain/algorithms/adjacency.ts';
import { NO_TRANSFORMATION } from '../../domain/transformations.ts';
import type { Graph } from '../graph.ts';
import type { Projection } from '../projection.ts';
import type { Visibility } from '../visibility.ts';

/** What a visibility shows of jobs, decided for all of them at once. */
export interface JobsSeen {
  /** Whether both ends of an edge that the job has or had are seen: it exists. */
  sees(job: number): boolean;
  /** Whether all ends of all its edges are seen, and there is an edge: nothing that it touches is hidden. */
  seesWhole(job: number): boolean;
}

const [SEEN, HIDDEN] = [1, 2];
const KEPT = new WeakMap<Graph, Map<string, { readonly state: string; readonly marks: Uint8Array }>>();
/** Most visibilities whose decisions are kept. */
const MOST_KEPT = 64;

/** Cost: all edges once when the graph has changed, constant otherwise. */
export function jobsSeen(projection: Projection, visibility: Visibility | null): JobsSeen {
  if (visibility === null) return { sees: () => true, seesWhole: () => true };
  const marks = marksOf(projection, visibility);
  return { sees: (job) => ((marks[job] ?? 0) & SEEN) !== 0, seesWhole: (job) => marks[job] === SEEN };
}

function marksOf(projection: Projection, visibility: Visibility): Uint8Array {
  const { graph, nodes } = projection;
  const kept = KEPT.get(graph) ?? new Map();
  KEPT.set(graph, kept);
  const state = `${graph.count} ${nodes.version}`;
  const known = kept.get(visibility.key);
  if (known?.state === state) return known.marks;
  const mask = projection.mask(visibility) as Uint8Array;
  const marks = new Uint8Array(nodes.count);
  const { columns } = graph;
  for (let slot = 0; slot < graph.count; slot++) {
    const sees = mask[columns.from[slot] as number] === 1 && mask[columns.to[slot] as number] === 1;
    const job = columns.job[slot] as number;
    marks[job] = (marks[job] as number) | (sees ? SEEN : HIDDEN);
  }
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(visibility.key, { state, marks });
  return marks;
}

/** What some jobs read and write. */
export interface EndsOfJob {
  readonly inputs: string[];
  readonly outputs: string[];
}

/** The datasets that some jobs read and write now, by reference of the job, each list sorted. Cost: all edges once. */
export function endsOfJobs(
  projection: Projection,
  jobs: readonly string[],
  visibility: Visibility | null,
  asOf: number,
): ReadonlyMap<string, EndsOfJob> {
  const { graph, nodes } = projection;
  const mask = projection.mask(visibility);
  const { valid, recorded } = graph.window(asOf, null);
  const wanted = new Map<number, { readonly inputs: Set<number>; readonly outputs: Set<number> }>();
  for (const ref of jobs) {
    const id = nodes.find(ref);
    if (id !== undefined) wanted.set(id, { inputs: new Set(), outputs: new Set() });
  }
  const { columns } = graph;
  for (let slot = 0; slot < graph.count; slot++) {
    const ends = wanted.get(columns.job[slot] as number);
    if (ends === undefined || columns.transformation[slot] !== NO_TRANSFORMATION) continue;
    if (isLive(columns, slot, valid, recorded) === 0) continue;
    const [from, to] = [columns.from[slot] as number, columns.to[slot] as number];
    if (mask !== null && (mask[from] !== 1 || mask[to] !== 1)) continue;
    ends.inputs.add(from);
    ends.outputs.add(to);
  }
  const refs = (ids: ReadonlySet<number>): string[] => Array.from(ids, (id) => nodes.ref(id)).sort();
  return new Map(
    [...wanted].map(([id, { inputs, outputs }]) => [nodes.ref(id), { inputs: refs(inputs), outputs: refs(outputs) }]),
  );
}
