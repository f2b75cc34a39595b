import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { SurveyStanding } from './roll-up.service.ts';
import { groupsBy } from './roll-up.ts';
import { RollUpDimension, RollUpKey, rollUpKey } from './roll-up.type.ts';

@ObjectType({
  description: 'How far the inventory survey of several datasets has come: each is in one of the four states.',
})
export class SurveyCounts {
  @Field(() => Int, { description: 'Datasets.' })
  datasets!: number;

  @Field(() => Int, { description: 'Not reviewed yet.' })
  notReviewed!: number;

  @Field(() => Int, { description: 'Reviewed.' })
  reviewed!: number;

  @Field(() => Int, { description: 'Standardised.' })
  standardised!: number;

  @Field(() => Int, { description: 'Connected to the sharing platform.' })
  connected!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the datasets that is connected; null without datasets.',
  })
  shareConnected!: number | null;

  static of(standings: readonly SurveyStanding[]): SurveyCounts {
    const count = (state: string): number => standings.filter((standing) => standing.state === state).length;
    const connected = count('CONNECTED');
    return Object.assign(new SurveyCounts(), {
      datasets: standings.length,
      notReviewed: count('NOT_REVIEWED'),
      reviewed: count('REVIEWED'),
      standardised: count('STANDARDISED'),
      connected,
      shareConnected: standings.length === 0 ? null : connected / standings.length,
    });
  }
}

@ObjectType({ description: 'Datasets that belong together, and how far their surveys have come.' })
export class SurveyGroup extends RollUpKey {
  @Field(() => SurveyCounts, { description: 'How far they have come.' })
  counts!: SurveyCounts;
}

@ObjectType({ description: 'The inventory survey, rolled up over the datasets that you may see.' })
export class SurveyRollUp {
  @Field(() => RollUpDimension, { description: 'By what it is grouped.' })
  by!: RollUpDimension;

  @Field(() => SurveyCounts, { description: 'Of all together.' })
  total!: SurveyCounts;

  @Field(() => [SurveyGroup], { description: 'The groups in order of what they are of, that of none last.' })
  groups!: SurveyGroup[];

  @Field(() => Boolean, { description: 'False when there are more datasets than are counted here: 50,000.' })
  complete!: boolean;

  static of(standings: readonly SurveyStanding[], complete: boolean, by: RollUpDimension): SurveyRollUp {
    return Object.assign(new SurveyRollUp(), {
      by,
      complete,
      total: SurveyCounts.of(standings),
      groups: groupsBy(standings, by).map(({ key, items }) =>
        Object.assign(new SurveyGroup(), { ...rollUpKey(by, key), counts: SurveyCounts.of(items) }),
      ),
    });
  }
}
