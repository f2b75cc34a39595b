import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { AccessContext } from './access.context.ts';
import {
  CreateServiceKeyInput,
  RevokeServiceKeyInput,
  ServiceKeyFilter,
  ServiceKeyOrder,
} from './service-key.inputs.ts';
import { NewServiceKey, ServiceKey, ServiceKeyConnection } from './service-key.type.ts';

@Resolver(() => ServiceKey)
export class ServiceKeyResolver {
  @Query(() => ServiceKeyConnection, { description: 'Keys of services that send lineage events. Administrators.' })
  async serviceKeys(
    @Ctx() { serviceKeys }: AccessContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => ServiceKeyFilter, { nullable: true, description: 'Which ones.' })
    filter?: ServiceKeyFilter | null,
    @Arg('orderBy', () => ServiceKeyOrder, {
      nullable: true,
      description: 'In which order; oldest first unless given.',
    })
    orderBy?: ServiceKeyOrder | null,
  ): Promise<object> {
    const page = await serviceKeys.list(filter ?? null, { first, after, orderBy });
    return ServiceKeyConnection.of(mapPage(page, ServiceKey.from));
  }

  @Mutation(() => NewServiceKey, {
    description: 'Makes a key for a service that sends lineage events, and shows it this once. Administrators.',
  })
  async createServiceKey(
    @Ctx() { serviceKeys }: AccessContext,
    @Arg('input', () => CreateServiceKeyInput, { description: 'The new key.' }) input: CreateServiceKeyInput,
  ): Promise<NewServiceKey> {
    return NewServiceKey.from(await serviceKeys.create(input));
  }

  @Mutation(() => ServiceKey, {
    description: 'Revokes a key for good: within five seconds it is refused everywhere. Administrators.',
  })
  async revokeServiceKey(
    @Ctx() { serviceKeys }: AccessContext,
    @Arg('input', () => RevokeServiceKeyInput, { description: 'Which key.' }) { id }: RevokeServiceKeyInput,
  ): Promise<ServiceKey> {
    return ServiceKey.from(await serviceKeys.revoke(id));
  }
}
