import type { QualityCriterion } from '../../kernel/graphql/quality-criterion.ts';
import type { ProfileRow } from './profile.entity.ts';
import type { Profile } from './score.ts';

/** Stands for every list that has no profile of its own; no list has such a code. */
export const DEFAULT_LIST = '-';

const EQUAL = 1 / 6;

/** What holds until somebody sets something: equal weights, no pass mark. Illustrative: no document states weights. */
export const EQUAL_WEIGHTS: ProfileRow = {
  listCode: DEFAULT_LIST,
  weightAccurate: EQUAL,
  weightComplete: EQUAL,
  weightClean: EQUAL,
  weightLive: EQUAL,
  weightUnified: EQUAL,
  weightSharedUse: EQUAL,
  markAccurate: null,
  markComplete: null,
  markClean: null,
  markLive: null,
  markUnified: null,
  markSharedUse: null,
  passMark: null,
  documentCode: null,
  mark: 'ILLUSTRATIVE',
  source: null,
};

/** Weights by criterion. */
export const weightsOf = (row: ProfileRow): Record<QualityCriterion, number> => ({
  ACCURATE: row.weightAccurate,
  COMPLETE: row.weightComplete,
  CLEAN: row.weightClean,
  LIVE: row.weightLive,
  UNIFIED: row.weightUnified,
  SHARED_USE: row.weightSharedUse,
});

/** A profile as scores are computed with it. */
export const profileOf = (row: ProfileRow): Profile => ({
  weights: weightsOf(row),
  marks: {
    ACCURATE: row.markAccurate,
    COMPLETE: row.markComplete,
    CLEAN: row.markClean,
    LIVE: row.markLive,
    UNIFIED: row.markUnified,
    SHARED_USE: row.markSharedUse,
  },
  passMark: row.passMark,
});
