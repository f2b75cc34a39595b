import { Field, Float, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsName } from '../../kernel/text/plain-text.ts';
import { IsFigure } from './figure.ts';

/** What reports may be ordered by. */
export enum ProgressReportOrderField {
  MEASURED_ON = 'MEASURED_ON',
  NUMBER = 'NUMBER',
}
registerEnumType(ProgressReportOrderField, {
  name: 'ProgressReportOrderField',
  description: 'What reports of progress may be ordered by.',
  valuesConfig: {
    MEASURED_ON: { description: 'When the figure held.' },
    NUMBER: { description: 'Number: the order in which they were reported.' },
  },
});

/** The list of the reports of a target. */
export const PROGRESS_REPORTS: ListSpec<ProgressReportOrderField> = {
  name: 'progressReports',
  key: 'code',
  orderings: { MEASURED_ON: 'measuredOn', NUMBER: 'number' },
  ordering: ProgressReportOrderField.NUMBER,
};

@InputType({ description: 'How to order reports of progress.' })
export class ProgressReportOrder {
  @Field(() => ProgressReportOrderField, { description: 'By what.' })
  field!: ProgressReportOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

/** What every report says. */
@InputType()
abstract class ReportedInput {
  @Field(() => DateTime, { description: 'When the figure held; not in the future.' })
  measuredOn!: Date;

  @Field(() => Float, { description: 'The figure, in the unit of the target.' })
  @IsFigure()
  value!: number;

  @Field(() => String, { description: 'Vietnamese title of the post that reports; never a person.' })
  @IsName()
  reporterPostVi!: string;

  @Field(() => String, { description: 'English title of the post that reports.' })
  @IsName()
  reporterPostEn!: string;

  @Field(() => String, { description: 'Where the figure comes from, such as a register or a system.' })
  @IsName()
  source!: string;

  @Field(() => String, { description: 'By what it can be checked: a document, an address, a file.' })
  @IsName()
  evidence!: string;

  @Field(() => RecordMark, { nullable: true, description: 'ILLUSTRATIVE unless given.' })
  mark?: RecordMark | null;
}

@InputType({ description: 'A report of progress.' })
export class ReportProgressInput extends ReportedInput {
  @Field(() => ID, { description: 'Code of the target.' })
  @IsCode()
  target!: string;
}

@InputType({ description: 'A report that stands in the place of another.' })
export class CorrectProgressInput extends ReportedInput {
  @Field(() => ID, { description: 'Code of the report that was wrong, such as C2026-S18-matched/2.' })
  @IsCode()
  report!: string;

  @Field(() => String, { description: 'Why, in Vietnamese.' })
  @IsName()
  reasonVi!: string;

  @Field(() => String, { description: 'Why, in English.' })
  @IsName()
  reasonEn!: string;
}
