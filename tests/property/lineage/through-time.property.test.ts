import { describe, expect, test } from 'vitest';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { kindOfRef } from '../../../lineage/domain/node-ref.ts';
import {
  closureOf,
  type Differences,
  lineage,
  lineageDiff,
  ProjectionLoader,
} from '../../../lineage/projection/index.ts';
import { walkCost } from '../../../lineage/projection/queries/walk-cost.ts';
import { changesOf, type RandomGraph, randomGraph } from '../../support/lineage-graphs.ts';
import { distancesFrom, type LiveEdge, liveEdges, turned } from '../../support/lineage-reference.ts';
import { Random } from '../../support/random.ts';

const GRAPHS = 150;
const QUESTIONS = 4;

function load(graph: RandomGraph) {
  const state = new GraphState();
  for (const changes of changesOf(graph)) foldChanges(state, changes);
  const loader = new ProjectionLoader();
  loader.add(state.records());
  return loader.finish(1);
}

/** Nodes within some hops, and the edges between, by the reference. */
function aroundBy(live: readonly LiveEdge[], of: string, directions: readonly string[], depth: number) {
  const level = live.filter(({ from }) => kindOfRef(from) === kindOfRef(of));
  const nodes = new Map([[of, 0]]);
  for (const direction of directions) {
    const walked = distancesFrom(direction === 'UPSTREAM' ? turned(level) : level, [of], () => false);
    for (const [ref, distance] of walked) {
      if (distance <= depth) nodes.set(ref, Math.min(distance, nodes.get(ref) ?? distance));
    }
  }
  const edges = level.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
  return { nodes, edges: new Set(edges.map(word)) };
}

const word = ({ from, to, job, transformation }: LiveEdge): string => [from, to, job, transformation].join(' ');

describe(`on ${GRAPHS} random graphs`, () => {
  const graphs = Array.from({ length: GRAPHS }, (_, i) => randomGraph(i + 7_001));

  test('what differs between two instants is what the reference has at one and not at the other', () => {
    let differing = 0;
    for (const graph of graphs) {
      const random = new Random(graph.seed);
      const projection = load(graph);
      for (let i = 0; i < QUESTIONS; i++) {
        const [before, asOf] = [random.pick(graph.moments), random.pick(graph.moments)];
        const asRecorded = random.chance(0.5) ? null : random.pick(graph.moments);
        const [was, is] = [before, asOf].map((at) => liveEdges(graph.declarations, at, asRecorded));
        const of = random.pick([...(was ?? []), ...(is ?? [])].map(({ from }) => from).concat('D0'));
        if (projection.nodes.find(of) === undefined) continue;
        const direction = random.pick(['UPSTREAM', 'DOWNSTREAM', 'BOTH'] as const);
        const directions = direction === 'BOTH' ? ['UPSTREAM', 'DOWNSTREAM'] : [direction];
        const depth = random.int(1, 6);
        const [one, other] = [was, is].map((live) => aroundBy(live ?? [], of, directions, depth));
        if (one === undefined || other === undefined) throw new Error('two sides');
        const answer = lineageDiff(projection, { of, direction, depth, before, asOf, asRecorded });
        const seen = `graph ${graph.seed}: ${of} ${direction} ${depth}, ${before} to ${asOf} as of ${asRecorded}`;
        if (answer.outcome !== 'OK') throw new Error(`${seen}: unknown`);

        const nodes = (these: typeof one, those: typeof one, change: string) =>
          [...these.nodes].filter(([ref]) => !those.nodes.has(ref)).map(([ref, far]) => `${change} ${ref} ${far}`);
        expect(
          answer.nodes.listed.map(({ change, ref, distance }) => `${change} ${ref} ${distance}`).sort(),
          seen,
        ).toEqual([...nodes(other, one, 'ADDED'), ...nodes(one, other, 'REMOVED')].sort());
        const edges = (these: typeof one, those: typeof one, change: string) =>
          [...these.edges].filter((edge) => !those.edges.has(edge)).map((edge) => `${change} ${edge}`);
        expect(answer.edges.listed.map((edge) => `${edge.change} ${word(edge)}`).sort(), seen).toEqual(
          [...edges(other, one, 'ADDED'), ...edges(one, other, 'REMOVED')].sort(),
        );
        const counts = ({ added, removed, listed }: Differences<{ change: string }>) =>
          expect([added, removed], seen).toEqual(
            ['ADDED', 'REMOVED'].map((change) => listed.filter((one) => one.change === change).length),
          );
        counts(answer.nodes);
        counts(answer.edges);
        counts(answer.datasets);
        const cost = walkCost(projection, { of, direction, depth, asOf, asRecorded });
        if (cost.outcome !== 'OK') throw new Error(`${seen}: unknown`);
        const listed = lineage(projection, { of, direction, depth, asOf, asRecorded });
        if (listed.outcome !== 'OK') throw new Error(`${seen}: unknown`);
        expect([cost.nodes, cost.edges, cost.isExact, cost.complete], seen).toEqual([
          listed.nodes.length,
          listed.edges.length,
          true,
          listed.complete,
        ]);
        if (answer.edges.listed.length > 0) differing++;
      }
    }
    expect(differing).toBeGreaterThan(GRAPHS);
  });

  test('edges outside the window hide nothing that is reachable another way', () => {
    for (const graph of graphs) {
      const random = new Random(graph.seed + 1);
      const asOf = random.pick(graph.moments);
      const all = graph.declarations.flatMap((declaration) => ('edges' in declaration ? declaration.edges : []));
      // Beside every edge that there ever was, others that ended before, or have not begun, by a job of their own.
      const dead = all.flatMap((edge) => [
        { ...edge, validFrom: null, validTo: asOf },
        { ...edge, from: edge.to, to: edge.from, validFrom: asOf + 1, validTo: null },
      ]);
      const last = Math.max(...graph.declarations.map(({ at }) => at));
      const more = { ...graph, declarations: [...graph.declarations, { at: last + 1, job: 'job:dead', edges: dead }] };
      const [plain, crowded] = [load(graph), load(more)];
      for (const { from: of } of random.some(all, 3)) {
        for (const direction of ['DOWNSTREAM', 'UPSTREAM'] as const) {
          const [one, other] = [plain, crowded].map((projection) => closureOf(projection, { of, direction, asOf }));
          if (one?.outcome !== 'OK' || other?.outcome !== 'OK') continue;
          const told = ({ reached }: typeof one) => reached.map(({ ref, distance, path }) => [ref, distance, path()]);
          expect(told(other), `graph ${graph.seed}: ${direction} of ${of} at ${asOf}`).toEqual(told(one));
        }
      }
    }
  });
});
