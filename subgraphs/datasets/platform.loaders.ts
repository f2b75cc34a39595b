import { readRows } from '../../kernel/database/read-rows.ts';
import { oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { PlatformEntity } from './platform.entity.ts';

/** Per-request loaders of platforms; everybody sees them. */
export function platformLoaders(scope: RequestScope) {
  const { em } = scope;
  return {
    byCode: oneByKey(
      scope,
      (codes: readonly string[]) => readRows(em, PlatformEntity, { code: { $in: [...codes] } }),
      (platform) => platform.code,
    ),
  };
}

/** The loaders of one request. */
export type PlatformLoaders = ReturnType<typeof platformLoaders>;
