import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { FORECAST_METHOD, type Forecast } from './progress-forecast.ts';

/** What is expected of a target at its deadline. */
export enum ProgressOutlook {
  REACHED = 'REACHED',
  ON_TIME = 'ON_TIME',
  LATE = 'LATE',
  NOT_AT_THIS_RATE = 'NOT_AT_THIS_RATE',
  UNKNOWN = 'UNKNOWN',
}
registerEnumType(ProgressOutlook, {
  name: 'ProgressOutlook',
  description: 'What is expected of a target at its deadline.',
  valuesConfig: {
    REACHED: { description: 'The newest report is at the target or past it.' },
    ON_TIME: { description: 'The line meets the target by the deadline.' },
    LATE: { description: 'The line meets the target after the deadline, or the deadline has passed.' },
    NOT_AT_THIS_RATE: { description: 'The line leads away from the target, or meets it in 2200 at the earliest.' },
    UNKNOWN: { description: 'Too few reports for a line.' },
  },
});

@ObjectType({
  description:
    'What the reports so far let expect of a target at its deadline. With too few reports there is no figure.',
})
export class ProgressForecast {
  @Field(() => ProgressOutlook, { description: 'In one word.' })
  outlook!: ProgressOutlook;

  @Field(() => String, { description: 'How it is computed.' })
  method!: string;

  @Field(() => Int, { description: 'Reports in force that it rests on.' })
  points!: number;

  @Field(() => String, { nullable: true, description: 'Why there is no line; null where there is one.' })
  reason!: string | null;

  @Field(() => Float, { nullable: true, description: 'Progress of the line a day, in the unit of the target.' })
  perDay!: number | null;

  @Field(() => Float, { nullable: true, description: 'Figure of the line at the deadline.' })
  atDeadline!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the line meets the target; null when it is reached, or the line does not meet it before 2200.',
  })
  reachedOn!: Date | null;

  static from(found: Forecast): ProgressForecast {
    return Object.assign(new ProgressForecast(), {
      ...found,
      outlook: found.outlook as ProgressOutlook,
      method: FORECAST_METHOD,
    });
  }
}
