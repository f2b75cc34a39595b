import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { AccessRequestFilter, AccessRequestOrder } from './access-request.inputs.ts';
import { AccessRequest, AccessRequestConnection } from './access-request.type.ts';
import type { StewardshipContext } from './stewardship.context.ts';
import { Partner } from './stubs.ts';

@Resolver(() => Partner)
export class PartnerResolver {
  @FieldResolver(() => AccessRequestConnection, {
    description:
      'Requests for access to datasets of the agencies that the partner works for now, leading or not, that you may see.',
  })
  async accessRequests(
    @Root() { code }: Partner,
    @Ctx() { accessRequestLoaders }: StewardshipContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => AccessRequestFilter, { nullable: true, description: 'Which ones.' })
    filter?: AccessRequestFilter | null,
    @Arg('orderBy', () => AccessRequestOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: AccessRequestOrder | null,
  ): Promise<object> {
    const page = await accessRequestLoaders.ofPartner(code, { first, after, orderBy, filter: filter ?? null });
    return AccessRequestConnection.of(mapPage(page, AccessRequest.from));
  }
}
