import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { Direction } from '../../kernel/pagination/ordering.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { byKeyAndArguments, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { SchemaVersionEntity } from './schema-version.entity.ts';
import { SCHEMA_VERSIONS } from './schema-version.inputs.ts';

const NEWEST_FIRST = { field: 'VERSION', direction: Direction.DESC } as const;

/** Per-request loaders of schema versions; those of datasets that the viewer may not see are not found. */
export function schemaVersionLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  const visible = { dataset: datasetCondition(viewer) };
  return {
    ofDataset: byKeyAndArguments(
      scope,
      (codes: readonly string[], page: { readonly first: number; readonly after: string | null }) =>
        pagesByKey(em, SchemaVersionEntity, SCHEMA_VERSIONS, 'dataset', codes, visible, {
          ...page,
          orderBy: NEWEST_FIRST,
        }),
    ),
    /** What a version holds, which its row leaves out. */
    contents: oneByKey(
      scope,
      (ids: readonly string[]) =>
        em.find(SchemaVersionEntity, { $and: [{ id: { $in: [...ids] } }, visible] } as never, {
          populate: ['fields', 'changes'],
          disableIdentityMap: true,
        }),
      (version) => version.id,
    ),
  };
}

/** The loaders of one request. */
export type SchemaVersionLoaders = ReturnType<typeof schemaVersionLoaders>;
