import { MaxLength } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import type { ListSpec } from '../../kernel/pagination/ordering.ts';

/** Kinds of records as they are published. */
export enum AuditKind {
  WRITE = 'WRITE',
  READ = 'READ',
}
registerEnumType(AuditKind, {
  name: 'AuditKind',
  description: 'Whether something was changed or shown.',
  valuesConfig: {
    WRITE: { description: 'A mutation, or lineage events that were sent.' },
    READ: { description: 'A request that showed restricted datasets, or what belongs to them.' },
  },
});

/** Outcomes as they are published. */
export enum AuditOutcome {
  DONE = 'DONE',
  UNCHANGED = 'UNCHANGED',
  REFUSED = 'REFUSED',
  LOST = 'LOST',
}
registerEnumType(AuditOutcome, {
  name: 'AuditOutcome',
  description: 'How it ended.',
  valuesConfig: {
    DONE: { description: 'Something was changed, or shown.' },
    UNCHANGED: { description: 'A write that was accepted and changed nothing: all was so already.' },
    REFUSED: { description: 'A write that the caller may not make (FORBIDDEN).' },
    LOST: { description: 'Reads or refusals that could not be recorded one by one; how many, is in count.' },
  },
});

/** The list of records; newest first. */
export const AUDIT_RECORDS: ListSpec<'AT'> = {
  name: 'auditRecords',
  key: 'id',
  orderings: { AT: 'at' },
  ordering: 'AT',
};

const Bounded = (): PropertyDecorator =>
  MaxLength(LIMITS.nameCharacters, { message: `$property takes at most ${LIMITS.nameCharacters} characters` });

@InputType({ description: 'Which records; what is left out does not restrict.' })
export class AuditRecordFilter {
  @Field(() => String, { nullable: true, description: 'Of this person or service, exactly.' })
  @Bounded()
  subject?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Done in this role: administrator, steward …; system for the process itself, database for plain SQL.',
  })
  @Bounded()
  role?: string | null;

  @Field(() => String, { nullable: true, description: 'This mutation or named operation, such as updateDataset.' })
  @Bounded()
  action?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'About what has this code: what was changed or shown, or what that belongs or refers to.',
  })
  @Bounded()
  target?: string | null;

  @Field(() => AuditKind, { nullable: true, description: 'Writes, or reads.' })
  kind?: AuditKind | null;

  @Field(() => AuditOutcome, { nullable: true, description: 'That ended so.' })
  outcome?: AuditOutcome | null;

  @Field(() => ID, { nullable: true, description: 'Of the request with this correlation id.' })
  @Bounded()
  correlationId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'At this instant or later.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Before this instant.' })
  to?: Date | null;
}
