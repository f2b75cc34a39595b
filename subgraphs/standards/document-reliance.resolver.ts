import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { DocumentReliance } from './document-reliance.type.ts';
import { MandateList, MandateListConnection } from './mandate-list.type.ts';
import type { StandardsContext } from './standards.context.ts';

@Resolver(() => DocumentReliance)
export class DocumentRelianceResolver {
  @FieldResolver(() => MandateListConnection, { description: 'Mandate lists that it orders, by code.' })
  async mandateLists(
    @Root() { code }: DocumentReliance,
    @Ctx() { mandateListLoaders }: StandardsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await mandateListLoaders.ofDocument(code, { first, after: after ?? null });
    return MandateListConnection.of(mapPage(page, MandateList.from));
  }
}
