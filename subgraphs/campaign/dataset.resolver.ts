import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CampaignContext } from './campaign.context.ts';
import { ProgressTarget } from './progress-target.type.ts';
import { Dataset } from './stubs.ts';
import { Task } from './task.type.ts';

@Resolver(() => Dataset)
export class DatasetResolver {
  @FieldResolver(() => [Task], { description: 'Campaign tasks that are about the dataset, by code; at most 1,000.' })
  async tasks(@Root() { code }: Dataset, @Ctx() { taskLoaders }: CampaignContext): Promise<Task[]> {
    return (await taskLoaders.ofDataset(code)).map(Task.from);
  }

  @FieldResolver(() => [ProgressTarget], {
    description: 'What is to be reached of the dataset in campaigns, by deadline; at most 100.',
  })
  async progressTargets(
    @Root() { code }: Dataset,
    @Ctx() { progressTargetLoaders }: CampaignContext,
  ): Promise<ProgressTarget[]> {
    return (await progressTargetLoaders.ofDataset.load(code)).map(ProgressTarget.from);
  }
}
