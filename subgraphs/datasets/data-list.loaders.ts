import { readRows } from '../../kernel/database/read-rows.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { manyByKey, oneByKey, present } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import {
  DataListEntity,
  DataListMemberEntity,
  DataListPlatformEntity,
  DataListVersionEntity,
  type DataListVersionRow,
} from './data-list.entity.ts';

/** Per-request loaders of lists. Everybody sees the lists; of their members those that the viewer may see. */
export function dataListLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  const visible = { dataset: datasetCondition(viewer) };
  const versionById = oneByKey(
    scope,
    (ids: readonly string[]) => readRows(em, DataListVersionEntity, { id: { $in: [...ids] } }),
    (version) => version.id,
  );
  const membershipsOf = manyByKey(
    scope,
    (codes: readonly string[]) =>
      readRows(em, DataListMemberEntity, { $and: [{ dataset: { $in: [...codes] } }, visible] }),
    (member) => member.dataset,
  );
  const namingPlatform = manyByKey(
    scope,
    (codes: readonly string[]) => readRows(em, DataListPlatformEntity, { platformCode: { $in: [...codes] } }),
    (named) => named.platformCode,
  );
  const inOrder = async (ids: readonly string[]): Promise<DataListVersionRow[]> =>
    present(await versionById.loadMany([...ids])).sort((a, b) =>
      a.listCode < b.listCode ? -1 : a.listCode > b.listCode ? 1 : a.version - b.version,
    );
  return {
    byCode: oneByKey(
      scope,
      (codes: readonly string[]) => readRows(em, DataListEntity, { code: { $in: [...codes] } }),
      (list) => list.code,
    ),
    versions: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          DataListVersionEntity,
          { listCode: { $in: [...codes] } },
          { orderBy: { listCode: 'asc', version: 'asc' } },
        ),
      (version) => version.listCode,
    ),
    members: manyByKey(
      scope,
      (ids: readonly string[]) =>
        readRows(
          em,
          DataListMemberEntity,
          { $and: [{ versionId: { $in: [...ids] } }, visible] },
          {
            orderBy: { versionId: 'asc', dataset: 'asc' },
          },
        ),
      (member) => member.versionId,
    ),
    platforms: manyByKey(
      scope,
      (ids: readonly string[]) =>
        readRows(
          em,
          DataListPlatformEntity,
          { versionId: { $in: [...ids] } },
          { orderBy: [{ versionId: 'asc' }, { platformCode: 'asc' }] },
        ),
      (named) => named.versionId,
    ),
    /** The versions that name a dataset, by list and number. */
    versionsNaming: async (dataset: string): Promise<DataListVersionRow[]> =>
      inOrder((await membershipsOf.load(dataset)).map((member) => member.versionId)),
    /** The versions that name a platform, by list and number. */
    versionsNamingPlatform: async (platform: string): Promise<DataListVersionRow[]> =>
      inOrder((await namingPlatform.load(platform)).map((named) => named.versionId)),
  };
}

/** The loaders of one request. */
export type DataListLoaders = ReturnType<typeof dataListLoaders>;
