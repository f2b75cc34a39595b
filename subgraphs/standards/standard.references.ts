import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { Standard } from './standard.type.ts';
import type { StandardsContext } from './standards.context.ts';

/** Standards by official number: one statement for any number of references. */
export const standardReference: ReferenceResolver<StandardsContext> = async ({ code }, { standardLoaders }) => {
  const row = await standardLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('standard', String(code));
  return Standard.from(row);
};
