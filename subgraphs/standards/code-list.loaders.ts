import { readRows } from '../../kernel/database/read-rows.ts';
import { manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { CodeListEntity, ListedCodeEntity } from './code-list.entity.ts';

/** Per-request loaders of code lists and their values: one statement each, however many are asked for. */
export function codeListLoaders(scope: RequestScope) {
  const { em } = scope;
  return {
    byCode: oneByKey(
      scope,
      (codes: readonly string[]) => readRows(em, CodeListEntity, { code: { $in: [...codes] } }),
      (list) => list.code,
    ),
    codes: manyByKey(
      scope,
      (lists: readonly string[]) =>
        readRows(
          em,
          ListedCodeEntity,
          { listCode: { $in: [...lists] } },
          { orderBy: { position: 'asc', code: 'asc' } },
        ),
      (listed) => listed.listCode,
    ),
  };
}

/** The loaders of one request. */
export type CodeListLoaders = ReturnType<typeof codeListLoaders>;
