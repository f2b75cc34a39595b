import type { EntityManager } from '@mikro-orm/postgresql';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';

/** Most datasets that are looked at for a suggestion. */
const MOST_CANDIDATES = 5_000;

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
  if (unknown === undefined) return;
  const near = await em.find(DatasetVisibilityEntity, seen as never, {
    fields: ['code'],
    limit: MOST_CANDIDATES,
    orderBy: { code: 'asc' },
  });
  throw new NotFoundError(
    'dataset',
    unknown,
    didYouMean(
      unknown,
      near.map(({ code }) => code),
    ),
  );
}
