import { type AskedDataset, DATASET, datasetShape } from './dataset-shape.ts';
import { datasetRef, nameOf, namesIn } from './names.ts';
import { type ReadPath, whole } from './path.ts';

const ONE_DATASET = /* GraphQL */ `
  query MarquezDataset($ref: NodeRef!) {
    datasetName(ref: $ref) { ...MarquezDataset }
    lineage(of: $ref, level: COLUMN, direction: UPSTREAM, depth: 1) { complete edges { from to transformation } }
  }
  ${DATASET}
`;

/** An edge between columns as GraphQL tells it; null is hidden. */
export interface ColumnEdge {
  readonly from: string | null;
  readonly to: string | null;
  readonly transformation: string | null;
}

/** What feeds the columns of a dataset, by column, as Marquez writes it beside a dataset. */
export function columnLineageShape(ref: string, edges: readonly ColumnEdge[]) {
  const own = edges.filter(({ from, to }) => from !== null && to !== null && isColumnOf(to, ref));
  return [...Map.groupBy(own, ({ to }) => namesIn(to as string).field)].map(([name, into]) => ({
    name,
    inputFields: into.map(({ from, transformation }) => ({
      ...inputField(from as string),
      transformationDescription: null,
      transformationType: transformation,
    })),
    transformationDescription: null,
    transformationType: into[0]?.transformation ?? null,
  }));
}

/** A column as an input of another. */
export function inputField(ref: string) {
  const { namespace, name, field } = namesIn(ref);
  return { namespace, dataset: name, datasetVersion: null, field };
}

const isColumnOf = (column: string, dataset: string): boolean => {
  const [a, b] = [nameOf(column), nameOf(dataset)];
  return a.namespace === b.namespace && a.name === b.name;
};

interface Answer {
  readonly datasetName: AskedDataset;
  readonly lineage: { readonly complete: boolean; readonly edges: readonly ColumnEdge[] };
}

/** `GET /namespaces/{namespace}/datasets/{dataset}`. */
export const dataset: ReadPath = {
  path: '/namespaces/:namespace/datasets/:dataset',
  async read(ask, parameters) {
    const ref = datasetRef({ namespace: parameters.part('namespace'), name: parameters.part('dataset') });
    const { datasetName, lineage } = await ask<Answer>(ONE_DATASET, { ref });
    // A name that is linked answers as its dataset does.
    const columns = columnLineageShape(datasetName.dataset?.code ?? ref, lineage.edges);
    return whole({ ...datasetShape(datasetName), columnLineage: columns });
  },
};
