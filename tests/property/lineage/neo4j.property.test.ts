import { afterAll, expect, test } from 'vitest';
import { CanonicalHash, canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { datasetOfField, kindOfRef } from '../../../lineage/domain/node-ref.ts';
import { neo4jDriver } from '../../../lineage/store/neo4j/connection.ts';
import { neo4jGraphStore } from '../../../lineage/store/neo4j/neo4j-graph-store.ts';
import { howManyGraphs } from '../../support/how-many-graphs.ts';
import { changesOf, type RandomGraph, randomGraph } from '../../support/lineage-graphs.ts';
import { distancesFrom, liveEdges, turned } from '../../support/lineage-reference.ts';
import { testNeo4j } from '../../support/neo4j.ts';
import { expectObservationsFold } from '../../support/observations-in-a-store.ts';
import { Random } from '../../support/random.ts';
import { expectSameAnswers } from '../../support/same-answers.ts';

const GRAPHS_A_BATCH = 50;
/** 300 at most: a database that is asked over the network takes its time. */
const GRAPHS = Math.min(300, howManyGraphs(300, GRAPHS_A_BATCH));
const QUESTIONS = 3;

const neo4j = await testNeo4j();
afterAll(() => neo4j?.stop());

const datasetOf = (ref: string): string => (kindOfRef(ref) === 'FIELD' ? datasetOfField(ref) : ref);

test.skipIf(neo4j === undefined)(
  `Neo4j reaches what the reference reaches, on ${GRAPHS} random graphs in one database, and holds what folding gives`,
  { timeout: 900_000 },
  async () => {
    const driver = neo4jDriver(neo4j ?? { uri: 'bolt://never', user: '', password: '' });
    try {
      const store = neo4jGraphStore(driver);
      await store.reset();
      const state = new GraphState();
      let revision = 0;
      for (let first = 1; first <= GRAPHS; first += GRAPHS_A_BATCH) {
        const graphs = Array.from({ length: GRAPHS_A_BATCH }, (_, i) => randomGraph(first + i, `g${first + i}-`));
        // The n-th events of all graphs of the batch are folded together.
        const batches = graphs.map(changesOf);
        for (let i = 0; batches.some((changes) => i < changes.length); i += 40) {
          const changes = batches.flatMap((batch) => batch.slice(i, i + 40).flat());
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
        const random = new Random(graph.seed * 19);
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
          const query = { sources: [of], direction, asOf, asRecorded, depth, nodes: 10_000, hidden };
          const answer = await store.traverse(query);
          const seen = `graph ${graph.seed}: ${direction} of ${of} at ${asOf} as of ${asRecorded}, depth ${depth}`;
          expect(answer.reached.map(({ ref, distance }) => `${distance} ${ref}`).sort(), seen).toEqual(
            within.map(([ref, distance]) => `${distance} ${ref}`).sort(),
          );
          expect(answer.cut, seen).toBe(within.length < distances.size - 1 ? 'DEPTH' : null);
          expect(answer.revision, seen).toBe(revision);
        }
      }
    } finally {
      await driver.close();
    }
  },
);

test.skipIf(neo4j === undefined)(
  'Neo4j, which loads only what a batch looks at, holds what folding everything in memory makes',
  { timeout: 300_000 },
  async () => {
    const driver = neo4jDriver(neo4j ?? { uri: 'bolt://never', user: '', password: '' });
    try {
      await expectObservationsFold(neo4jGraphStore(driver), 20);
    } finally {
      await driver.close();
    }
  },
);

test.skipIf(neo4j === undefined)(
  'Neo4j answers what the projection answers, on 40 random graphs',
  { timeout: 600_000 },
  async () => {
    const driver = neo4jDriver(neo4j ?? { uri: 'bolt://never', user: '', password: '' });
    try {
      await expectSameAnswers(neo4jGraphStore(driver), 40, 1_000);
    } finally {
      await driver.close();
    }
  },
);
