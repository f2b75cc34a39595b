import { ArrayMaxSize, Matches, MaxLength, ValidateIf } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import {
  CODE_PATTERN,
  IsCode,
  IsDescription,
  IsDocumentCode,
  IsName,
  WhenGiven,
} from '../../kernel/text/plain-text.ts';
import { isUnsaid } from './six-clears.ts';
import { TaskGroup, TaskKind, TaskState } from './task.type.ts';

/** Most datasets that one task is about: `Task.datasets` is a plain list. */
export const MOST_DATASETS = 200;

/** What tasks may be ordered by. */
export enum TaskOrderField {
  CODE = 'CODE',
  TITLE = 'TITLE',
  DUE_ON = 'DUE_ON',
}
registerEnumType(TaskOrderField, {
  name: 'TaskOrderField',
  description: 'What tasks may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Code.' },
    TITLE: { description: 'Vietnamese title, in Vietnamese alphabetical order.' },
    DUE_ON: { description: 'When it is due.' },
  },
});

/** The list of tasks. */
export const TASKS: ListSpec<TaskOrderField> = {
  name: 'tasks',
  key: 'code',
  orderings: { CODE: 'code', TITLE: 'titleVi', DUE_ON: 'dueOn' },
  ordering: TaskOrderField.CODE,
};

@InputType({ description: 'How to order tasks.' })
export class TaskOrder {
  @Field(() => TaskOrderField, { description: 'By what.' })
  field!: TaskOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which tasks; what is left out does not restrict.' })
export class TaskFilter {
  @Field(() => ID, { nullable: true, description: 'Of the campaign with this code.' })
  @WhenGiven()
  @IsCode()
  campaign?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of the responsible agency with this code.' })
  @WhenGiven()
  @IsCode()
  agency?: string | null;

  @Field(() => TaskGroup, { nullable: true, description: 'Of this group.' })
  group?: TaskGroup | null;

  @Field(() => TaskKind, { nullable: true, description: 'Of this kind.' })
  kind?: TaskKind | null;

  @Field(() => TaskState, { nullable: true, description: 'In this state.' })
  state?: TaskState | null;

  @Field(() => DateTime, { nullable: true, description: 'Due before this instant.' })
  dueBefore?: Date | null;
}

/** Property decorator: nothing said goes on to the check of the six clears, which names all that are missing at once. */
const WhenSaid = (): PropertyDecorator => ValidateIf((_object: unknown, value: unknown) => !isUnsaid(value));

/** Property decorator: the title of a post, unless nothing is said. */
const IsPost = (): PropertyDecorator =>
  MaxLength(LIMITS.nameCharacters, { message: `$property takes at most ${LIMITS.nameCharacters} characters` });

/** The six clears on the way in: nullable, so that our own message can name every one that is missing. */
@InputType()
export abstract class SixClearsInput {
  @Field(() => ID, { nullable: true, description: 'Clear responsibility: code of the responsible agency. Mandatory.' })
  @WhenSaid()
  @IsCode()
  agency?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Clear responsibility: Vietnamese title of the post that does it. Mandatory.',
  })
  @WhenSaid()
  @IsPost()
  responsiblePostVi?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Clear responsibility: English title of the post that does it. Mandatory.',
  })
  @WhenSaid()
  @IsPost()
  responsiblePostEn?: string | null;

  @Field(() => String, { nullable: true, description: 'Clear task: what is to be done, in Vietnamese. Mandatory.' })
  @WhenSaid()
  @IsDescription()
  textVi?: string | null;

  @Field(() => String, { nullable: true, description: 'Clear task: what is to be done, in English. Mandatory.' })
  @WhenSaid()
  @IsDescription()
  textEn?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Clear timeline: when it is due. Mandatory.' })
  dueOn?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Clear accountability: Vietnamese title of the post that answers for it. Mandatory.',
  })
  @WhenSaid()
  @IsPost()
  accountablePostVi?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Clear accountability: English title of the post that answers for it. Mandatory.',
  })
  @WhenSaid()
  @IsPost()
  accountablePostEn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Clear deliverable: what is there when it is done, in Vietnamese. Mandatory.',
  })
  @WhenSaid()
  @IsDescription()
  deliverableVi?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Clear deliverable: what is there when it is done, in English. Mandatory.',
  })
  @WhenSaid()
  @IsDescription()
  deliverableEn?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Clear authority: official number of the policy document that it rests on. Mandatory.',
  })
  @WhenSaid()
  @IsDocumentCode()
  authority?: string | null;
}

@InputType({
  description:
    'A new task. The six clears are mandatory: a task that lacks one is refused, with all that are missing named.',
})
export class CreateTaskInput extends SixClearsInput {
  @Field(() => ID, { description: 'Code, such as C2026-01; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => ID, { description: 'Code of the campaign.' })
  @IsCode()
  campaign!: string;

  @Field(() => TaskGroup, { description: 'Group of tasks.' })
  group!: TaskGroup;

  @Field(() => TaskKind, { description: 'What is done.' })
  kind!: TaskKind;

  @Field(() => String, { description: 'Vietnamese title.' })
  @IsName()
  titleVi!: string;

  @Field(() => String, { description: 'English title.' })
  @IsName()
  titleEn!: string;

  @Field(() => TaskState, { nullable: true, description: 'Where it stands; PLANNED unless given.' })
  state?: TaskState | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was begun, not in the future; unknown unless given.' })
  startedOn?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was done, not in the future; unknown unless given.' })
  doneOn?: Date | null;

  @Field(() => [ID], { nullable: true, description: 'Codes of the datasets that it is about, at most 200.' })
  @WhenGiven()
  @ArrayMaxSize(MOST_DATASETS, { message: `$property takes at most ${MOST_DATASETS} datasets` })
  @Matches(CODE_PATTERN, { each: true, message: '$property takes codes of datasets, such as N01' })
  datasets?: string[] | null;

  @Field(() => RecordMark, { nullable: true, description: 'FACT needs a source. ILLUSTRATIVE unless given.' })
  mark?: RecordMark | null;

  @Field(() => String, { nullable: true, description: 'The public source that states it.' })
  @WhenGiven()
  @IsDescription()
  source?: string | null;
}

@InputType({ description: 'What to change of a task; what is left out stays. None of the six clears can be emptied.' })
export class UpdateTaskInput extends SixClearsInput {
  @Field(() => ID, { description: 'Code of the task.' })
  @IsCode()
  code!: string;

  @Field(() => TaskGroup, { nullable: true, description: 'Group of tasks.' })
  group?: TaskGroup | null;

  @Field(() => TaskKind, { nullable: true, description: 'What is done.' })
  kind?: TaskKind | null;

  @Field(() => String, { nullable: true, description: 'Vietnamese title.' })
  @WhenGiven()
  @IsName()
  titleVi?: string | null;

  @Field(() => String, { nullable: true, description: 'English title.' })
  @WhenGiven()
  @IsName()
  titleEn?: string | null;

  @Field(() => TaskState, { nullable: true, description: 'Where it stands.' })
  state?: TaskState | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was begun, not in the future; now when the state says so first.',
  })
  startedOn?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was done, not in the future; now when the state says so first.',
  })
  doneOn?: Date | null;
}

/** A task and a dataset. */
@InputType()
export abstract class TaskAndDataset {
  @Field(() => ID, { description: 'Code of the task.' })
  @IsCode()
  task!: string;

  @Field(() => ID, { description: 'Code of the dataset.' })
  @IsCode()
  dataset!: string;
}

@InputType({ description: 'A task and a dataset that it is about.' })
export class LinkTaskDatasetInput extends TaskAndDataset {}

@InputType({ description: 'A task and a dataset that it is not about.' })
export class UnlinkTaskDatasetInput extends TaskAndDataset {}
