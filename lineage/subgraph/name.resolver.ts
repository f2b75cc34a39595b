import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { LineageContext } from './lineage.context.ts';
import { LinkNameInput, UnlinkNameInput } from './name.inputs.ts';
import type { NamedDataset } from './name.service.ts';
import { NameLink, UnresolvedName, UnresolvedNameConnection } from './name.type.ts';
import { dateOf } from './publish.ts';
import { DatasetStub } from './stubs.ts';

const publish = ({ name, dataset }: NamedDataset): NameLink =>
  Object.assign(new NameLink(), { name, dataset: dataset === null ? null : DatasetStub.of(dataset) });

@Resolver()
export class NameResolver {
  @Query(() => UnresolvedNameConnection, {
    description:
      'Names in lineage events that the catalog does not know yet, by reference. Stewards, architects and administrators.',
  })
  unresolvedNames(
    @Ctx() { names }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): object {
    return UnresolvedNameConnection.of(
      mapPage(names.unresolved(first, after), ({ name, firstSeen, lastSeen, edges }) =>
        Object.assign(new UnresolvedName(), {
          ref: name,
          firstSeen: dateOf(firstSeen),
          lastSeen: dateOf(lastSeen),
          edges,
        }),
      ),
    );
  }

  @Mutation(() => NameLink, {
    description:
      'Says that a name of lineage events is a dataset of the catalog: what is known of the name, and what comes later, becomes its lineage; columns join by equal name. Stewards of the publisher and administrators.',
  })
  async linkName(
    @Ctx() { names }: LineageContext,
    @Arg('input', () => LinkNameInput, { description: 'The name, and the dataset that it is.' }) input: LinkNameInput,
  ): Promise<NameLink> {
    return publish(await names.link(input.name, input.dataset));
  }

  @Mutation(() => NameLink, {
    description:
      'Takes back that a name is a dataset: it is unresolved again, with its own edges. Stewards of the publisher and administrators.',
  })
  async unlinkName(
    @Ctx() { names }: LineageContext,
    @Arg('input', () => UnlinkNameInput, { description: 'Which name.' }) input: UnlinkNameInput,
  ): Promise<NameLink> {
    return publish(await names.unlink(input.name));
  }
}
