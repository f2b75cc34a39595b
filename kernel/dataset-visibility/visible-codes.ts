import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../identity/viewer.ts';
import { seesAllDatasets } from '../identity/visibility.ts';
import { datasetCondition } from './condition.ts';
import { DatasetVisibilityEntity } from './dataset-visibility.entity.ts';

/** Those of the codes that the viewer may see: one statement, none for a viewer who sees everything. */
export async function visibleCodes(
  em: EntityManager,
  viewer: Viewer,
  codes: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const asked = new Set(codes);
  if (asked.size === 0 || seesAllDatasets(viewer)) return asked;
  const rows = await em.find(
    DatasetVisibilityEntity,
    { $and: [{ code: { $in: [...asked] } }, datasetCondition(viewer)] } as never,
    { fields: ['code'] },
  );
  return new Set(rows.map((row) => row.code));
}
