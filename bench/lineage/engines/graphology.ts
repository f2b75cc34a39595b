import { createRequire } from 'node:module';
import { readColumns } from '../files.ts';
import { OPEN_DAY } from '../generate.ts';
import type { Reached } from '../reference.ts';
import { type ClosureEngine, type Given, Missing, timed } from './closure-engine.ts';

/** What of graphology is used here; it is a package of development, which need not be installed. */
interface Graphology {
  readonly DirectedGraph: new (options: {
    allowSelfLoops: boolean;
  }) => {
    addNode(node: number): string;
    mergeEdge(from: number, to: number): unknown;
    forEachOutNeighbor(node: string, visit: (neighbour: string) => void): void;
  };
}

function graphology(): Graphology {
  try {
    return createRequire(import.meta.url)('graphology') as Graphology;
  } catch {
    throw new Missing('the package graphology is not installed (npm ci)');
  }
}

/** Breadth-first search over a graph of graphology. In its favour: edges in force only, parallel ones merged. */
export async function openGraphology({ files, sources }: Given): Promise<ClosureEngine> {
  const { DirectedGraph } = graphology();
  const graph = new DirectedGraph({ allowSelfLoops: true });
  const { nodes, edges, from, to, validTo } = readColumns(files.columns);
  for (let node = 0; node < nodes; node++) graph.addNode(node);
  for (let e = 0; e < edges; e++) {
    if (validTo[e] === OPEN_DAY) graph.mergeEdge(from[e] as number, to[e] as number);
  }
  const one = (source: number): Reached => {
    const seen = new Set([String(source)]);
    let [sum, distances, distance] = [0, 0, 0];
    for (let level = [...seen]; level.length > 0; distance++) {
      const next: string[] = [];
      for (const node of level) {
        sum += Number(node);
        graph.forEachOutNeighbor(node, (neighbour) => {
          if (seen.has(neighbour)) return;
          seen.add(neighbour);
          next.push(neighbour);
        });
      }
      distances += distance * level.length;
      level = next;
    }
    return { nodes: seen.size, sum, distances };
  };
  return {
    what: 'graphology, forEachOutNeighbor and a set',
    answers: async () => sources.map(one),
    round: () =>
      timed(() => {
        for (const source of sources) one(source);
      }, true),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
