import { describe, expect, test } from 'vitest';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { datasetOfField, kindOfRef } from '../../../lineage/domain/node-ref.ts';
import {
  between,
  closureOf,
  goOn,
  Projection,
  pathCounts,
  paths,
  separators,
  statistics,
  type Visibility,
  ways,
} from '../../../lineage/projection/index.ts';
import { drawn, howManyGraphs, patienceFor } from '../../support/how-many-graphs.ts';
import { changesOf, type RandomGraph, randomGraph } from '../../support/lineage-graphs.ts';
import { distancesFrom, type LiveEdge, liveEdges, turned } from '../../support/lineage-reference.ts';
import { countAll, countByDistance, groupsOnCycles, nearestCut } from '../../support/lineage-reference-ways.ts';
import { Random } from '../../support/random.ts';

const GRAPHS = howManyGraphs(400);
const QUESTIONS = 4;

/** The graph as a projection that followed it: some edges in the base, some in the overlay. */
function projectionOf(graph: RandomGraph): Projection {
  const [state, projection] = [new GraphState(), new Projection({ compactBelow: 50 * (graph.seed % 40) })];
  changesOf(graph).forEach((changes, i) => {
    projection.apply(foldChanges(state, changes), i + 1);
  });
  return projection;
}

const datasetOf = (ref: string): string => (kindOfRef(ref) === 'FIELD' ? datasetOfField(ref) : ref);

interface Question {
  readonly from: string;
  readonly to: string;
  readonly asOf: number;
  readonly asRecorded: number | null;
  readonly visibility: Visibility | null;
  /** What is live and seen. */
  readonly edges: readonly LiveEdge[];
  readonly down: ReadonlyMap<string, number>;
  /** In words, for messages. */
  readonly text: string;
}

function question(graph: RandomGraph, random: Random, kind: 'DATASET' | 'ANY'): Question {
  const asOf = random.pick(graph.moments);
  const asRecorded = random.chance(0.6) ? null : random.pick(graph.moments);
  const ofKind = (ref: string): boolean => kind === 'ANY' || kindOfRef(ref) === 'DATASET';
  const live = liveEdges(graph.declarations, asOf, asRecorded);
  const starts = live.map(({ from }) => from).filter(ofKind);
  const from = starts.length > 0 ? random.pick(starts) : random.pick(graph.datasets);
  const hidden = new Set(random.chance(0.5) ? random.some(graph.datasets, random.int(1, 4)) : []);
  hidden.delete(datasetOf(from));
  const edges = live.filter((edge) => !hidden.has(datasetOf(edge.from)) && !hidden.has(datasetOf(edge.to)));
  const down = distancesFrom(edges, [from], () => false);
  const others = graph.datasets.flatMap((dataset) =>
    hidden.has(dataset) ? [] : [dataset, ...(graph.columns.get(dataset) ?? [])],
  );
  const alike = others.filter((ref) => kindOfRef(ref) === kindOfRef(from));
  const far = [...down.keys()].slice(-8);
  const to = random.pick(random.chance(0.9) ? far : alike);
  const visibility = {
    key: [...hidden].join(),
    hidden: 'ABSENT' as const,
    sees: ({ ref }: { ref: string }) => !hidden.has(ref),
  };
  const text = `graph ${graph.seed}, ${from} to ${to} at ${asOf} as of ${asRecorded}, without ${[...hidden].join()}`;
  return { from, to, asOf, asRecorded, visibility: hidden.size === 0 ? null : visibility, edges, down, text };
}

/** An answer that there is, of nodes that there are: a node without an edge so far is not in the graph. */
const answered = <T extends { readonly outcome: string }>(answer: T): Extract<T, { outcome: 'OK' }> | undefined =>
  answer.outcome === 'OK' ? (answer as Extract<T, { outcome: 'OK' }>) : undefined;

describe(`on ${GRAPHS} random graphs with a large cycle`, { timeout: patienceFor(GRAPHS) }, () => {
  const graphs = drawn(GRAPHS, (i) => {
    const graph = randomGraph(50_000 + i);
    return { graph, projection: projectionOf(graph) };
  });

  test('what lies between, the counts and the ways are those of the reference', () => {
    let [met, counted, several] = [0, 0, 0];
    for (const { graph, projection } of graphs) {
      const random = new Random(graph.seed);
      for (let i = 0; i < QUESTIONS; i++) {
        const asked = question(graph, random, 'ANY');
        const up = distancesFrom(turned(asked.edges), [asked.to], () => false);
        const nodes = new Set([...asked.down.keys()].filter((ref) => up.has(ref)));
        const found = answered(between(projection, asked));
        if (found === undefined) continue;
        met += 1;
        expect(found.complete, asked.text).toBe(true);
        const listed = found.nodes.map(({ ref, distance }) => [ref, distance]);
        expect(new Map(listed as [string, number][]), asked.text).toEqual(
          new Map([...nodes].map((ref) => [ref, asked.down.get(ref)])),
        );
        const edges = asked.edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
        const named = ({ from, job, to }: LiveEdge): string => [from, job, to].join(' ');
        expect(new Set(found.edges.map(named)), asked.text).toEqual(new Set(edges.map(named)));

        const counts = answered(pathCounts(projection, asked));
        const all = countAll(asked.edges, nodes, asked.from, asked.to);
        expect(counts?.shortest, asked.text).toBe(countByDistance(asked.edges, asked.down, asked.to));
        expect(counts?.all, asked.text).toBe(all ?? null);
        expect(
          counts?.reasons.map(({ code }) => code),
          asked.text,
        ).toEqual(all === undefined ? ['CYCLE'] : []);
        if (all !== undefined && all > 1n) counted += 1;

        const some = answered(ways(projection, { ...asked, first: 20 }))?.ways ?? [];
        expect(some[0]?.steps ?? [], asked.text).toEqual(answered(paths(projection, asked))?.shortest);
        const least = some.filter(({ distance }) => distance === some[0]?.distance).length;
        const shortest = Number(counts?.shortest ?? 0n);
        expect(least, asked.text).toBe(Math.min(20, shortest));
        if (all !== undefined) expect(some.length, asked.text).toBe(all > 20n ? 20 : Number(all));
        expect(some.map(({ distance }) => distance)).toEqual(
          some.map(({ distance }) => distance).sort((a, b) => a - b),
        );
        const flows = new Set(asked.edges.map(named));
        for (const { distance, steps } of some) {
          const onWay = steps.filter((_, at) => at % 2 === 0);
          expect(new Set(onWay).size, asked.text).toBe(distance + 1);
          for (let at = 0; at + 2 < steps.length; at += 2) expect(flows).toContain(steps.slice(at, at + 3).join(' '));
        }
        expect(new Set(some.map(({ steps }) => steps.join())).size).toBe(some.length);
        if (some.length === 20) several += 1;
      }
    }
    // The graphs are worth asking about.
    expect(met).toBeGreaterThan(GRAPHS * 3);
    expect(counted).toBeGreaterThanOrEqual(Math.floor(GRAPHS / 100));
    expect(several).toBeGreaterThan(GRAPHS / 10);
  });

  test('the separators are those of the reference', () => {
    let several = 0;
    for (const { graph, projection } of graphs) {
      const random = new Random(graph.seed * 3);
      for (let i = 0; i < QUESTIONS; i++) {
        const asked = question(graph, random, 'DATASET');
        const levelled = kindOfRef(asked.from) === 'DATASET' && kindOfRef(asked.to) === 'DATASET';
        const found = answered(separators(projection, asked));
        if (found === undefined || !levelled) continue;
        const edges = asked.edges.filter(({ from }) => kindOfRef(from) === 'DATASET');
        const expected = nearestCut(edges, asked.from, asked.to);
        expect(found.direct, asked.text).toBe(expected === undefined);
        expect(found.datasets?.map(({ ref }) => ref).sort(), asked.text).toEqual(expected?.sort());
        if ((expected?.length ?? 0) > 1) several += 1;
      }
    }
    expect(several).toBeGreaterThan(GRAPHS / 5);
  });

  test('the cycles are those of the reference', () => {
    for (const { graph, projection } of graphs) {
      const random = new Random(graph.seed * 5);
      for (const level of ['DATASET', 'COLUMN'] as const) {
        const asked = question(graph, random, 'ANY');
        const onLevel = asked.edges.filter(({ from }) => (kindOfRef(from) === 'DATASET') === (level === 'DATASET'));
        const nodes = [...new Set(onLevel.flatMap(({ from, to }) => [from, to]))];
        const found = statistics(projection, { ...asked, level });
        expect(found.complete).toBe(true);
        expect(found.cycles.map((group) => group.join(' ')).sort(), asked.text).toEqual(
          groupsOnCycles(nodes, onLevel)
            .map((group) => group.join(' '))
            .sort(),
        );
        expect(found.edges, asked.text).toBe(new Set(onLevel.map(({ from, to }) => `${from} ${to}`)).size);
        const others = onLevel.filter(({ from, to }) => from !== to);
        const [into, outOf] = [new Set(others.map(({ to }) => to)), new Set(others.map(({ from }) => from))];
        expect(found.origins, asked.text).toEqual([...outOf].filter((ref) => !into.has(ref)).sort());
        expect(found.deadEnds, asked.text).toEqual([...into].filter((ref) => !outOf.has(ref)).sort());
      }
    }
  });

  test('a closure in portions is the closure at once', () => {
    for (const { graph, projection } of graphs) {
      const random = new Random(graph.seed * 7);
      const asked = { ...question(graph, random, 'ANY'), direction: 'DOWNSTREAM' as const };
      const of = asked.from;
      const whole = answered(closureOf(projection, { ...asked, of }));
      let part = answered(closureOf(projection, { ...asked, of, budget: random.int(1, 40) }));
      const nodes = (part?.reached ?? []).map(({ ref, distance }) => `${ref} ${distance}`);
      while (part !== undefined && part.cursor !== null) {
        part = answered(goOn(projection, part.cursor));
        nodes.push(...(part?.reached ?? []).map(({ ref, distance }) => `${ref} ${distance}`));
      }
      expect(nodes.sort(), asked.text).toEqual(
        (whole?.reached ?? []).map(({ ref, distance }) => `${ref} ${distance}`).sort(),
      );
    }
  });
});
