import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { BadInputError } from '../../kernel/errors/errors.ts';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { CampaignContext } from './campaign.context.ts';
import { Campaign } from './campaign.type.ts';
import { AgencyEvaluation, AgencyEvaluationConnection } from './evaluation.type.ts';

const EARLIEST = 1900;
const LATEST = 2199;

@Resolver(() => Campaign)
export class EvaluationResolver {
  @FieldResolver(() => AgencyEvaluationConnection, {
    description:
      'What agencies of the city and their posts did of what was due in a year, by code of the agency; central bodies are not evaluated.',
  })
  async evaluations(
    @Root() { code: campaign }: Campaign,
    @Ctx() { evaluations, rollUps }: CampaignContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('year', () => Int, { description: `The year, ${EARLIEST} to ${LATEST}.` }) year: number,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant; now unless given.' })
    asOf?: Date | null,
  ): Promise<object> {
    if (year < EARLIEST || year > LATEST) {
      throw new BadInputError(`year takes a year from ${EARLIEST} to ${LATEST}; given: ${year}.`, { argument: 'year' });
    }
    const asked = { campaign, year, asOf: rollUps.at(asOf ?? null) };
    const page = await evaluations.page(asked, { first, after });
    return AgencyEvaluationConnection.of(mapPage(page, (node) => AgencyEvaluation.from(node, asked)));
  }
}
