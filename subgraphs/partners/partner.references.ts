import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import { Partner } from './partner.type.ts';
import type { PartnersContext } from './partners.context.ts';

/** Partners by code: one statement for any number of references. */
export const partnerReference: ReferenceResolver<PartnersContext> = async ({ code }, { partnerLoaders }) => {
  const row = await partnerLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('partner', String(code));
  return Partner.from(row);
};
