import { readRows } from '../../kernel/database/read-rows.ts';
import { ofVisibleDatasets } from '../../kernel/dataset-visibility/of-visible-datasets.ts';
import { manyByKey, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { DataElementEntity, type DataElementRow } from './data-element.entity.ts';
import { ElementBindingEntity } from './field-binding.entity.ts';
import { HomonymEntity } from './homonym.entity.ts';
import { BindingDecisionEntity, type BindingDecisionRow } from './suggestion.entity.ts';
import type { Precedent } from './suggestion-ranking.ts';

/** Most elements of the dictionary that are compared with a column, by code. */
const MOST_ELEMENTS = 5_000;

/** Per-request loaders of what suggestions are made of; precedents and decisions only of datasets that the viewer sees. */
export function suggestionLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  let elements: Promise<DataElementRow[]> | undefined;
  return {
    /** The dictionary, read once a request. */
    elements: () => {
      elements ??= readRows(em, DataElementEntity, {}, { orderBy: { code: 'asc' }, limit: MOST_ELEMENTS });
      return elements;
    },
    /** Bindings of columns by their name. */
    precedentsOfName: manyByKey(
      scope,
      async (names: readonly string[]) => {
        const rows = await readRows(em, ElementBindingEntity, {
          $and: [{ fieldName: { $in: [...names] } }, ofVisibleDatasets(em, viewer)],
        });
        const counted = Map.groupBy(rows, ({ fieldName, elementCode }) => JSON.stringify([fieldName, elementCode]));
        return [...counted.values()].flatMap(([first, ...others]) =>
          first === undefined
            ? []
            : [{ name: first.fieldName, elementCode: first.elementCode, columns: 1 + others.length }],
        );
      },
      (precedent: Precedent & { readonly name: string }) => precedent.name,
    ),
    homonymByName: oneByKey(
      scope,
      (names: readonly string[]) => readRows(em, HomonymEntity, { name: { $in: [...names] } }),
      (homonym) => homonym.name,
    ),
    decisionsOfDataset: manyByKey(
      scope,
      (codes: readonly string[]) =>
        readRows(
          em,
          BindingDecisionEntity,
          { $and: [{ datasetCode: { $in: [...codes] } }, ofVisibleDatasets(em, viewer)] },
          { orderBy: { fieldName: 'asc', elementCode: 'asc' } },
        ),
      (decision: BindingDecisionRow) => decision.datasetCode,
    ),
  };
}

/** The loaders of one request. */
export type SuggestionLoaders = ReturnType<typeof suggestionLoaders>;
