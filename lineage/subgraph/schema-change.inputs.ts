import { MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { WhenGiven } from '../../kernel/text/plain-text.ts';
import type { ChangeKind } from '../domain/change-analysis/schema-change.ts';
import { SchemaChangeKind } from './enums.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';

@InputType({ description: 'A change of a schema that is thought of. Nothing is changed by asking.' })
export class SchemaChangeInput {
  @Field(() => NodeRefScalar, {
    nullable: true,
    description:
      'The column that changes, the dataset that is retired, or the element, code list or standard that changes (TYPE, NULLABILITY, MEANING and CODE_LIST of an element; MEANING and CODE_LIST of a code list; NULLABILITY, MEANING and CODE_LIST of a standard): then all columns that are bound to it. What is asked about unless given.',
  })
  target?: string | null;

  @Field(() => SchemaChangeKind, { description: 'What is done.' })
  kind!: ChangeKind;

  @Field(() => String, {
    nullable: true,
    description:
      'RENAME: the new name. TYPE: the new type, of the catalog (str, num, int, date, dt, geo, text, bool) or of PostgreSQL, such as varchar(20) or numeric(12,2). NULLABILITY: nullable or required. KEY: key or none. MEANING: what it becomes, in words, or left out. CODE_LIST: the code of the list that values are of then, added when codes only come, removed when codes only go, left out when both may be. DROP and RETIRE: left out.',
  })
  @WhenGiven()
  @MaxLength(LIMITS.nameCharacters, { message: `$property takes at most ${LIMITS.nameCharacters} characters` })
  to?: string | null;
}
