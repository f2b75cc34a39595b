import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { Agency } from './stubs.ts';
import { SurveyContribution } from './survey-contribution.type.ts';
import { MoveSurveyInput } from './survey-transition.inputs.ts';
import { SurveyTransition } from './survey-transition.type.ts';

@Resolver(() => Dataset)
export class SurveyTransitionResolver {
  @FieldResolver(() => [SurveyTransition], {
    description: 'Every step of its inventory survey, the state with which it was declared first; at most 100.',
  })
  async surveyHistory(
    @Root() { code }: Dataset,
    @Ctx() { surveyTransitionLoaders }: DatasetsContext,
  ): Promise<SurveyTransition[]> {
    return (await surveyTransitionLoaders.ofDataset.load(code)).map(SurveyTransition.from);
  }

  @Mutation(() => Dataset, {
    description:
      'Moves the inventory survey of a dataset one step on (review, standardise, connect), or back for a reason. Stewards of the publisher and administrators.',
  })
  async moveSurvey(
    @Ctx() { surveyTransitions }: DatasetsContext,
    @Arg('input', () => MoveSurveyInput, { description: 'The step.' }) input: MoveSurveyInput,
  ): Promise<Dataset> {
    return Dataset.from(await surveyTransitions.move(input));
  }
}

@Resolver(() => Agency)
export class AgencySurveyResolver {
  @FieldResolver(() => [SurveyContribution], {
    description:
      'Steps of the inventory survey of what it publishes and you may see, by the post that answers for them; at most 200 posts, by Vietnamese title.',
  })
  async surveySteps(
    @Root() { code }: Agency,
    @Ctx() { surveyTransitionLoaders }: DatasetsContext,
    @Arg('from', () => DateTime, { nullable: true, description: 'Taken at this instant or later.' }) from?: Date | null,
    @Arg('before', () => DateTime, { nullable: true, description: 'Taken before this instant.' }) before?: Date | null,
  ): Promise<SurveyContribution[]> {
    const span = { from: from?.toISOString() ?? null, before: before?.toISOString() ?? null };
    return (await surveyTransitionLoaders.ofAgency(code, span)).map(SurveyContribution.from);
  }
}
