import { describe, expect, test } from 'vitest';
import { canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import type { GraphRecord } from '../../../lineage/domain/graph-record.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { datasetOfField, kindOfRef } from '../../../lineage/domain/node-ref.ts';
import { compactionOf } from '../../../lineage/projection/compaction/compaction.ts';
import {
  closureOf,
  impact,
  Projection,
  ProjectionLoader,
  paths,
  type Visibility,
} from '../../../lineage/projection/index.ts';
import type { BegunCompaction } from '../../../lineage/projection/projection.ts';
import { drawn, howManyGraphs, patienceFor } from '../../support/how-many-graphs.ts';
import { changesOf, type RandomGraph, randomGraph } from '../../support/lineage-graphs.ts';
import { distancesFrom, type LiveEdge, leastPath, liveEdges, turned } from '../../support/lineage-reference.ts';
import { Random } from '../../support/random.ts';

const GRAPHS = howManyGraphs(400);
const QUESTIONS = 6;

/** The same graph, kept in different ways. */
interface Kept {
  readonly loaded: Projection;
  readonly followed: Projection;
  readonly compacted: Projection;
  readonly reordered: Projection;
}

/** All edges in the overlay, and labels so scarce that instants are labelled anew all the time. */
const STRAINED = { compactBelow: 0, labelReach: 2_048 };

function follow(graph: RandomGraph): Projection {
  const [state, followed] = [new GraphState(), new Projection(STRAINED)];
  changesOf(graph).forEach((changes, i) => {
    followed.apply(foldChanges(state, changes), i + 1);
  });
  return followed;
}

function keep(graph: RandomGraph): Kept {
  const random = new Random(graph.seed);
  const state = new GraphState();
  const followed = new Projection(STRAINED);
  const compacted = new Projection({ compactBelow: random.pick([50, 100_000]) });
  const reordered = new Reordered(random);
  let half = new Projection();
  let revision = 0;
  const batches = changesOf(graph);
  const middle = random.int(0, batches.length - 1);
  for (const changes of batches) {
    const records = foldChanges(state, changes);
    revision += 1;
    for (const projection of [followed, compacted, half, reordered.now]) projection.apply(records, revision);
    if (random.chance(0.05)) compacted.compact();
    reordered.goOn();
    if (revision - 1 === middle) half = load(state.records(), revision);
  }
  expect(canonicalHash(followed.records())).toBe(canonicalHash(state.records()));
  expect(canonicalHash(half.records())).toBe(canonicalHash(state.records()));
  expect(canonicalHash(reordered.now.records())).toBe(canonicalHash(state.records()));
  for (const one of [half, followed, compacted])
    expect(one.visibleRevision(SOME)).toBe(reordered.now.visibleRevision(SOME));
  return { loaded: half, followed, compacted, reordered: reordered.now };
}

/** Hides some, the same whatever is asked. */
const SOME: Visibility = { key: 'some', hidden: 'ABSENT', sees: ({ ref }) => ref.length % 3 !== 0 };

/** A projection that is laid out in the order of layers now and then, while it goes on with the old arrays. */
class Reordered {
  now = new Projection({ compactBelow: 0 });
  readonly #random: Random;
  #begun: BegunCompaction | undefined;

  constructor(random: Random) {
    this.#random = random;
  }

  goOn(): void {
    if (this.#random.chance(0.3)) this.now.visibleRevision(SOME);
    if (this.#begun === undefined) {
      if (this.#random.chance(0.3)) this.#begun = this.now.beginCompaction();
    } else if (this.#random.chance(0.5)) {
      const { ordered } = this.now;
      const next = this.now.compactedBy(compactionOf(this.#begun.task), this.#begun);
      if (next !== null && next.ordered > ordered) reorderings += 1;
      this.now = next ?? this.now;
      this.#begun = undefined;
    }
  }
}
let reorderings = 0;

function load(records: Iterable<GraphRecord>, revision: number): Projection {
  const loader = new ProjectionLoader();
  loader.add(records);
  return loader.finish(revision);
}

/** A question about a graph, and what the reference knows about its answer. */
interface Question {
  readonly of: string;
  readonly asOf: number;
  readonly asRecorded: number | null;
  readonly visibility: Visibility | null;
  readonly isHidden: (ref: string) => boolean;
  readonly live: readonly LiveEdge[];
}

function question(graph: RandomGraph, random: Random, known: readonly string[]): Question {
  const asOf = random.pick(graph.moments);
  const asRecorded = random.chance(0.5) ? null : random.pick(graph.moments);
  const live = liveEdges(graph.declarations, asOf, asRecorded);
  // Half of the questions are about a node that something flows from.
  const starts = live.map(({ from }) => from);
  const of = random.pick(starts.length > 0 && random.chance(0.5) ? starts : known);
  const others = graph.datasets.filter((dataset) => dataset !== datasetOf(of));
  const hidden = new Set(random.chance(0.5) ? random.some(others, random.int(1, 6)) : []);
  const isHidden = (ref: string): boolean => hidden.has(datasetOf(ref));
  const sees = ({ ref }: { ref: string }): boolean => !hidden.has(ref);
  return {
    of,
    asOf,
    asRecorded,
    live,
    isHidden,
    visibility: hidden.size === 0 ? null : { key: [...hidden].join(), hidden: 'ABSENT' as const, sees },
  };
}

const datasetOf = (ref: string): string => (kindOfRef(ref) === 'FIELD' ? datasetOfField(ref) : ref);

const nodesOf = (projection: Projection): string[] =>
  [...projection.nodes.records()].flatMap(({ record, ref }) => (record === 'job' ? [] : [ref]));

const sorted = (distances: ReadonlyMap<string, number>, of: string): string[] =>
  [...distances]
    .filter(([ref]) => ref !== of)
    .map(([ref, distance]) => `${String(distance).padStart(4)} ${ref}`)
    .sort();

describe(`on ${GRAPHS} random graphs, however the projection came to hold them`, {
  timeout: patienceFor(GRAPHS),
}, () => {
  const graphs = drawn(GRAPHS, (i) => randomGraph(i + 1));

  test('closures, distances and explanations are those of the reference', () => {
    for (const graph of graphs) {
      const random = new Random(graph.seed * 7);
      const kept = keep(graph);
      const known = nodesOf(kept.loaded);
      for (let i = 0; i < QUESTIONS; i++) {
        const asked = question(graph, random, known);
        for (const direction of ['DOWNSTREAM', 'UPSTREAM'] as const) {
          const edges = direction === 'DOWNSTREAM' ? asked.live : turned(asked.live);
          const visible = edges.filter(({ from, to }) => !asked.isHidden(from) && !asked.isHidden(to));
          const distances = distancesFrom(visible, [asked.of], asked.isHidden);
          for (const [how, projection] of Object.entries(kept) as [string, Projection][]) {
            const answer = closureOf(projection, { ...asked, direction });
            const seen = `graph ${graph.seed}, ${how}, ${direction} of ${asked.of} at ${asked.asOf} as of ${asked.asRecorded}`;
            if (answer.outcome !== 'OK') throw new Error(`${seen}: unknown`);
            expect(answer.complete, seen).toBe(true);
            const reached = answer.reached.map(({ ref, distance }) => `${String(distance).padStart(4)} ${ref}`);
            expect(reached, seen).toEqual(sorted(distances, asked.of));
            for (const node of random.some(answer.reached, 2)) {
              expect(node.path(), seen).toEqual(leastPath(visible, distances, node.ref));
            }
          }
        }
      }
    }
  });

  test('the way from one node to another is the shortest and the least of the shortest', () => {
    for (const graph of graphs) {
      const random = new Random(graph.seed * 11);
      const followed = follow(graph);
      const known = nodesOf(followed);
      for (let i = 0; i < QUESTIONS; i++) {
        const asked = question(graph, random, known);
        const visible = asked.live.filter(({ from, to }) => !asked.isHidden(from) && !asked.isHidden(to));
        const distances = distancesFrom(visible, [asked.of], asked.isHidden);
        const sameKind = known.filter((ref) => kindOfRef(ref) === kindOfRef(asked.of) && !asked.isHidden(ref));
        const to = random.pick(distances.size > 1 && random.chance(0.8) ? [...distances.keys()] : sameKind);
        const answer = paths(followed, { ...asked, from: asked.of, to });
        expect(answer, `graph ${graph.seed}, from ${asked.of} to ${to}`).toMatchObject({
          outcome: 'OK',
          complete: true,
          distance: distances.get(to) ?? null,
          shortest: distances.has(to) ? leastPath(visible, distances, to) : [],
        });
      }
    }
  });

  test('the totals of an impact are those that the reference counts', () => {
    for (const graph of graphs) {
      const random = new Random(graph.seed * 13);
      const followed = follow(graph);
      const known = nodesOf(followed);
      for (let i = 0; i < QUESTIONS; i++) {
        const asked = question(graph, random, known);
        const answer = impact(followed, asked);
        if (answer.outcome !== 'OK') throw new Error(`graph ${graph.seed}: ${asked.of} is unknown`);
        const ofDataset = kindOfRef(asked.of) === 'DATASET';
        const from = ofDataset
          ? known.filter((ref) => kindOfRef(ref) === 'FIELD' && datasetOfField(ref) === asked.of)
          : [asked.of];
        const fields = distancesFrom(asked.live, from, asked.isHidden);
        for (const source of from) fields.delete(source);
        const datasets = ofDataset ? distancesFrom(asked.live, [asked.of], asked.isHidden) : new Map<string, number>();
        datasets.delete(asked.of);
        if (!ofDataset) {
          for (const [field, distance] of fields) {
            const dataset = datasetOfField(field);
            datasets.set(dataset, Math.min(distance, datasets.get(dataset) ?? distance));
          }
        }
        const inCatalog = [...datasets.keys()].filter((dataset) => graph.facts.has(dataset));
        const seen = `graph ${graph.seed}, impact of ${asked.of}`;
        expect(answer.totals, seen).toMatchObject({
          datasets: inCatalog.length,
          unresolved: datasets.size - inCatalog.length,
          openDatasets: inCatalog.filter((dataset) => graph.facts.get(dataset)?.sharingClass === 'OPEN').length,
          agencies: new Set(inCatalog.map((dataset) => graph.facts.get(dataset)?.publisher)).size,
          fields: [...fields.keys()].filter((field) => graph.facts.has(datasetOfField(field))).length,
        });
        const listed = answer.datasets.slice(0, 1_000);
        expect(
          listed.map(({ ref, distance }) => `${String(distance).padStart(4)} ${ref}`),
          seen,
        ).toEqual(sorted(datasets, ''));
        for (const dataset of random.some(listed, 2)) {
          expect(dataset.path().length, seen).toBe(2 * dataset.distance + 1);
          const own = [...fields].filter(([field]) => datasetOfField(field) === dataset.ref);
          expect(dataset.fields().length, seen).toBe(own.length);
        }
      }
    }
  });

  test('graphs were put in the order of layers while they went on', () => {
    expect(reorderings).toBeGreaterThan(GRAPHS / 2);
  });
});
