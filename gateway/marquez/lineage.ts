import { type AskedDataset, DATASET, datasetShape } from './dataset-shape.ts';
import { type AskedJob, JOB, jobShape } from './job-shape.ts';
import { nodeIdOf } from './names.ts';
import { findNode } from './node-id.ts';
import type { ReadPath } from './path.ts';

const LINEAGE = /* GraphQL */ `
  query MarquezLineage($of: NodeRef!, $depth: Int!) {
    lineage(of: $of, direction: BOTH, depth: $depth, level: DATASET) {
      complete truncated reasons { code message }
      nodes { key ref kind hidden agency { code name } named { ...MarquezDataset } }
      edges { fromKey toKey job }
      jobs { ...MarquezJob }
      oneSidedJobs { truncated ends { ref role job { ...MarquezJob } } }
    }
  }
  ${DATASET}
  ${JOB}
`;

/** An edge between nodes, as Marquez draws it. */
export interface Edge {
  readonly origin: string;
  readonly destination: string;
}

/** Nodes with the edges into and out of each. */
export class Drawn {
  readonly #nodes = new Map<string, { readonly id: string; readonly type: string; readonly data: unknown }>();
  readonly #edges = new Map<string, Edge>();

  node(id: string, type: string, data: unknown): void {
    if (!this.#nodes.has(id)) this.#nodes.set(id, { id, type, data });
  }

  edge(origin: string, destination: string): void {
    this.#edges.set(`${origin}\n${destination}`, { origin, destination });
  }

  /** The nodes, each with its edges, by id. */
  list() {
    const into = Map.groupBy(this.#edges.values(), ({ destination }) => destination);
    const out = Map.groupBy(this.#edges.values(), ({ origin }) => origin);
    return [...this.#nodes.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((node) => ({ ...node, inEdges: into.get(node.id) ?? [], outEdges: out.get(node.id) ?? [] }));
  }
}

interface Answer {
  readonly lineage: {
    readonly complete: boolean;
    readonly truncated: boolean;
    readonly reasons: readonly { readonly code: string; readonly message: string }[];
    readonly nodes: readonly {
      readonly key: string;
      readonly ref: string | null;
      readonly kind: string;
      readonly hidden: boolean;
      readonly agency: { readonly code: string; readonly name: string } | null;
      readonly named: AskedDataset | null;
    }[];
    readonly edges: readonly { readonly fromKey: string; readonly toKey: string; readonly job: string | null }[];
    readonly jobs: readonly AskedJob[];
    readonly oneSidedJobs: {
      readonly truncated: boolean;
      readonly ends: readonly { readonly ref: string; readonly role: 'READS' | 'WRITES'; readonly job: AskedJob }[];
    };
  };
}

/** A node that is hidden from whoever asks and told of: it has a number, and the agency to ask. */
const hiddenData = (key: string, agency: { readonly code: string; readonly name: string } | null) => ({
  id: null,
  type: 'DB_TABLE',
  namespace: 'hidden',
  name: key,
  description: agency === null ? null : `Hidden from you. Ask ${agency.name} (${agency.code}).`,
  fields: [],
});

/**
 * `GET /lineage?nodeId=&depth=`: the graph around a dataset or job, jobs as nodes between datasets. `depth` counts datasets,
 * from 1 to 50. Beside Marquez' `graph` the answer says whether it is complete.
 */
export const lineage: ReadPath = {
  path: '/lineage',
  async read(ask, parameters) {
    const nodeId = parameters.required('nodeId', 'dataset:nguon:N01');
    const depth = Math.max(1, Math.min(50, parameters.number('depth', 20, 0, 1_000)));
    const { ref } = await findNode(ask, nodeId);
    const { lineage: found } = await ask<Answer>(LINEAGE, { of: ref, depth });
    const drawn = new Drawn();
    const ids = new Map<string, string>();
    for (const node of found.nodes) {
      if (node.kind !== 'DATASET') continue;
      const id = node.ref === null ? `dataset:${node.key}` : nodeIdOf(node.ref);
      ids.set(node.key, id);
      const data = node.named === null ? hiddenData(node.key, node.agency) : datasetShape(node.named);
      drawn.node(id, 'DATASET', data);
    }
    for (const job of found.jobs) drawn.node(nodeIdOf(job.ref), 'JOB', jobShape(job));
    for (const { fromKey, toKey, job } of found.edges) {
      const [from, to] = [ids.get(fromKey), ids.get(toKey)];
      if (from === undefined || to === undefined) continue;
      const between = job === null ? `job:hidden:${fromKey} ${toKey}` : nodeIdOf(job);
      if (job === null) drawn.node(between, 'JOB', { ...hiddenData('hidden', null), type: 'BATCH' });
      drawn.edge(from, between);
      drawn.edge(between, to);
    }
    for (const { ref, role, job } of found.oneSidedJobs.ends) {
      const [id, dataset] = [nodeIdOf(job.ref), nodeIdOf(ref)];
      drawn.node(id, 'JOB', jobShape(job));
      if (role === 'READS') drawn.edge(dataset, id);
      else drawn.edge(id, dataset);
    }
    const truncated = found.truncated || found.oneSidedJobs.truncated;
    const complete = found.complete && !found.oneSidedJobs.truncated;
    return { body: { graph: drawn.list(), complete, truncated, reasons: found.reasons }, complete };
  },
};
