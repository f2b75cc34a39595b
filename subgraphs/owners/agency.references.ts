import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { Agency } from './agency.type.ts';
import type { OwnersContext } from './owners.context.ts';

/** Agencies by code, whatever their time: one statement for any number of references. */
export const agencyReference: ReferenceResolver<OwnersContext> = async ({ code }, { agencyLoaders }) => {
  const row = await agencyLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('agency', String(code));
  return Agency.from(row);
};
