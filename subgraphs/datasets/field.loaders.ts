import { readRows } from '../../kernel/database/read-rows.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { FieldEntity } from './field.entity.ts';

/** Per-request loaders of fields; those of datasets that the viewer may not see are not found. */
export function fieldLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  const visible = { dataset: datasetCondition(viewer) };
  return {
    byRef: oneByKey(
      scope,
      (refs: readonly string[]) => readRows(em, FieldEntity, { $and: [{ ref: { $in: [...refs] } }, visible] }),
      (field) => field.ref,
    ),
    ofDataset: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          FieldEntity,
          { $and: [{ dataset: { $in: [...codes] } }, visible] },
          {
            orderBy: { dataset: 'asc', position: 'asc' },
          },
        ),
      (field) => field.dataset,
    ),
  };
}

/** The loaders of one request. */
export type FieldLoaders = ReturnType<typeof fieldLoaders>;
