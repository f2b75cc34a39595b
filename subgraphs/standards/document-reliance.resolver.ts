import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { DocumentReliance } from './document-reliance.type.ts';
import { MandateList, MandateListConnection } from './mandate-list.type.ts';
import { MandateListVersion, MandateListVersionConnection } from './mandate-list-version.type.ts';
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

  @FieldResolver(() => MandateListVersionConnection, {
    description: 'Versions of mandate lists that it approves or rejects, by list.',
  })
  async mandateListVersions(
    @Root() { code }: DocumentReliance,
    @Ctx() { mandateListLoaders }: StandardsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await mandateListLoaders.versionsOfDocument(code, { first, after: after ?? null });
    return MandateListVersionConnection.of(mapPage(page, MandateListVersion.from));
  }
}
