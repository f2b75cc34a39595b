import { type AskedDataset, DATASET, datasetShape } from './dataset-shape.ts';
import { type AskedPage, pieceOf } from './pages.ts';
import type { ReadPath } from './path.ts';

const DATASETS = /* GraphQL */ `
  query MarquezDatasets($namespace: String, $first: Int!, $skip: Int!) {
    datasetNames(namespace: $namespace, first: $first, skip: $skip) { totalCount nodes { ...MarquezDataset } }
  }
  ${DATASET}
`;

/** `GET /namespaces/{namespace}/datasets`. */
export const datasets: ReadPath = {
  path: '/namespaces/:namespace/datasets',
  async read(ask, parameters) {
    const { nodes, totalCount, complete } = await pieceOf(
      ask,
      DATASETS,
      { namespace: parameters.part('namespace') },
      parameters,
      ({ datasetNames }: { datasetNames: AskedPage<AskedDataset> }) => datasetNames,
    );
    return { body: { datasets: nodes.map(datasetShape), totalCount }, complete };
  },
};
