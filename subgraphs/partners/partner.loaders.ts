import { readRows } from '../../kernel/database/read-rows.ts';
import { oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { PartnerEntity } from './partner.entity.ts';

/** Per-request loaders of partners: one statement, however many are asked for. */
export const partnerLoaders = (scope: RequestScope) => ({
  byCode: oneByKey(
    scope,
    (codes: readonly string[]) => readRows(scope.em, PartnerEntity, { code: { $in: [...codes] } }),
    (partner) => partner.code,
  ),
});

/** The loaders of one request. */
export type PartnerLoaders = ReturnType<typeof partnerLoaders>;
