import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Job } from './job.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { FoldedEvents } from './lineage-event.type.ts';
import { dateOf } from './publish.ts';
import { publishRun } from './publish-observed.ts';
import { publishedPage } from './published-page.ts';
import { Run, RunConnection } from './run.type.ts';
import { SkippingArgs } from './skip.arguments.ts';

@Resolver(() => Run)
export class RunResolver {
  @Query(() => Run, {
    nullable: true,
    description:
      'The run with this id; null and NOT_FOUND when there is none. Stewards are told of runs of which they see all datasets, architects and administrators of all.',
  })
  async run(
    @Ctx() { observed }: LineageContext,
    @Arg('id', () => ID, { description: 'Id of the run, a UUID.' }) id: string,
  ): Promise<Run> {
    return publishRun(await observed.run(id), observed);
  }

  @Directive('@cost(weight: 5)')
  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [Run], { description: 'Runs that it started (facet parent), at most 201.' })
  async children(@Root() { id }: Run, @Ctx() { observed }: LineageContext): Promise<readonly Run[]> {
    return Promise.all((await observed.childrenOf(id)).map((run) => publishRun(run, observed)));
  }
}

@Resolver(() => Job)
export class JobRunsResolver {
  @FieldResolver(() => Run, {
    nullable: true,
    description: 'Its run that was last heard of; null without one, and for whoever is not told of runs.',
  })
  async latestRun(@Root() { ref }: Job, @Ctx() { observed }: LineageContext): Promise<Run | null> {
    const run = await observed.latestRun(ref);
    return run === null ? null : publishRun(run, observed);
  }

  @FieldResolver(() => FoldedEvents, {
    nullable: true,
    description:
      'Which of the events of its runs retention has folded; null where none, and for whoever is not told of runs.',
  })
  async foldedEvents(@Root() { ref }: Job, @Ctx() { observed }: LineageContext): Promise<FoldedEvents | null> {
    const folded = await observed.foldedOf(ref);
    if (folded === null) return null;
    return Object.assign(new FoldedEvents(), { events: folded.events, until: dateOf(folded.until) });
  }

  @FieldResolver(() => RunConnection, {
    description:
      'Its runs, those last heard of first. Stewards are told of runs of which they see all datasets, architects and administrators of all.',
  })
  async runs(
    @Root() { ref }: Job,
    @Ctx() { observed }: LineageContext,
    @Args(() => SkippingArgs) { first, after, skip }: SkippingArgs,
  ): Promise<object> {
    return RunConnection.of(
      await publishedPage(await observed.runsOf(ref, first, after, skip), (run) => publishRun(run, observed)),
    );
  }
}
