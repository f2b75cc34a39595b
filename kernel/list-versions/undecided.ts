import { DataListState } from './list-version-state.ts';

/** What a version of a list holds of decisions before there is one. */
export const UNDECIDED = {
  state: DataListState.PROPOSED,
  document: null,
  article: null,
  approvedOn: null,
  supersededOn: null,
  rejectedOn: null,
  reasonVi: null,
  reasonEn: null,
};
