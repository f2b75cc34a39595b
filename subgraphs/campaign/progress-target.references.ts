import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { CampaignContext } from './campaign.context.ts';
import { ProgressTarget } from './progress-target.type.ts';

/** Targets by code that the viewer sees: one statement for any number of references. */
export const progressTargetReference: ReferenceResolver<CampaignContext> = async (
  { code },
  { progressTargetLoaders },
) => {
  const row = await progressTargetLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('target', String(code));
  return ProgressTarget.from(row);
};
