import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Indicator } from './indicator.type.ts';

/** Indicators by code: one statement for any number of references. */
export const indicatorReference: ReferenceResolver<CampaignContext> = async ({ code }, { indicatorLoaders }) => {
  const row = await indicatorLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('indicator', String(code));
  return Indicator.from(row);
};
