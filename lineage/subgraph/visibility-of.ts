import type { Viewer } from '../../kernel/identity/viewer.ts';
import { seesAllDatasets, seesDataset } from '../../kernel/identity/visibility.ts';
import type { Visibility } from '../projection/visibility.ts';

/**
 * What a viewer sees of the graph, by the one rule of the kernel; null hides nothing. Names that are not in the catalog
 * are the stewards' to resolve, so they see them; developers and anonymous do not. Of
 * datasets of other agencies stewards learn that they are on the way, and whom to ask.
 */
export const visibilityOf = (viewer: Viewer): Visibility | null =>
  seesAllDatasets(viewer)
    ? null
    : {
        hidden: viewer.role === 'steward' ? 'OPAQUE' : 'ABSENT',
        key: JSON.stringify([viewer.role, [...viewer.agencies].sort()]),
        sees: ({ facts }) => (facts === null ? viewer.role === 'steward' : seesDataset(viewer, facts)),
      };
