import { inputField } from './dataset.ts';
import { Drawn } from './lineage.ts';
import { namesIn, nodeIdOf } from './names.ts';
import { findNode } from './node-id.ts';
import type { ReadPath } from './path.ts';

const COLUMN_LINEAGE = /* GraphQL */ `
  query MarquezColumnLineage($of: NodeRef!, $direction: LineageDirection!, $depth: Int!) {
    lineage(of: $of, direction: $direction, depth: $depth, level: COLUMN) {
      complete truncated reasons { code message }
      nodes { key ref kind }
      edges { fromKey toKey from to transformation }
    }
  }
`;

interface Answer {
  readonly lineage: {
    readonly complete: boolean;
    readonly truncated: boolean;
    readonly reasons: readonly { readonly code: string; readonly message: string }[];
    readonly nodes: readonly { readonly key: string; readonly ref: string | null; readonly kind: string }[];
    readonly edges: readonly {
      readonly fromKey: string;
      readonly toKey: string;
      readonly from: string | null;
      readonly to: string | null;
      readonly transformation: string | null;
    }[];
  };
}

/**
 * `GET /column-lineage?nodeId=&depth=&withDownstream=`: what feeds the columns of a dataset, or one column, and with
 * `withDownstream` what they feed.
 */
export const columnLineage: ReadPath = {
  path: '/column-lineage',
  async read(ask, parameters) {
    const nodeId = parameters.required('nodeId', 'dataset:nguon:N01');
    const depth = Math.max(1, Math.min(50, parameters.number('depth', 20, 0, 1_000)));
    const direction = parameters.flag('withDownstream') ? 'BOTH' : 'UPSTREAM';
    const { ref } = await findNode(ask, nodeId);
    const { lineage } = await ask<Answer>(COLUMN_LINEAGE, { of: ref, direction, depth });
    const drawn = new Drawn();
    const idOf = (key: string, column: string | null): string =>
      column === null ? `datasetField:${key}` : nodeIdOf(column);
    const into = Map.groupBy(lineage.edges, ({ toKey }) => toKey);
    for (const { key, ref: column, kind } of lineage.nodes) {
      if (kind !== 'FIELD') continue;
      if (column === null) {
        drawn.node(idOf(key, null), 'DATASET_FIELD', {
          namespace: 'hidden',
          dataset: key,
          field: key,
          inputFields: [],
        });
        continue;
      }
      const { namespace, name, field } = namesIn(column);
      const fed = into.get(key) ?? [];
      drawn.node(idOf(key, column), 'DATASET_FIELD', {
        namespace,
        dataset: name,
        datasetVersion: null,
        field,
        fieldType: null,
        transformationDescription: null,
        transformationType: fed[0]?.transformation ?? null,
        inputFields: fed.flatMap(({ from, transformation }) =>
          from === null
            ? []
            : [{ ...inputField(from), transformationDescription: null, transformationType: transformation }],
        ),
      });
    }
    for (const { fromKey, toKey, from, to } of lineage.edges) drawn.edge(idOf(fromKey, from), idOf(toKey, to));
    const { complete, truncated, reasons } = lineage;
    return { body: { graph: drawn.list(), complete, truncated, reasons }, complete };
  },
};
