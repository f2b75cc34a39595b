import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import type { QualityContext } from './quality.context.ts';
import { QualityRollup } from './rollup.type.ts';
import { Agency } from './stubs.ts';

@Resolver(() => Agency)
export class AgencyQualityResolver {
  @FieldResolver(() => QualityRollup, {
    description: 'How good the data are that it publishes, of those that you see.',
  })
  quality(
    @Root() { code }: Agency,
    @Ctx() { rollupOfAgency, clock }: QualityContext,
    @Arg('list', () => ID, { nullable: true, description: 'Only what is on this list, judged by its profile.' })
    list?: string | null,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant, now unless given.' })
    asOf?: Date | null,
  ): Promise<QualityRollup> {
    return rollupOfAgency(code, { list: list ?? null, asOf: (asOf ?? clock.now()).toISOString() });
  }
}
