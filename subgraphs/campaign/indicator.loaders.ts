import { readRows } from '../../kernel/database/read-rows.ts';
import { oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { IndicatorEntity } from './indicator.entity.ts';

/** Per-request loaders of indicators: one statement, however many are asked for. */
export const indicatorLoaders = (scope: RequestScope) => ({
  byCode: oneByKey(
    scope,
    (codes: readonly string[]) => readRows(scope.em, IndicatorEntity, { code: { $in: [...codes] } }),
    (indicator) => indicator.code,
  ),
});

/** The loaders of one request. */
export type IndicatorLoaders = ReturnType<typeof indicatorLoaders>;
