import { readRows } from '../../kernel/database/read-rows.ts';
import { oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { DataElementEntity } from './data-element.entity.ts';

/** Per-request loaders of elements of the dictionary: one statement, however many are asked for. */
export function dataElementLoaders(scope: RequestScope) {
  const { em } = scope;
  return {
    byCode: oneByKey(
      scope,
      (codes: readonly string[]) => readRows(em, DataElementEntity, { code: { $in: [...codes] } }),
      (element) => element.code,
    ),
  };
}

/** The loaders of one request. */
export type DataElementLoaders = ReturnType<typeof dataElementLoaders>;
