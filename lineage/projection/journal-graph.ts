import { forEachEdge, OPEN_LABEL } from '../domain/algorithms/adjacency.ts';
import type { EdgeRecord, NodeRecord } from '../domain/graph-record.ts';
import type { JournalGraph } from './change-journal.ts';
import { FIELD, JOB } from './node-table.ts';
import type { Projection } from './projection.ts';
import { jobIsVisible } from './queries/job-ends.ts';
import { describeEdge } from './queries/listed.ts';

/** A projection as its journal asks it. */
export function journalGraph(projection: Projection): JournalGraph {
  const { nodes } = projection;
  return {
    factsOf(ref) {
      const id = nodes.find(ref);
      return id === undefined ? undefined : nodes.factsOf(id);
    },
    isJobVisible(ref, visibility) {
      const [id, mask] = [nodes.find(ref), projection.mask(visibility)];
      return id !== undefined && (mask === null || jobIsVisible(projection, id, mask));
    },
    *recordsAt(dataset) {
      const id = nodes.find(dataset);
      if (id === undefined) return;
      const { graph } = projection;
      for (const node of [id, ...nodes.fieldsOf(id)]) {
        const facts = nodes.factsOf(node);
        const record = nodes.kind(node) === FIELD ? 'field' : nodes.kind(node) === JOB ? 'job' : 'dataset';
        if (facts !== null) yield { record, ref: nodes.ref(node), facts } as NodeRecord;
        const edges: EdgeRecord[] = [];
        for (const adjacency of [graph.forward, graph.backward]) {
          forEachEdge(adjacency, node, (_end, slot) => {
            if (graph.columns.recordedTo[slot] !== OPEN_LABEL) return;
            edges.push({ record: 'edge', ...describeEdge(projection, slot) });
          });
        }
        yield* edges;
      }
    },
  };
}
