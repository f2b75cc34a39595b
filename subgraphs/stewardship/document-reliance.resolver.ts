import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { AccessRequest, AccessRequestConnection } from './access-request.type.ts';
import type { StewardshipContext } from './stewardship.context.ts';
import { DocumentReliance } from './stubs.ts';

@Resolver(() => DocumentReliance)
export class DocumentRelianceResolver {
  @FieldResolver(() => AccessRequestConnection, {
    description: 'Requests for access that were refused or approved on its ground and that you may see, by code.',
  })
  async accessRequests(
    @Root() { code }: DocumentReliance,
    @Ctx() { accessRequestLoaders }: StewardshipContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await accessRequestLoaders.onDocument(code, { first, after: after ?? null });
    return AccessRequestConnection.of(mapPage(page, AccessRequest.from));
  }
}
