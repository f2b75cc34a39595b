import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';

/** Datasets by code, those that the viewer may see: one statement for any number of references. */
export const datasetReference: ReferenceResolver<DatasetsContext> = async ({ code }, { datasetLoaders }) => {
  const row = await datasetLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('dataset', String(code));
  return Dataset.from(row);
};
