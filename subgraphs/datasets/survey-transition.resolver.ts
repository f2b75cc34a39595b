import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
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
