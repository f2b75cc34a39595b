import type { Viewer } from './viewer.ts';

/** The facts of a dataset that decide who sees it. */
export interface DatasetFacts {
  readonly publisher: string;
  readonly tier: 'NATIONAL' | 'MINISTRY' | 'SPECIALIZED' | 'OPEN';
  readonly sharingClass: 'SHARED' | 'PRIVATE' | 'OPEN' | null;
  readonly importanceClass: 'CORE' | 'IMPORTANT' | 'OTHER';
}

/** Architects and administrators see everything. */
export const seesAllDatasets = (viewer: Viewer): boolean =>
  viewer.role === 'architect' || viewer.role === 'administrator' || viewer.system === true;

const developerSees = (dataset: DatasetFacts): boolean =>
  dataset.importanceClass === 'OTHER' &&
  (dataset.sharingClass === 'OPEN' ||
    dataset.sharingClass === 'SHARED' ||
    dataset.tier === 'NATIONAL' ||
    dataset.tier === 'MINISTRY');

/**
 * Whether a dataset exists for a viewer. Anonymous: open datasets. Developer: also shared, national and ministry ones,
 * none whose importance is important or core. Steward: also all of the agencies in the token. Architect and
 * administrator: all. `datasetCondition` says the same as a query condition; a test holds them together.
 */
export function seesDataset(viewer: Viewer, dataset: DatasetFacts): boolean {
  if (seesAllDatasets(viewer)) return true;
  switch (viewer.role) {
    case 'steward':
      return viewer.agencies.includes(dataset.publisher) || developerSees(dataset);
    case 'developer':
    case 'service':
      return developerSees(dataset);
    default:
      return dataset.sharingClass === 'OPEN' && dataset.importanceClass === 'OTHER';
  }
}
