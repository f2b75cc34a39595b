import { Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { IsFigure, IsYear } from './figure.ts';
import { TrainingTopic } from './training-topic.ts';

/** What targets may be ordered by. */
export enum ProgressTargetOrderField {
  CODE = 'CODE',
  DUE_ON = 'DUE_ON',
}
registerEnumType(ProgressTargetOrderField, {
  name: 'ProgressTargetOrderField',
  description: 'What targets may be ordered by.',
  valuesConfig: { CODE: { description: 'Code.' }, DUE_ON: { description: 'Deadline.' } },
});

/** The list of targets. */
export const PROGRESS_TARGETS: ListSpec<ProgressTargetOrderField> = {
  name: 'progressTargets',
  key: 'code',
  orderings: { CODE: 'code', DUE_ON: 'dueOn' },
  ordering: ProgressTargetOrderField.CODE,
};

@InputType({ description: 'How to order targets.' })
export class ProgressTargetOrder {
  @Field(() => ProgressTargetOrderField, { description: 'By what.' })
  field!: ProgressTargetOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which targets; what is left out does not restrict.' })
export class ProgressTargetFilter {
  @Field(() => ID, { nullable: true, description: 'Of the campaign with this code.' })
  @WhenGiven()
  @IsCode()
  campaign?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of the dataset with this code.' })
  @WhenGiven()
  @IsCode()
  dataset?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'For which the agency with this code is responsible: its own, and those of datasets that it publishes.',
  })
  @WhenGiven()
  @IsCode()
  agency?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of the task with this code.' })
  @WhenGiven()
  @IsCode()
  task?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Numbers of people to be trained, or the others.' })
  training?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'With a deadline in this year.' })
  @IsYear()
  year?: number | null;
}

@InputType({ description: 'A new target.' })
export class CreateProgressTargetInput extends MarkedInput {
  @Field(() => ID, { description: 'Code, such as C2026-S18-matched; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => ID, { description: 'Code of the campaign.' })
  @IsCode()
  campaign!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Code of the dataset; its publisher is responsible. Either this or agency.',
  })
  @WhenGiven()
  @IsCode()
  dataset?: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the responsible agency, of what is about no dataset.' })
  @WhenGiven()
  @IsCode()
  agency?: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the task that it belongs to.' })
  @WhenGiven()
  @IsCode()
  task?: string | null;

  @Field(() => TrainingTopic, {
    nullable: true,
    description: 'Of a number of people to be trained in a task of the kind TRAIN: in what.',
  })
  trainingTopic?: TrainingTopic | null;

  @Field(() => String, { description: 'What is measured, in Vietnamese.' })
  @IsName()
  measureVi!: string;

  @Field(() => String, { description: 'What is measured, in English.' })
  @IsName()
  measureEn!: string;

  @Field(() => String, { description: 'Vietnamese name of the unit.' })
  @IsName()
  unitVi!: string;

  @Field(() => String, { description: 'English name of the unit.' })
  @IsName()
  unitEn!: string;

  @Field(() => Float, { defaultValue: 0, description: 'Where it begins.' })
  @IsFigure()
  baseline!: number;

  @Field(() => Float, { description: 'What is to be reached; not the baseline.' })
  @IsFigure()
  value!: number;

  @Field(() => DateTime, { description: 'Deadline.' })
  dueOn!: Date;
}

@InputType({ description: 'What to change of a target; what is left out or null stays.' })
export class UpdateProgressTargetInput {
  @Field(() => ID, { description: 'Code of the target.' })
  @IsCode()
  code!: string;

  @Field(() => String, { nullable: true, description: 'What is measured, in Vietnamese.' })
  @WhenGiven()
  @IsName()
  measureVi?: string | null;

  @Field(() => String, { nullable: true, description: 'What is measured, in English.' })
  @WhenGiven()
  @IsName()
  measureEn?: string | null;

  @Field(() => Float, { nullable: true, description: 'Where it begins.' })
  @IsFigure()
  baseline?: number | null;

  @Field(() => Float, { nullable: true, description: 'What is to be reached.' })
  @IsFigure()
  value?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'Deadline.' })
  dueOn?: Date | null;
}
