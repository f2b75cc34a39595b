import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { DataChannel } from './data-channel.type.ts';
import { Dataset, DatasetConnection } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { Distribution, DistributionConnection } from './distribution.type.ts';
import { CreatePlatformInput, PlatformFilter, PlatformOrder, UpdatePlatformInput } from './platform.inputs.ts';
import { Platform, PlatformConnection } from './platform.type.ts';
import { Agency } from './stubs.ts';

@Resolver(() => Platform)
export class PlatformResolver {
  @Query(() => Platform, {
    nullable: true,
    description: 'The platform with this code; null and NOT_FOUND when there is none.',
  })
  async platform(
    @Ctx() { platforms }: DatasetsContext,
    @Arg('code', () => ID, { description: 'Code, such as LGSP.' }) code: string,
  ): Promise<Platform> {
    return Platform.from(await platforms.get(code));
  }

  @Query(() => PlatformConnection, { description: 'Shared digital platforms.' })
  async platforms(
    @Ctx() { platforms }: DatasetsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => PlatformFilter, { nullable: true, description: 'Which ones.' }) filter?: PlatformFilter | null,
    @Arg('orderBy', () => PlatformOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: PlatformOrder | null,
  ): Promise<object> {
    return PlatformConnection.of(
      mapPage(await platforms.list(filter ?? null, { first, after, orderBy }), Platform.from),
    );
  }

  @FieldResolver(() => Agency, { description: 'The agency that owns it.' })
  owner(@Root() platform: Platform): Agency {
    return Agency.of(platform.ownerCode);
  }

  @FieldResolver(() => DataChannel, {
    nullable: true,
    description: 'The channel that it is, with what flows over it; null for what is no platform for sharing.',
  })
  channel(@Root() { channelCode }: Platform): DataChannel | null {
    return channelCode === null ? null : DataChannel.of(channelCode);
  }

  @FieldResolver(() => DistributionConnection, {
    description: 'Distributions that are had through it, of datasets that you see, by code.',
  })
  async services(
    @Root() { code }: Platform,
    @Ctx() { distributionLoaders }: DatasetsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await distributionLoaders.throughPlatform(code, { first, after: after ?? null });
    return DistributionConnection.of(mapPage(page, Distribution.from));
  }

  @FieldResolver(() => DatasetConnection, {
    description: 'Datasets that are kept in it, of those that you see, by code.',
  })
  async datasets(
    @Root() { code }: Platform,
    @Ctx() { datasetLoaders }: DatasetsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    return DatasetConnection.of(
      mapPage(await datasetLoaders.keptIn(code, { first, after: after ?? null }), Dataset.from),
    );
  }

  @Mutation(() => Platform, { description: 'Creates a platform. Stewards of the owner and administrators.' })
  async createPlatform(
    @Ctx() { platforms }: DatasetsContext,
    @Arg('input', () => CreatePlatformInput, { description: 'The new platform.' }) input: CreatePlatformInput,
  ): Promise<Platform> {
    return Platform.from(await platforms.create(input));
  }

  @Mutation(() => Platform, { description: 'Changes a platform. Stewards of its owner and administrators.' })
  async updatePlatform(
    @Ctx() { platforms }: DatasetsContext,
    @Arg('input', () => UpdatePlatformInput, { description: 'What to change.' }) input: UpdatePlatformInput,
  ): Promise<Platform> {
    return Platform.from(await platforms.update(input));
  }
}
