import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { CodeList } from './code-list.type.ts';
import type { StandardsContext } from './standards.context.ts';

/** Code lists by code: one statement for any number of references. */
export const codeListReference: ReferenceResolver<StandardsContext> = async ({ code }, { codeListLoaders }) => {
  const row = await codeListLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('code list', String(code));
  return CodeList.from(row);
};
