import { NotFoundError } from '../../kernel/errors/errors.ts';
import type { ReferenceResolver } from '../../kernel/subgraph/definition.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Task } from './task.type.ts';

/** Tasks by code: one statement for any number of references. */
export const taskReference: ReferenceResolver<CampaignContext> = async ({ code }, { taskLoaders }) => {
  const row = await taskLoaders.byCode.load(String(code));
  if (row === null) throw new NotFoundError('task', String(code));
  return Task.from(row);
};
