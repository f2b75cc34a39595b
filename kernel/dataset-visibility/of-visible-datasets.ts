import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../identity/viewer.ts';
import { seesAllDatasets } from '../identity/visibility.ts';
import type { Condition } from '../pagination/page.ts';
import { datasetCondition } from './condition.ts';
import { DatasetVisibilityEntity } from './dataset-visibility.entity.ts';

/** Condition on an entity with the property datasetCode: only links of datasets that the viewer sees. */
export const ofVisibleDatasets = (em: EntityManager, viewer: Viewer): Condition =>
  seesAllDatasets(viewer)
    ? {}
    : {
        datasetCode: {
          $in: em
            .createQueryBuilder(DatasetVisibilityEntity, 'seen')
            .select('code')
            .where(datasetCondition(viewer) as never),
        },
      };

/** The same where some rows belong to no dataset: those, with a null in datasetCode, everybody sees. */
export const ofVisibleDatasetsOrNone = (em: EntityManager, viewer: Viewer): Condition =>
  seesAllDatasets(viewer) ? {} : { $or: [{ datasetCode: null }, ofVisibleDatasets(em, viewer)] };
