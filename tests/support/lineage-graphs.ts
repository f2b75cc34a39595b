import type { Change } from '../../lineage/domain/change.ts';
import type { DatasetFacts } from '../../lineage/domain/facts.ts';
import type { EdgeAssertion } from '../../lineage/domain/graph-record.ts';
import type { Instant } from '../../lineage/domain/instant.ts';
import { fieldRef, kindOfRef, nameOfField } from '../../lineage/domain/node-ref.ts';
import { TRANSFORMATIONS } from '../../lineage/domain/transformations.ts';
import { Random } from './random.ts';

/** What one event said about one job. */
export type Declaration =
  | { readonly at: Instant; readonly job: string; readonly edges: readonly EdgeAssertion[] }
  | { readonly at: Instant; readonly job: string; readonly retiredFrom: Instant };

/** A random lineage graph, as what was declared when. */
export interface RandomGraph {
  readonly seed: number;
  readonly datasets: readonly string[];
  /** Columns by dataset. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** Facts of the datasets that the catalog knows. */
  readonly facts: ReadonlyMap<string, DatasetFacts>;
  /** In the order of `at`. */
  readonly declarations: readonly Declaration[];
  /** Instants at which something starts, ends or is recorded, and their neighbours. */
  readonly moments: readonly Instant[];
}

const T0 = 1_770_000_000_000_000;

/**
 * A graph of at most 300 nodes and 2,000 edges: a strongly connected part of 20 columns or more, self-loops, parallel
 * edges of several jobs, intervals that overlap, touch, are empty or open, jobs declared again and retired. References
 * carry a prefix, so that many graphs live in one store.
 */
export function randomGraph(seed: number, prefix = ''): RandomGraph {
  const random = new Random(seed);
  const large = random.chance(0.15);
  const datasets = Array.from({ length: large ? random.int(20, 60) : random.int(8, 20) }, (_, i) =>
    random.chance(0.2) ? `${prefix}n%20s://x|${'ế'.repeat(i % 3)}t.${i}` : `${prefix}D${i}`,
  );
  const budget = { nodes: 300 - datasets.length, edges: large ? random.int(500, 2_000) : random.int(30, 400) };
  const columns = new Map<string, string[]>();
  for (const dataset of datasets) {
    const count = Math.min(random.int(3, 9), budget.nodes);
    budget.nodes -= count;
    columns.set(
      dataset,
      Array.from({ length: count }, (_, i) => fieldRef(dataset, random.pick(['a', 'b.c', 'd#e', '__proto__']) + i)),
    );
  }
  const instants = Array.from({ length: 12 }, (_, i) => T0 + i * 1_000 + random.int(0, 2));
  const jobs = Array.from({ length: random.int(3, 40) }, (_, i) => `job:${prefix}J${i}`);
  const allColumns = [...columns.values()].flat();
  const ring = { at: T0 + 12_001, job: `job:${prefix}ring`, edges: ringOf(random, allColumns, instants) };
  const edges = edgesOf(random, datasets, allColumns, budget.edges - ring.edges.length, instants);
  const declarations = [ring, ...declarationsOf(random, jobs, edges)].sort((a, b) => a.at - b.at);
  return {
    seed,
    datasets,
    columns,
    facts: factsOf(random, datasets, prefix),
    declarations,
    moments: [...instants, ...declarations.map(({ at }) => at)].flatMap((at) => [at - 1, at]),
  };
}

/** The changes of a graph in the order in which they were recorded, the catalog's facts first. */
export function changesOf(graph: RandomGraph): Change[][] {
  const facts = Array.from(graph.facts, ([dataset, facts]): Change => ({ change: 'dataset.declared', dataset, facts }));
  const agencies = new Set(Array.from(graph.facts.values(), ({ publisher }) => publisher));
  const leads = Array.from(
    agencies,
    (agency, i): Change => ({
      change: 'assignment.set',
      id: `${agency}-lead`,
      facts: {
        agency,
        partner: `P${i % 2}`,
        isLead: i % 4 !== 3,
        validFrom: null,
        validTo: i % 5 === 4 ? T0 + 5_000 : null,
      },
    }),
  );
  const declared = graph.declarations.map((declaration): Change[] => {
    const { at, job } = declaration;
    return 'edges' in declaration
      ? [{ change: 'edges.replaced', job, edges: declaration.edges, at }]
      : [{ change: 'job.retired', job, validTo: declaration.retiredFrom, at }];
  });
  // A column that no schema lists exists only for whoever sees something that it feeds or is fed by.
  const schemas = Array.from(
    graph.columns,
    ([dataset, columns]): Change => ({
      change: 'schema.written',
      dataset,
      fields: columns.map((column) => ({
        name: nameOfField(column),
        type: 'STR',
        piiClass: 'NONE',
        directIdentifier: false,
      })),
      at: T0,
    }),
  );
  return [[...facts, ...schemas, ...leads], ...declared];
}

function randomEdge(random: Random, from: string, to: string, instants: readonly Instant[]): EdgeAssertion {
  const transformation = kindOfRef(from) === 'DATASET' ? null : random.pick(TRANSFORMATIONS);
  const validFrom = random.chance(0.2) ? null : random.pick(instants);
  // Now and then the end is not after the start: such an edge never was.
  const validTo = random.chance(0.5) ? null : random.pick(instants);
  return { from, to, transformation, validFrom, validTo };
}

/** A cycle through 20 to 30 columns, in most graphs at all times. */
function ringOf(random: Random, columns: readonly string[], instants: readonly Instant[]): EdgeAssertion[] {
  const ring = random.some(columns, random.int(20, 30));
  const always = random.chance(0.8) ? { validFrom: null, validTo: null } : {};
  return ring.map((column, i) => ({
    ...randomEdge(random, column, ring[(i + 1) % ring.length] as string, instants),
    ...always,
  }));
}

function edgesOf(
  random: Random,
  datasets: readonly string[],
  columns: readonly string[],
  count: number,
  instants: readonly Instant[],
): EdgeAssertion[] {
  const edges: EdgeAssertion[] = [];
  while (edges.length < count) {
    const nodes = random.chance(0.3) ? datasets : columns;
    const from = random.pick(nodes);
    const to = random.chance(0.05) ? from : random.pick(nodes);
    for (let parallel = random.chance(0.2) ? 3 : 1; parallel > 0; parallel--) {
      edges.push(randomEdge(random, from, to, instants));
    }
  }
  return edges.slice(0, count);
}

function declarationsOf(random: Random, jobs: readonly string[], edges: readonly EdgeAssertion[]): Declaration[] {
  const all: Declaration[] = [];
  const portions = new Map(jobs.map((job) => [job, [] as EdgeAssertion[]]));
  for (const edge of edges) portions.get(random.pick(jobs))?.push(edge);
  for (const [job, portion] of portions) {
    for (let version = random.int(0, 2); version > 0; version--) {
      all.push({ at: T0 + random.int(0, 12_000), job, edges: random.some(portion, random.int(0, 20)) });
    }
    all.push({ at: T0 + random.int(12_001, 15_000), job, edges: portion });
    if (random.chance(0.2))
      all.push({ at: T0 + random.int(15_000, 16_000), job, retiredFrom: T0 + random.int(0, 12_000) });
  }
  return all;
}

function factsOf(random: Random, datasets: readonly string[], prefix: string): Map<string, DatasetFacts> {
  const known = datasets.filter((dataset) => !dataset.includes('|') && random.chance(0.9));
  return new Map(
    known.map((dataset) => [
      dataset,
      {
        publisher: `${prefix}A${random.int(0, 6)}`,
        tier: 'SPECIALIZED',
        sharingClass: random.pick(['OPEN', 'SHARED', 'PRIVATE', null]),
        importanceClass: 'OTHER',
      },
    ]),
  );
}
