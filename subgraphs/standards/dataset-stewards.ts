import type { EntityManager } from '@mikro-orm/postgresql';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { requireAdministrator, requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { seesAllDatasets } from '../../kernel/identity/visibility.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';

const MOST_CANDIDATES = 5_000;

/**
 * Lets administrators through, and stewards of the publisher of every one of the datasets. A dataset that is hidden
 * from a steward is answered as one that does not exist; other roles are refused before any dataset is looked at.
 * @throws UnauthenticatedError, ForbiddenError; NotFoundError naming the first dataset that the steward does not see.
 */
export async function requireStewardOfDatasets(
  em: EntityManager,
  viewer: Viewer,
  datasets: Iterable<string>,
  what: string,
): Promise<void> {
  if (viewer.role === 'anonymous' || seesAllDatasets(viewer)) return requireAdministrator(viewer, what);
  if (viewer.role !== 'steward') {
    return requireAdministrator(viewer, `${what} without being steward of the publisher of the dataset`);
  }
  const asked = [...new Set(datasets)];
  const seen = datasetCondition(viewer);
  const rows = await em.find(DatasetVisibilityEntity, { $and: [{ code: { $in: asked } }, seen] } as never);
  const publishers = new Map(rows.map((row) => [row.code, row.publisherCode]));
  for (const code of asked) {
    const publisher = publishers.get(code);
    if (publisher === undefined) {
      const near = await em.find(DatasetVisibilityEntity, seen as never, {
        limit: MOST_CANDIDATES,
        orderBy: { code: 'asc' },
      });
      throw new NotFoundError(
        'dataset',
        code,
        didYouMean(
          code,
          near.map((row) => row.code),
        ),
      );
    }
    requireStewardOf(viewer, publisher, `${what} of ${code}`);
  }
}
