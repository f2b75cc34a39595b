import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { AccessRequest } from './access-request.type.ts';
import type { StewardshipContext } from './stewardship.context.ts';

/** Access requests by code, those that the viewer may see: one statement for any number of references. */
export const accessRequestReference: ReferenceResolver<StewardshipContext> = async (
  { code },
  { accessRequestLoaders },
) => {
  const row = await accessRequestLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('access request', String(code));
  return AccessRequest.from(row);
};
