import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Campaign } from './campaign.type.ts';
import { ProgressTarget } from './progress-target.type.ts';
import { Agency, Dataset, PolicyDocument } from './stubs.ts';
import {
  CreateTaskInput,
  LinkTaskDatasetInput,
  TaskFilter,
  TaskOrder,
  UnlinkTaskDatasetInput,
  UpdateTaskInput,
} from './task.inputs.ts';
import { Task, TaskConnection } from './task.type.ts';

@Resolver(() => Task)
export class TaskResolver {
  @Query(() => Task, { nullable: true, description: 'The task with this code; null and NOT_FOUND when there is none.' })
  async task(
    @Ctx() { tasks }: CampaignContext,
    @Arg('code', () => ID, { description: 'Code, such as C2026-01.' }) code: string,
  ): Promise<Task> {
    return Task.from(await tasks.get(code));
  }

  @Query(() => TaskConnection, { description: 'Tasks of all campaigns.' })
  async tasks(
    @Ctx() { tasks }: CampaignContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => TaskFilter, { nullable: true, description: 'Which ones.' }) filter?: TaskFilter | null,
    @Arg('orderBy', () => TaskOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: TaskOrder | null,
  ): Promise<object> {
    return TaskConnection.of(mapPage(await tasks.list(filter ?? null, { first, after, orderBy }), Task.from));
  }

  @FieldResolver(() => Campaign, { description: 'The campaign that it belongs to.' })
  async campaign(
    @Root() { campaignCode }: Task,
    @Ctx() { campaigns, campaignLoaders }: CampaignContext,
  ): Promise<Campaign> {
    return Campaign.from((await campaignLoaders.byCode.load(campaignCode)) ?? (await campaigns.get(campaignCode)));
  }

  @FieldResolver(() => Agency, {
    nullable: true,
    description: 'Clear responsibility: the agency that does it; null when no agency has this code.',
  })
  agency(@Root() { agencyCode }: Task): Agency {
    return Agency.of(agencyCode);
  }

  @FieldResolver(() => PolicyDocument, {
    nullable: true,
    description: 'Clear authority: the policy document that it rests on; null when the catalog does not have it.',
  })
  authority(@Root() { authorityCode }: Task): PolicyDocument {
    return PolicyDocument.of(authorityCode);
  }

  @FieldResolver(() => [Dataset], {
    description: 'Datasets that it is about and that you may see, by code; at most 200.',
  })
  async datasets(@Root() { code }: Task, @Ctx() { taskLoaders }: CampaignContext): Promise<Dataset[]> {
    return (await taskLoaders.datasets.load(code)).map((link) => Dataset.of(link.datasetCode));
  }

  @FieldResolver(() => [ProgressTarget], {
    description: 'Figures that the task is to reach and that you may see, by deadline; at most 100.',
  })
  async progressTargets(
    @Root() { code }: Task,
    @Ctx() { progressTargetLoaders }: CampaignContext,
  ): Promise<ProgressTarget[]> {
    return (await progressTargetLoaders.ofTask.load(code)).map(ProgressTarget.from);
  }

  @Mutation(() => Task, { description: 'Creates a task with its six clears. Administrators.' })
  async createTask(
    @Ctx() { tasks }: CampaignContext,
    @Arg('input', () => CreateTaskInput, { description: 'The new task.' }) input: CreateTaskInput,
  ): Promise<Task> {
    return Task.from(await tasks.create(input));
  }

  @Mutation(() => Task, {
    description:
      'Changes a task. Stewards of the responsible agency and administrators; only these give it to another agency.',
  })
  async updateTask(
    @Ctx() { tasks }: CampaignContext,
    @Arg('input', () => UpdateTaskInput, { description: 'What to change.' }) input: UpdateTaskInput,
  ): Promise<Task> {
    return Task.from(await tasks.update(input));
  }

  @Mutation(() => Task, {
    description:
      'Says that a task is about a dataset; given again, it changes nothing. Stewards of the responsible agency and administrators.',
  })
  async linkTaskDataset(
    @Ctx() { tasks }: CampaignContext,
    @Arg('input', () => LinkTaskDatasetInput, { description: 'Task and dataset.' }) input: LinkTaskDatasetInput,
  ): Promise<Task> {
    return Task.from(await tasks.link(input));
  }

  @Mutation(() => Task, {
    description:
      'Says that a task is not about a dataset; given again, it changes nothing. Stewards of the responsible agency and administrators.',
  })
  async unlinkTaskDataset(
    @Ctx() { tasks }: CampaignContext,
    @Arg('input', () => UnlinkTaskDatasetInput, { description: 'Task and dataset.' }) input: UnlinkTaskDatasetInput,
  ): Promise<Task> {
    return Task.from(await tasks.unlink(input));
  }
}
