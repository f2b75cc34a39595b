import { describe, expect, it } from 'vitest';
import { isLive } from '../../../lineage/domain/algorithms/adjacency.ts';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { endsOfJob, Projection, type Visibility } from '../../../lineage/projection/index.ts';
import { JOB } from '../../../lineage/projection/node-table.ts';
import { jobIsVisible, jobIsWhollyVisible } from '../../../lineage/projection/queries/job-ends.ts';
import { changesOf, randomGraph } from '../../support/lineage-graphs.ts';

const withSome = (hidden: 'ABSENT' | 'OPAQUE'): Visibility => ({
  key: hidden,
  hidden,
  sees: ({ ref }) => ref.length % 3 !== 0 && !ref.endsWith('2'),
});

/** Nodes by number, each once, as references. */
const refsOf = ({ nodes }: Projection, ids: readonly number[]): string[] =>
  [...new Set(ids)].map((id) => nodes.ref(id)).sort();

/** What a job reads, writes and hides, by a look at all edges. */
function bySearch(projection: Projection, job: number, asOf: number, mask: Uint8Array) {
  const { graph } = projection;
  const { columns } = graph;
  const { valid, recorded } = graph.window(asOf, null);
  const slots = Array.from({ length: graph.count }, (_, slot) => slot).filter((slot) => columns.job[slot] === job);
  const sees = (slot: number): boolean => mask[columns.from[slot] ?? 0] === 1 && mask[columns.to[slot] ?? 0] === 1;
  const live = slots.filter(
    (slot) => columns.transformation[slot] === 0 && isLive(columns, slot, valid, recorded) === 1,
  );
  const ends = live.flatMap((slot) => [columns.from[slot] ?? 0, columns.to[slot] ?? 0]);
  return {
    isVisible: slots.some(sees),
    isWhole: slots.length > 0 && slots.every(sees),
    inputs: refsOf(
      projection,
      live.filter(sees).map((slot) => columns.from[slot] ?? 0),
    ),
    outputs: refsOf(
      projection,
      live.filter(sees).map((slot) => columns.to[slot] ?? 0),
    ),
    hidden: refsOf(
      projection,
      ends.filter((id) => mask[id] !== 1),
    ),
  };
}

describe('what a job reads and writes', () => {
  it.each([1, 2, 4, 5, 6, 7, 8, 9])(
    'is what all edges say of it, laid out or not, and hidden ends are told to whoever is told of them (graph %i)',
    (seed) => {
      const graph = randomGraph(seed);
      const state = new GraphState();
      const batches = changesOf(graph).map((changes) => foldChanges(state, changes));
      const projection = new Projection({ compactBelow: 0 });
      let told = 0;
      for (const [place, records] of batches.entries()) {
        projection.apply(records, place + 1);
        // Half of the edges stand in the overlay at the end.
        if (place === batches.length >> 1) projection.compact();
      }
      expect(projection.graph.pending).toBeGreaterThan(0);
      for (const [asOf, hidden] of graph.moments.flatMap((at) => [[at, 'ABSENT'] as const, [at, 'OPAQUE'] as const])) {
        const visibility = withSome(hidden);
        const mask = projection.mask(visibility) as Uint8Array;
        for (let job = 0; job < projection.nodes.count; job++) {
          if (projection.nodes.kind(job) !== JOB) continue;
          const { isVisible, isWhole, ...ends } = bySearch(projection, job, asOf, mask);
          expect(jobIsVisible(projection, job, mask)).toBe(isVisible);
          expect(jobIsWhollyVisible(projection, job, mask)).toBe(isWhole);
          const answer = endsOfJob(projection, projection.nodes.ref(job), { asOf, visibility });
          if (!isVisible) expect(answer.outcome).toBe('UNKNOWN_NODE');
          else expect(answer).toMatchObject(hidden === 'OPAQUE' ? ends : { ...ends, hidden: [] });
          if (isVisible && hidden === 'OPAQUE') told += ends.hidden.length;
        }
      }
      expect(told).toBeGreaterThan(0);
    },
  );
});
