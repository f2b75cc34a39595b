import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CampaignContext } from './campaign.context.ts';
import { Dataset } from './stubs.ts';
import { Task } from './task.type.ts';

@Resolver(() => Dataset)
export class DatasetResolver {
  @FieldResolver(() => [Task], { description: 'Campaign tasks that are about the dataset, by code; at most 1,000.' })
  async tasks(@Root() { code }: Dataset, @Ctx() { taskLoaders }: CampaignContext): Promise<Task[]> {
    return (await taskLoaders.ofDataset(code)).map(Task.from);
  }
}
