import { readRows } from '../../kernel/database/read-rows.ts';
import { ofVisibleDatasets } from '../../kernel/dataset-visibility/of-visible-datasets.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { byKeyAndArguments, manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { DescribedFieldEntity, type DescribedFieldRow } from './described-field.entity.ts';
import { FIELDS_OF_HOMONYM } from './homonym.inputs.ts';
import type { NestedPage } from './nested-page.ts';

/** Per-request loaders of fields with what the dictionary says of them; only of datasets that the viewer sees. */
export function describedFieldLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  return {
    ofDataset: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          DescribedFieldEntity,
          { $and: [{ datasetCode: { $in: [...codes] } }, ofVisibleDatasets(em, viewer)] },
          { orderBy: { datasetCode: 'asc', position: 'asc' } },
        ),
      (field: DescribedFieldRow) => field.datasetCode,
    ),
    byRef: oneByKey(
      scope,
      (refs: readonly string[]) =>
        readRows(em, DescribedFieldEntity, { $and: [{ ref: { $in: [...refs] } }, ofVisibleDatasets(em, viewer)] }),
      (field: DescribedFieldRow) => field.ref,
    ),
    named: byKeyAndArguments(scope, (names, page: NestedPage) =>
      pagesByKey(em, DescribedFieldEntity, FIELDS_OF_HOMONYM, 'fieldName', names, ofVisibleDatasets(em, viewer), page),
    ),
  };
}

/** The loaders of one request. */
export type DescribedFieldLoaders = ReturnType<typeof describedFieldLoaders>;
