import { Seeded } from './seeded.ts';
import type { Size } from './sizes.ts';

/** Layers of a graph: raw ones first. */
export const LAYERS = 14;
/** Columns of a dataset, on average. */
const COLUMNS = 25;
/** Part of the edges that repeat the two columns of another one, for another job. */
const PARALLEL = 0.25;
/** Part of the edges that lead back, so that there are cycles. */
const FEEDBACK = 0.0002;
/** Part of the edges that have ended. */
const ENDED = 0.08;
/** Days that edges start and end on: 0 up to this. */
export const DAYS = 1_000;
/** Where an edge ends that has not ended. */
export const OPEN_DAY = 2 ** 31 - 1;

/** A graph of columns, in the order in which datasets arrived. */
export interface GeneratedGraph {
  readonly nodes: number;
  readonly edges: number;
  /** By column. */
  readonly layer: Uint8Array;
  /** By column: number of its dataset. */
  readonly dataset: Int32Array;
  /** By edge, in no order. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly job: Int32Array;
  /** Days: first one, and the first one no more. */
  readonly validFrom: Int32Array;
  readonly validTo: Int32Array;
}

/** Datasets, layer by layer; each stands somewhere on a line, and draws from what stands near it. */
interface Datasets {
  readonly count: number;
  readonly layer: Uint8Array;
  readonly columns: Int32Array;
  /** The number of its first column, once the order of arrival is known. */
  readonly first: Int32Array;
  /** `byLayer[l]` up to `byLayer[l + 1]` are those of layer l. */
  readonly byLayer: Int32Array;
}

/**
 * A graph like that of a city's warehouse, the same for the same seed: 14 layers of datasets; numbers of columns, of
 * inputs and of readers by power laws; a dataset draws on a few of the layers before it, mostly near it on a line, so
 * that a closure is a part of the graph and not all of it. Cost: O(nodes + edges).
 */
export function generate({ nodes, edges }: Size, seed: number): GeneratedGraph {
  const random = new Seeded(seed);
  const datasets = datasetsOf(nodes, random);
  const layer = new Uint8Array(nodes);
  const dataset = new Int32Array(nodes);
  for (let d = 0; d < datasets.count; d++) {
    const first = datasets.first[d] as number;
    layer.fill(datasets.layer[d] as number, first, first + (datasets.columns[d] as number));
    dataset.fill(d, first, first + (datasets.columns[d] as number));
  }
  const graph: GeneratedGraph = {
    nodes,
    edges,
    layer,
    dataset,
    from: new Int32Array(edges),
    to: new Int32Array(edges),
    job: new Int32Array(edges),
    validFrom: new Int32Array(edges),
    validTo: new Int32Array(edges),
  };
  const inputs = inputsOf(datasets, random);
  const derived = Array.from({ length: datasets.count }, (_, d) => d).filter((d) => (datasets.layer[d] as number) > 0);
  let columns = 0;
  for (const d of derived) columns += datasets.columns[d] as number;
  const single = Math.floor(edges * (1 - PARALLEL));
  let edge = 0;
  let owed = 0;
  const put = (from: number, to: number, job: number): void => {
    const start = random.below(DAYS - 1);
    graph.from[edge] = from;
    graph.to[edge] = to;
    graph.job[edge] = job;
    graph.validFrom[edge] = start;
    graph.validTo[edge] = random.next() < ENDED ? start + 1 + random.below(DAYS - 1 - start) : OPEN_DAY;
    edge++;
  };
  for (const d of derived) {
    const sources = inputs[d] as Int32Array;
    for (let c = 0; c < (datasets.columns[d] as number); c++) {
      // What one column draws less or more than its share, the next ones make up for.
      owed += single / columns;
      const wanted = Math.min(Math.round(random.power(0.45, 2.2, 60) * (single / columns)), Math.round(owed * 3) + 1);
      for (let i = 0; i < wanted && edge < single; i++) {
        const source = sources[random.below(sources.length)] as number;
        const to = (datasets.first[d] as number) + c;
        const from =
          (datasets.first[source] as number) + Math.floor((datasets.columns[source] as number) * random.next() ** 1.7);
        if (random.next() < FEEDBACK) put(to, from, d);
        else put(from, to, d);
      }
      owed -= wanted;
    }
  }
  // What is missing: drawn anywhere, then the parallel ones.
  while (edge < single) {
    const d = derived[random.below(derived.length)] as number;
    const sources = inputs[d] as Int32Array;
    const source = sources[random.below(sources.length)] as number;
    const from =
      (datasets.first[source] as number) + Math.floor((datasets.columns[source] as number) * random.next() ** 1.7);
    put(from, (datasets.first[d] as number) + random.below(datasets.columns[d] as number), d);
  }
  while (edge < edges) {
    const like = random.below(single);
    put(graph.from[like] as number, graph.to[like] as number, datasets.count + (graph.job[like] as number));
  }
  return graph;
}

function datasetsOf(nodes: number, random: Seeded): Datasets {
  const sizes: number[] = [];
  for (let left = nodes; left > 0; ) {
    const columns = Math.min(left, Math.round(random.power(COLUMNS * 0.45, 2.6, 400)));
    sizes.push(columns);
    left -= columns;
  }
  const count = sizes.length;
  const byLayer = Int32Array.from({ length: LAYERS + 1 }, (_, l) => Math.floor((count * l) / LAYERS));
  const layer = new Uint8Array(count);
  for (let l = 0; l < LAYERS; l++) layer.fill(l, byLayer[l], byLayer[l + 1]);
  const arrival = Array.from({ length: count }, (_, d) => d);
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [arrival[i], arrival[j]] = [arrival[j] as number, arrival[i] as number];
  }
  const first = new Int32Array(count);
  let next = 0;
  for (const d of arrival) {
    first[d] = next;
    next += sizes[d] as number;
  }
  return { count, layer, columns: Int32Array.from(sizes), first, byLayer };
}

/** Which datasets each draws on; none for those of the first layer. */
function inputsOf({ count, layer, byLayer }: Datasets, random: Seeded): Int32Array[] {
  return Array.from({ length: count }, (_, d) => {
    const own = layer[d] as number;
    if (own === 0) return new Int32Array(0);
    const width = (l: number): number => (byLayer[l + 1] as number) - (byLayer[l] as number);
    const place = (d - (byLayer[own] as number)) / width(own);
    return Int32Array.from({ length: Math.round(random.power(2, 2.5, 40)) }, () => {
      const back = Math.max(0, own - Math.ceil(random.power(0.6, 2.5, 6)));
      // Some read what everybody reads.
      const near =
        random.next() < 0.08
          ? random.next() ** 4
          : place + (random.next() < 0.5 ? -1 : 1) * random.power(0.001, 1.9, 0.5);
      const at = ((near % 1) + 1) % 1;
      return (byLayer[back] as number) + Math.floor(at * width(back));
    });
  });
}
