import { readRows } from '../../kernel/database/read-rows.ts';
import { manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { PolicyDocumentEntity } from './policy-document.entity.ts';

/** Per-request loaders of policy documents: one statement, however many are asked for. */
export function policyDocumentLoaders(scope: RequestScope) {
  const { em } = scope;
  return {
    byCode: oneByKey(
      scope,
      (codes: readonly string[]) => readRows(em, PolicyDocumentEntity, { code: { $in: [...codes] } }),
      (document) => document.code,
    ),
    /** Those that a document replaced, by number. */
    replacedBy: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(em, PolicyDocumentEntity, { replacedByCode: { $in: [...codes] } }, { orderBy: { code: 'asc' } }),
      (document) => document.replacedByCode ?? '',
    ),
  };
}

/** The loaders of one request. */
export type PolicyDocumentLoaders = ReturnType<typeof policyDocumentLoaders>;
