import { readRows } from '../../kernel/database/read-rows.ts';
import { manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { RequiredElementEntity, StandardEntity } from './standard.entity.ts';

/** Per-request loaders of standards and what they require: one statement each, however many are asked for. */
export function standardLoaders(scope: RequestScope) {
  const { em } = scope;
  return {
    byCode: oneByKey(
      scope,
      (codes: readonly string[]) => readRows(em, StandardEntity, { code: { $in: [...codes] } }),
      (standard) => standard.code,
    ),
    replacedBy: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(em, StandardEntity, { replacedByCode: { $in: [...codes] } }, { orderBy: { code: 'asc' } }),
      (standard) => standard.replacedByCode ?? '',
    ),
    requiredElements: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(em, RequiredElementEntity, { standardCode: { $in: [...codes] } }, { orderBy: { name: 'asc' } }),
      (required) => required.standardCode,
    ),
  };
}

/** The loaders of one request. */
export type StandardLoaders = ReturnType<typeof standardLoaders>;
