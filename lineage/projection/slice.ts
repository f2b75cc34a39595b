import { forEachEdge } from '../domain/algorithms/adjacency.ts';
import type { Change } from '../domain/change.ts';
import { readsOf } from '../domain/fold.ts';
import { GraphState } from '../domain/graph-state.ts';
import type { Projection } from './projection.ts';

/**
 * What of a projection folding some changes looks at: a projection holds every record, so it can be folded on without a
 * store. Cost: when jobs are looked at, all edges, some milliseconds for ten million, whatever the number of jobs.
 */
export function sliceOf(projection: Projection, changes: readonly Change[]): GraphState {
  const { nodes, graph } = projection;
  const reads = readsOf(changes);
  const state = new GraphState();
  for (const ref of reads.nodes) {
    const id = nodes.find(ref);
    if (id !== undefined) state.load(nodes.record(id));
  }
  const loadOpen = (slot: number): void => {
    const edge = projection.edge(slot);
    if (edge.recordedTo === null) state.load(edge);
  };
  for (const dataset of reads.fieldsOf) {
    const id = nodes.find(dataset);
    for (const field of id === undefined ? [] : nodes.fieldsOf(id)) {
      state.load(nodes.record(field));
      forEachEdge(graph.forward, field, (_end, slot) => loadOpen(slot));
      forEachEdge(graph.backward, field, (_end, slot) => loadOpen(slot));
    }
  }
  const jobs = new Set([...reads.edgesOf].flatMap((job) => nodes.find(job) ?? []));
  if (jobs.size > 0) {
    for (let slot = 0; slot < graph.count; slot++) {
      if (jobs.has(graph.columns.job[slot] as number)) loadOpen(slot);
    }
  }
  return state;
}
