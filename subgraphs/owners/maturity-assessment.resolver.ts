import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { Agency } from './agency.type.ts';
import { AssessMaturityInput } from './maturity-assessment.inputs.ts';
import { MaturityAssessment } from './maturity-assessment.type.ts';
import type { OwnersContext } from './owners.context.ts';

@Resolver(() => Agency)
export class MaturityAssessmentResolver {
  @FieldResolver(() => MaturityAssessment, {
    nullable: true,
    description: 'The newest assessment of how mature its data governance is; null when it was not assessed.',
  })
  async maturity(
    @Root() { code }: Agency,
    @Ctx() { maturityAssessmentLoaders }: OwnersContext,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant; now unless given.' })
    asOf?: Date | null,
  ): Promise<MaturityAssessment | null> {
    const row = await maturityAssessmentLoaders.newest(code, { asOf: asOf ?? null });
    return row === null ? null : MaturityAssessment.from(row);
  }

  @FieldResolver(() => [MaturityAssessment], {
    description: 'Every assessment of how mature its data governance is, the newest first; at most 100.',
  })
  async maturityHistory(
    @Root() { code }: Agency,
    @Ctx() { maturityAssessmentLoaders }: OwnersContext,
  ): Promise<MaturityAssessment[]> {
    return (await maturityAssessmentLoaders.ofAgency.load(code)).map(MaturityAssessment.from);
  }

  @Mutation(() => Agency, {
    description:
      'Records how mature the data governance of an agency was found to be; assessments are added, never changed. Its stewards and administrators.',
  })
  async assessMaturity(
    @Ctx() { maturityAssessments }: OwnersContext,
    @Arg('input', () => AssessMaturityInput, { description: 'The agency, the day, the level and its evidence.' })
    input: AssessMaturityInput,
  ): Promise<Agency> {
    return Agency.from(await maturityAssessments.assess(input));
  }
}
