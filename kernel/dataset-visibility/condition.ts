import type { Viewer } from '../identity/viewer.ts';
import { seesAllDatasets } from '../identity/visibility.ts';
import type { Condition } from '../pagination/page.ts';

const OPEN: Condition = { sharingClass: 'OPEN', importanceClass: 'OTHER' };

const DEVELOPER: Condition = {
  importanceClass: 'OTHER',
  $or: [{ sharingClass: { $in: ['OPEN', 'SHARED'] } }, { tier: { $in: ['NATIONAL', 'MINISTRY'] } }],
};

/**
 * The rule of `seesDataset` as a condition on an entity with the properties publisherCode, tier, sharingClass and
 * importanceClass.
 */
export function datasetCondition(viewer: Viewer): Condition {
  if (seesAllDatasets(viewer)) return {};
  switch (viewer.role) {
    case 'steward':
      return { $or: [{ publisherCode: { $in: [...viewer.agencies] } }, DEVELOPER] };
    case 'developer':
    case 'service':
      return DEVELOPER;
    default:
      return OPEN;
  }
}
