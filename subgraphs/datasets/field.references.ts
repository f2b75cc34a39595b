import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { DatasetField } from './field.type.ts';

/** Fields by reference, those of datasets that the viewer may see: one statement for any number of references. */
export const fieldReference: ReferenceResolver<DatasetsContext> = async ({ ref }, { fieldLoaders }) => {
  const row = await fieldLoaders.byRef.load(String(ref));
  if (row === null) throw new NotFoundError('field', String(ref));
  return DatasetField.from(row);
};
