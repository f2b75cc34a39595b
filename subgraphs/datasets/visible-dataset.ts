import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { readRows } from '../../kernel/database/read-rows.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import type { NotFoundError } from '../../kernel/errors/errors.ts';
import { requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { DatasetEntity, type DatasetRow } from './dataset.entity.ts';

/** The error for a dataset that does not exist for a viewer: a hidden one and none at all give the same. */
export const noSuchDataset = (em: EntityManager, viewer: Viewer, code: string): Promise<NotFoundError> =>
  unknownCode(em, DatasetEntity, 'dataset', code, datasetCondition(viewer));

/**
 * The dataset, if it exists for the viewer; to be read, not to be changed.
 * @throws NotFoundError with near codes that the viewer may see.
 */
export async function visibleDataset(em: EntityManager, viewer: Viewer, code: string): Promise<DatasetRow> {
  const [dataset] = await readRows(em, DatasetEntity, { $and: [{ code }, datasetCondition(viewer)] });
  if (dataset === undefined) throw await noSuchDataset(em, viewer, code);
  return dataset;
}

/**
 * The dataset for a change, locked until the transaction ends, so that what is told of it is what was stored, in the
 * order in which it was stored. Locked only after the viewer was let through.
 * @param what what is attempted, as a verb phrase: "change a dataset".
 * @throws NotFoundError when the viewer does not see it, then what `requireStewardOf` throws.
 */
export async function ownDataset(em: EntityManager, viewer: Viewer, code: string, what: string): Promise<DatasetRow> {
  const seen = await visibleDataset(em, viewer, code);
  requireStewardOf(viewer, seen.publisherCode, what);
  const dataset = await em.findOneOrFail(
    DatasetEntity,
    { code },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  requireStewardOf(viewer, dataset.publisherCode, what);
  return dataset;
}
