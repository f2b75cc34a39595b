import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { DataElement } from './data-element.type.ts';
import type { StandardsContext } from './standards.context.ts';

/** Elements of the dictionary by code: one statement for any number of references. */
export const dataElementReference: ReferenceResolver<StandardsContext> = async ({ code }, { dataElementLoaders }) => {
  const row = await dataElementLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('element', String(code));
  return DataElement.from(row);
};
