import { Arg, Args, Ctx, Directive, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { MOST_SUGGESTIONS } from '../projection/queries/name-suggestions.ts';
import type { LineageContext } from './lineage.context.ts';
import { DecideNamesInput, LinkNameInput, UnlinkNameInput } from './name.inputs.ts';
import type { NamedDataset } from './name.service.ts';
import {
  NameDecision,
  NameDecisions,
  NameLink,
  NameSuggestion,
  NameSuggestionReason,
  UnresolvedName,
  UnresolvedNameConnection,
} from './name.type.ts';
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
    @Arg('ignored', () => Boolean, {
      defaultValue: false,
      description: 'True: those that were decided to be nobody’s, instead of those that wait for a decision.',
    })
    ignored: boolean,
  ): object {
    return UnresolvedNameConnection.of(
      mapPage(names.unresolved(first, after, ignored), ({ name, firstSeen, lastSeen, edges, others, flags }) =>
        Object.assign(new UnresolvedName(), {
          ref: name,
          firstSeen: dateOf(firstSeen),
          lastSeen: dateOf(lastSeen),
          edges,
          others,
          flags,
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

  @Mutation(() => NameDecisions, {
    description:
      'Decides about many names, all or none: which dataset each is, or that it is nobody’s; with neither, what was decided is taken back. Stewards of the publishers, and administrators; any steward may ignore a name that is no dataset.',
  })
  async decideNames(
    @Ctx() { nameDecisions }: LineageContext,
    @Arg('input', () => DecideNamesInput, { description: 'One decision for each name.' }) {
      decisions,
    }: DecideNamesInput,
  ): Promise<NameDecisions> {
    const decided = await nameDecisions.decide(
      decisions.map(({ name, dataset = null, ignored }) => ({ name, dataset, ignored: ignored ?? false })),
    );
    return Object.assign(new NameDecisions(), {
      decisions: decided.map(({ name, dataset, ignored }) =>
        Object.assign(new NameDecision(), {
          name,
          dataset: dataset === null ? null : DatasetStub.of(dataset),
          ignored,
        }),
      ),
    });
  }
}

@Resolver(() => UnresolvedName)
export class UnresolvedNameResolver {
  @Directive('@cost(weight: 5)')
  @Directive('@listSize(assumedSize: 3)')
  @FieldResolver(() => [NameSuggestion], {
    description: `Datasets that it may be, of those that you see, the likeliest first; at most ${MOST_SUGGESTIONS}.`,
  })
  suggestions(
    @Root() { ref }: UnresolvedName,
    @Ctx() { names }: LineageContext,
    @Arg('first', () => Int, { defaultValue: 3, description: `How many, 0 to ${MOST_SUGGESTIONS}.` }) first: number,
  ): NameSuggestion[] {
    return names.suggestions(ref, first).map(({ dataset, score, reasons }) =>
      Object.assign(new NameSuggestion(), {
        dataset: DatasetStub.of(dataset),
        score,
        reasons: reasons.map((reason) => Object.assign(new NameSuggestionReason(), reason)),
      }),
    );
  }
}
