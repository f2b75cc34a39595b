import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { MandateList } from './mandate-list.type.ts';
import type { StandardsContext } from './standards.context.ts';

/** Mandate lists by code: one statement for any number of references. */
export const mandateListReference: ReferenceResolver<StandardsContext> = async ({ code }, { mandateListLoaders }) => {
  const row = await mandateListLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('mandate list', String(code));
  return MandateList.from(row);
};
