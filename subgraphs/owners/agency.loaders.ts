import { readRows } from '../../kernel/database/read-rows.ts';
import { manyByKey, oneByKey, present } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { AgencyEntity, ContactPointEntity, StewardEntity, SuccessionEntity } from './agency.entity.ts';

/** Per-request loaders of agencies and what hangs on them: one statement each, however many are asked for. */
export function agencyLoaders(scope: RequestScope) {
  const { em } = scope;
  const byCode = oneByKey(
    scope,
    (codes: readonly string[]) => readRows(em, AgencyEntity, { code: { $in: [...codes] } }),
    (agency) => agency.code,
  );
  const predecessorLinks = manyByKey(
    scope,
    (codes: readonly string[]) =>
      readRows(em, SuccessionEntity, { successorCode: { $in: [...codes] } }, { orderBy: { predecessorCode: 'asc' } }),
    (link) => link.successorCode,
  );
  const successorLinks = manyByKey(
    scope,
    (codes: readonly string[]) =>
      readRows(em, SuccessionEntity, { predecessorCode: { $in: [...codes] } }, { orderBy: { successorCode: 'asc' } }),
    (link) => link.predecessorCode,
  );
  return {
    byCode,
    children: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(em, AgencyEntity, { parentCode: { $in: [...codes] } }, { orderBy: { code: 'asc' } }),
      (agency) => agency.parentCode ?? '',
    ),
    predecessors: async (code: string) =>
      present(await byCode.loadMany((await predecessorLinks.load(code)).map((link) => link.predecessorCode))),
    successors: async (code: string) =>
      present(await byCode.loadMany((await successorLinks.load(code)).map((link) => link.successorCode))),
    contactPoints: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(em, ContactPointEntity, { agencyCode: { $in: [...codes] } }, { orderBy: { postVi: 'asc' } }),
      (contact) => contact.agencyCode,
    ),
    stewards: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          StewardEntity,
          { agencyCode: { $in: [...codes] } },
          { orderBy: { validFrom: 'asc', postVi: 'asc' } },
        ),
      (steward) => steward.agencyCode,
    ),
  };
}

/** The loaders of one request. */
export type AgencyLoaders = ReturnType<typeof agencyLoaders>;
