import { ArrayMaxSize, ArrayMinSize, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { CODE_PATTERN, IsName } from '../../kernel/text/plain-text.ts';
import { LineageEventKind } from './event-kind.ts';

const MOST_NAMESPACES = 100;
const MOST_AGENCIES = 100;

/** What service keys may be ordered by. */
export enum ServiceKeyOrderField {
  ID = 'ID',
  CREATED_AT = 'CREATED_AT',
}
registerEnumType(ServiceKeyOrderField, {
  name: 'ServiceKeyOrderField',
  description: 'What service keys may be ordered by.',
  valuesConfig: {
    ID: { description: 'Id.' },
    CREATED_AT: { description: 'When they were made.' },
  },
});

/** The list of service keys. */
export const SERVICE_KEYS: ListSpec<ServiceKeyOrderField> = {
  name: 'serviceKeys',
  key: 'id',
  orderings: { ID: 'id', CREATED_AT: 'createdAt' },
  ordering: ServiceKeyOrderField.CREATED_AT,
};

@InputType({ description: 'How to order service keys.' })
export class ServiceKeyOrder {
  @Field(() => ServiceKeyOrderField, { description: 'By what.' })
  field!: ServiceKeyOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which service keys; what is left out does not restrict.' })
export class ServiceKeyFilter {
  @Field(() => Boolean, { nullable: true, description: 'In force now (true), or ended or revoked (false).' })
  inForce?: boolean | null;
}

@InputType({ description: 'A new service key. It is for namespaces, for agencies, or for both; then both must hold.' })
export class CreateServiceKeyInput {
  @Field(() => String, { description: 'What it is for, in words, such as "Airflow of the health department".' })
  @IsName()
  name!: string;

  @Field(() => [String], {
    defaultValue: [],
    description:
      'Namespaces of the jobs and written datasets; one that ends in "*" stands for all that begin so, "*" alone for all.',
  })
  @ArrayMaxSize(MOST_NAMESPACES, { message: `$property takes at most ${MOST_NAMESPACES} namespaces` })
  @MaxLength(LIMITS.nameCharacters, {
    each: true,
    message: `$property takes at most ${LIMITS.nameCharacters} characters each`,
  })
  @Matches(/^[^*]+\*?$|^\*$/u, { each: true, message: '$property takes namespaces, with "*" at their end only' })
  namespaces!: string[];

  @Field(() => [ID], { defaultValue: [], description: 'Codes of the publishers whose datasets may be written.' })
  @ArrayMaxSize(MOST_AGENCIES, { message: `$property takes at most ${MOST_AGENCIES} agencies` })
  @Matches(CODE_PATTERN, { each: true, message: '$property takes codes of agencies, such as A11' })
  agencies!: string[];

  @Field(() => [LineageEventKind], {
    defaultValue: [LineageEventKind.RUN, LineageEventKind.JOB, LineageEventKind.DATASET],
    description: 'Kinds of events; all unless given.',
  })
  @ArrayMinSize(1, { message: '$property takes at least one kind of events' })
  @ArrayMaxSize(3, { message: '$property takes each kind of events once' })
  events!: LineageEventKind[];

  @Field(() => DateTime, {
    nullable: true,
    description: 'In force until before this instant; left out: until it is revoked.',
  })
  validTo?: Date | null;
}

@InputType({ description: 'Which service key to revoke.' })
export class RevokeServiceKeyInput {
  @Field(() => ID, { description: 'Id of the key, the part after nguon_key_.' })
  @Matches(/^[0-9A-Za-z]{1,64}$/, { message: '$property takes the id of a key, not the key' })
  id!: string;
}
