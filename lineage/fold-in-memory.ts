import { foldChanges } from './domain/fold.ts';
import type { Projection } from './projection/projection.ts';
import { sliceOf } from './projection/slice.ts';
import type { FoldTarget } from './projector.ts';

/** Folds onto the projection itself: for a projector that waits for no store. Nobody else writes it. */
export const foldInMemory = (projection: () => Projection): FoldTarget => ({
  revision: async () => projection().revision,
  apply: async (changes) => ({ applied: true, records: foldChanges(sliceOf(projection(), changes), changes) }),
  changesSince: async () => ({ revision: projection().revision, records: [] }),
});
