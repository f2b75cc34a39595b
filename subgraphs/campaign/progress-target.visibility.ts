import type { EntityManager } from '@mikro-orm/postgresql';
import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { ofVisibleDatasetsOrNone } from '../../kernel/dataset-visibility/of-visible-datasets.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import type { Condition } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { ProgressTargetFilter } from './progress-target.inputs.ts';

/** Targets and reports that exist for a viewer: those of datasets that the viewer sees, and those of no dataset. */
export const seenProgress = (em: EntityManager, viewer: Viewer): Condition => ofVisibleDatasetsOrNone(em, viewer);

/** The condition that a filter asks for, without what the viewer may see. */
export function askedTargets(em: EntityManager, filter: ProgressTargetFilter | null): Condition {
  const agency = filter?.agency ?? null;
  const training = filter?.training ?? null;
  const own = definedOnly({
    campaignCode: filter?.campaign ?? undefined,
    datasetCode: filter?.dataset ?? undefined,
    taskCode: filter?.task ?? undefined,
    year: filter?.year ?? undefined,
  });
  const published = () =>
    em.createQueryBuilder(DatasetVisibilityEntity, 'published').select('code').where({ publisherCode: agency });
  return {
    $and: [
      own,
      ...(training === null ? [] : [{ trainingTopic: training ? { $ne: null } : null }]),
      ...(agency === null ? [] : [{ $or: [{ agencyCode: agency }, { datasetCode: { $in: published() } }] }]),
    ],
  };
}
