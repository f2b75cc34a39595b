import { type AskedDataset, DATASET, datasetShape, datasetVersion } from './dataset-shape.ts';
import { datasetRef } from './names.ts';
import type { ReadPath } from './path.ts';

const VERSIONS = /* GraphQL */ `
  query MarquezDatasetVersions($ref: NodeRef!) {
    datasetName(ref: $ref) { ...MarquezDataset }
  }
  ${DATASET}
`;

const CATALOG_VERSIONS = /* GraphQL */ `
  query MarquezSchemaVersions($code: ID!) {
    dataset(code: $code) { schemaVersions(first: 200) { totalCount nodes { version recordedAt fields { name type } } } }
  }
`;

interface SchemaVersion {
  readonly version: number;
  readonly recordedAt: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
}

interface CatalogAnswer {
  readonly dataset: {
    readonly schemaVersions: { readonly totalCount: number; readonly nodes: readonly SchemaVersion[] };
  } | null;
}

/**
 * `GET /namespaces/{namespace}/datasets/{dataset}/versions`: of a dataset of the catalog the versions of its schema, newest
 * first; of a name the version that it is in now, which `complete` tells apart.
 */
export const datasetVersions: ReadPath = {
  path: '/namespaces/:namespace/datasets/:dataset/versions',
  async read(ask, parameters) {
    const ref = datasetRef({ namespace: parameters.part('namespace'), name: parameters.part('dataset') });
    const { datasetName } = await ask<{ datasetName: AskedDataset }>(VERSIONS, { ref });
    const now = datasetShape(datasetName);
    const version = (id: string, createdAt: string | null, fields: unknown) => ({
      ...now,
      id: { ...now.id, version: id },
      version: id,
      createdAt,
      createdByRun: null,
      lifecycleState: now.lastLifecycleState,
      fields,
    });
    const code = datasetName.dataset?.code;
    if (code === undefined) {
      const only = version(now.currentVersion, now.updatedAt, now.fields);
      return { body: { versions: [only], totalCount: 1 }, complete: false };
    }
    const { dataset } = await ask<CatalogAnswer>(CATALOG_VERSIONS, { code });
    const { nodes = [], totalCount = 0 } = dataset?.schemaVersions ?? {};
    const versions = nodes
      .toSorted((a, b) => b.version - a.version)
      .map(({ fields, recordedAt, version: number }) =>
        version(
          datasetVersion({ ...datasetName, columns: fields, version: String(number) }),
          recordedAt,
          fields.map((field) => ({ ...field, tags: [], description: null })),
        ),
      );
    return { body: { versions, totalCount }, complete: versions.length >= totalCount };
  },
};
