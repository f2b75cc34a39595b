import { visibleCodes } from '../../kernel/dataset-visibility/visible-codes.ts';
import { type Loader, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';

/** Per-request loader that keeps of dataset codes those that the viewer may see: one statement, however many are asked for. */
export const seenDatasets = (scope: RequestScope): Loader<string, string | null> =>
  oneByKey(
    scope,
    async (codes: readonly string[]) => [...(await visibleCodes(scope.em, scope.viewer, codes))],
    (code) => code,
  );
