import type { EntityManager } from '@mikro-orm/postgresql';
import { unknownCode } from '../database/unknown-code.ts';
import type { Viewer } from '../identity/viewer.ts';
import { datasetCondition } from './condition.ts';
import { DatasetVisibilityEntity } from './dataset-visibility.entity.ts';

/**
 * Lets through datasets that exist for the viewer. One that is hidden is answered as one that does not exist, and so is
 * one whose declaration has not arrived here yet.
 * @throws NotFoundError for the first that does not, with near codes among those that the viewer sees.
 */
export async function requireVisibleDatasets(
  em: EntityManager,
  viewer: Viewer,
  codes: readonly string[],
): Promise<void> {
  if (codes.length === 0) return;
  const seen = datasetCondition(viewer);
  const rows = await em.find(DatasetVisibilityEntity, { $and: [{ code: { $in: [...codes] } }, seen] } as never, {
    fields: ['code'],
  });
  const found = new Set(rows.map(({ code }) => code));
  const unknown = codes.find((code) => !found.has(code));
  if (unknown !== undefined) throw await unknownCode(em, DatasetVisibilityEntity, 'dataset', unknown, seen);
}
