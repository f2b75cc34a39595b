import type { EntityManager } from '@mikro-orm/postgresql';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { seesAllDatasets } from '../../kernel/identity/visibility.ts';
import type { Condition } from '../../kernel/pagination/page.ts';

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
