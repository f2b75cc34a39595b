import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { parseFieldRef } from './field-ref.ts';
import type { StandardsContext } from './standards.context.ts';
import { DatasetField } from './stubs.ts';

/** Fields of datasets that the viewer may see; one of a hidden dataset is answered as one that does not exist. */
export const fieldReference: ReferenceResolver<StandardsContext> = async ({ ref }, { seenDatasets }) => {
  const field = parseFieldRef(String(ref));
  if (field === null || (await seenDatasets.load(field.dataset)) === null)
    throw new NotFoundError('field', String(ref));
  return DatasetField.of(String(ref));
};
