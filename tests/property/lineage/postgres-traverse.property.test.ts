import { afterAll, beforeAll, expect, test } from 'vitest';
import { CanonicalHash, canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { datasetOfField, kindOfRef } from '../../../lineage/domain/node-ref.ts';
import { postgresGraphStore } from '../../../lineage/store/postgres/postgres-graph-store.ts';
import { howManyGraphs, patienceFor } from '../../support/how-many-graphs.ts';
import { type LineageDatabase, lineageDatabase } from '../../support/lineage-database.ts';
import { changesOf, type RandomGraph, randomGraph } from '../../support/lineage-graphs.ts';
import { distancesFrom, liveEdges, turned } from '../../support/lineage-reference.ts';
import { Random } from '../../support/random.ts';

const GRAPHS_A_BATCH = 50;
const GRAPHS = howManyGraphs(400, GRAPHS_A_BATCH);
const QUESTIONS = 3;

let database: LineageDatabase;

beforeAll(async () => {
  database = await lineageDatabase();
});
afterAll(() => database.stop());

const datasetOf = (ref: string): string => (kindOfRef(ref) === 'FIELD' ? datasetOfField(ref) : ref);

test(`PostgreSQL reaches what the reference reaches, on ${GRAPHS} random graphs in one database`, {
  timeout: Math.max(300_000, patienceFor(GRAPHS)),
}, async () => {
  const store = postgresGraphStore(database.sql);
  const state = new GraphState();
  let revision = 0;
  for (let first = 1; first <= GRAPHS; first += GRAPHS_A_BATCH) {
    const graphs = Array.from({ length: GRAPHS_A_BATCH }, (_, i) => randomGraph(first + i, `g${first + i}-`));
    // The n-th events of all graphs of the batch are folded together.
    const batches = graphs.map(changesOf);
    for (let i = 0; batches.some((changes) => i < changes.length); i += 8) {
      const changes = batches.flatMap((batch) => batch.slice(i, i + 8).flat());
      foldChanges(state, changes);
      await store.apply(changes, ++revision);
    }
    for (const graph of graphs) await compare(graph);
  }
  const stored = new CanonicalHash();
  await store.scan((records) => {
    for (const record of records) stored.add(record);
  });
  expect(stored.digest()).toBe(canonicalHash(state.records()));

  async function compare(graph: RandomGraph): Promise<void> {
    const random = new Random(graph.seed * 17);
    for (let i = 0; i < QUESTIONS; i++) {
      const asOf = random.pick(graph.moments);
      const asRecorded = random.chance(0.5) ? null : random.pick(graph.moments);
      const live = liveEdges(graph.declarations, asOf, asRecorded);
      const of = random.pick([...live.map(({ from }) => from), ...graph.datasets]);
      const others = graph.datasets.filter((dataset) => dataset !== datasetOf(of));
      const hidden = random.chance(0.5) ? random.some(others, random.int(1, 6)) : [];
      const direction = random.pick(['DOWNSTREAM', 'UPSTREAM'] as const);
      const depth = random.chance(0.7) ? null : random.int(0, 4);
      const edges = direction === 'DOWNSTREAM' ? live : turned(live);
      const distances = distancesFrom(edges, [of], (ref) => hidden.includes(datasetOf(ref)));
      const within = [...distances].filter(([, distance]) => distance > 0 && distance <= (depth ?? Infinity));
      const answer = await store.traverse({ sources: [of], direction, asOf, asRecorded, depth, nodes: 10_000, hidden });
      const seen = `graph ${graph.seed}: ${direction} of ${of} at ${asOf} as of ${asRecorded}, depth ${depth}`;
      expect(answer.reached.map(({ ref, distance }) => `${distance} ${ref}`).sort(), seen).toEqual(
        within.map(([ref, distance]) => `${distance} ${ref}`).sort(),
      );
      expect(answer.cut, seen).toBe(within.length < distances.size - 1 ? 'DEPTH' : null);
      expect(answer.revision, seen).toBe(revision);
    }
  }
});
