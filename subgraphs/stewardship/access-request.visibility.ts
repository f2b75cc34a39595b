import type { EntityManager } from '@mikro-orm/postgresql';
import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { seesAllDatasets } from '../../kernel/identity/visibility.ts';
import type { Condition } from '../../kernel/pagination/page.ts';

const NONE: Condition = { code: { $in: [] } };

/**
 * Which access requests exist for a viewer, as a condition on `AccessRequestEntity`: all for architects and
 * administrators; for a steward those that one of the agencies made, and those for a dataset that one of them
 * publishes; none for anybody else.
 */
export function accessRequestCondition(em: EntityManager, viewer: Viewer): Condition {
  if (seesAllDatasets(viewer)) return {};
  if (viewer.role !== 'steward' || viewer.agencies.length === 0) return NONE;
  const agencies = [...viewer.agencies];
  const published = em
    .createQueryBuilder(DatasetVisibilityEntity, 'published')
    .select('code')
    .where({ publisherCode: { $in: agencies } });
  return { $or: [{ requesterCode: { $in: agencies } }, { datasetCode: { $in: published } }] };
}
