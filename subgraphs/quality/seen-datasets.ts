import type { EntityManager } from '@mikro-orm/postgresql';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';

/** A statement with its parameters, to stand inside another one. */
export interface Subquery {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Codes of the datasets that the viewer sees. Row policies hide the same ones; this is the first fence. */
export function seenDatasets(em: EntityManager, viewer: Viewer): Subquery {
  const query = em
    .createQueryBuilder(DatasetVisibilityEntity, 'seen')
    .select('code')
    .where(datasetCondition(viewer) as never);
  return { sql: query.getQuery(), parameters: query.getParams() };
}
