import { Arg, Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { DeadLetter, DeadLetterConnection, DeadLetterResolution, IngestionState } from './ingestion.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { dateOf } from './publish.ts';

@Resolver()
export class IngestionResolver {
  @Query(() => IngestionState, {
    description: 'How the taking in of lineage events goes. Stewards, architects and administrators.',
  })
  @Directive('@cost(weight: 10)')
  async ingestionState(@Ctx() { ingestion }: LineageContext): Promise<IngestionState> {
    return Object.assign(new IngestionState(), await ingestion.state());
  }

  @Query(() => DeadLetterConnection, {
    description:
      'Events of the lineage log that could not be read, by number; nguon deadletters replays them when the cause is gone. Architects and administrators.',
  })
  async deadLetters(
    @Ctx() { ingestion }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('resolvedToo', () => Boolean, { defaultValue: false, description: 'Those that are not open any more, too.' })
    resolvedToo: boolean,
  ): Promise<object> {
    return DeadLetterConnection.of(
      mapPage(await ingestion.deadLetters(first, after, resolvedToo), (letter) =>
        Object.assign(new DeadLetter(), {
          id: String(letter.seq),
          kind: letter.kind,
          source: letter.source,
          reason: letter.reason,
          contentHash: letter.contentHash,
          recordedAt: dateOf(letter.recordedAt),
          resolution: letter.resolution === null ? null : DeadLetterResolution[letter.resolution],
          resolvedBy: letter.resolvedBy === null ? null : String(letter.resolvedBy),
        }),
      ),
    );
  }
}
