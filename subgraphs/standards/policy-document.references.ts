import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { PolicyDocument } from './policy-document.type.ts';
import type { StandardsContext } from './standards.context.ts';

/** Policy documents by official number: one statement for any number of references. */
export const policyDocumentReference: ReferenceResolver<StandardsContext> = async (
  { code },
  { policyDocumentLoaders },
) => {
  const row = await policyDocumentLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('policy document', String(code));
  return PolicyDocument.from(row);
};
