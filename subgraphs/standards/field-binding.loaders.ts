import { readRows } from '../../kernel/database/read-rows.ts';
import { ofVisibleDatasets } from '../../kernel/dataset-visibility/of-visible-datasets.ts';
import { pagesByKey } from '../../kernel/pagination/pages-by-key.ts';
import { byKeyAndArguments, oneByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { CodeListBindingEntity, ElementBindingEntity, FieldCodeListEntity } from './field-binding.entity.ts';
import { FIELDS_OF_CODE_LIST, FIELDS_OF_ELEMENT } from './field-binding.inputs.ts';
import type { NestedPage } from './nested-page.ts';

/**
 * Per-request loaders of what binds fields to the dictionary. Those by field are asked for fields that the viewer sees;
 * those of an element or code list keep to them.
 */
export function fieldBindingLoaders(scope: RequestScope) {
  const { em, viewer } = scope;
  return {
    elementOfField: oneByKey(
      scope,
      (refs: readonly string[]) =>
        readRows(em, ElementBindingEntity, {
          $and: [{ ref: { $in: [...refs] } }, ofVisibleDatasets(em, viewer)],
        }),
      (binding) => binding.ref,
    ),
    ownCodeListOfField: oneByKey(
      scope,
      (refs: readonly string[]) =>
        readRows(em, CodeListBindingEntity, {
          $and: [{ ref: { $in: [...refs] } }, ofVisibleDatasets(em, viewer)],
        }),
      (binding) => binding.ref,
    ),
    codeListOfField: oneByKey(
      scope,
      (refs: readonly string[]) =>
        readRows(em, FieldCodeListEntity, {
          $and: [{ ref: { $in: [...refs] } }, ofVisibleDatasets(em, viewer)],
        }),
      (binding) => binding.ref,
    ),
    fieldsOfElement: byKeyAndArguments(scope, (codes, page: NestedPage) =>
      pagesByKey(
        em,
        ElementBindingEntity,
        FIELDS_OF_ELEMENT,
        'elementCode',
        codes,
        ofVisibleDatasets(em, viewer),
        page,
      ),
    ),
    fieldsOfCodeList: byKeyAndArguments(scope, (codes, page: NestedPage) =>
      pagesByKey(
        em,
        FieldCodeListEntity,
        FIELDS_OF_CODE_LIST,
        'codeListCode',
        codes,
        ofVisibleDatasets(em, viewer),
        page,
      ),
    ),
  };
}

/** The loaders of one request. */
export type FieldBindingLoaders = ReturnType<typeof fieldBindingLoaders>;
