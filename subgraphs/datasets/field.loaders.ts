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
      (refs: readonly string[]) => em.find(FieldEntity, { $and: [{ ref: { $in: [...refs] } }, visible] } as never),
      (field) => field.ref,
    ),
    ofDataset: manyByKey(
      scope,
      (codes: readonly string[]) =>
        em.find(FieldEntity, { $and: [{ dataset: { $in: [...codes] } }, visible] } as never, {
          orderBy: { dataset: 'asc', position: 'asc' } as never,
        }),
      (field) => field.dataset,
    ),
  };
}

/** The loaders of one request. */
export type FieldLoaders = ReturnType<typeof fieldLoaders>;
