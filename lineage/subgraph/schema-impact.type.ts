import { MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { WhenGiven } from '../../kernel/text/plain-text.ts';
import type { ChangeKind } from '../domain/change-analysis/schema-change.ts';
import type { VersionStep } from '../domain/change-analysis/version-step.ts';
import { SchemaChangeKind, SchemaVersionStep } from './enums.ts';
import { ImpactReport } from './impact.type.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';

@InputType({ description: 'A column of a schema that is thought of.' })
export class ProposedFieldInput {
  @Field(() => String, { description: 'Its name.' })
  @MaxLength(LIMITS.nameCharacters, { message: `$property takes at most ${LIMITS.nameCharacters} characters` })
  name!: string;

  @Field(() => String, { description: 'Its type, of the catalog or of PostgreSQL.' })
  @MaxLength(LIMITS.nameCharacters, { message: `$property takes at most ${LIMITS.nameCharacters} characters` })
  type!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The name that it has now, where it is renamed; without it, it is a new column and the former one goes.',
  })
  @WhenGiven()
  @MaxLength(LIMITS.nameCharacters, { message: `$property takes at most ${LIMITS.nameCharacters} characters` })
  renamedFrom?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a value may be missing; as it is unless given.' })
  nullable?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it belongs to the key; as it is unless given.' })
  isKey?: boolean | null;
}

@ObjectType({ description: 'A change of a schema.' })
export class SchemaDifference {
  @Field(() => NodeRefScalar, { description: 'The column as it is called now.' })
  target!: string;

  @Field(() => SchemaChangeKind, { description: 'What is done.' })
  kind!: ChangeKind;

  @Field(() => String, {
    nullable: true,
    description: 'What it becomes, as `SchemaChangeInput.to` has it; null for what is dropped.',
  })
  to!: string | null;
}

@ObjectType({ description: 'What a schema that is thought of changes, and what that breaks.' })
export class SchemaImpact {
  @Field(() => SchemaVersionStep, { description: 'Which part of a version number it raises.' })
  step!: VersionStep;

  @Field(() => [SchemaDifference], { description: 'What happens to the columns that there are.' })
  changes!: readonly SchemaDifference[];

  @Field(() => [String], { description: 'Names of new columns; nobody reads them yet.' })
  added!: readonly string[];

  @Field(() => Boolean, { description: 'Whether columns that stay stand in another order.' })
  reordered!: boolean;

  @Field(() => ImpactReport, { description: 'What these changes do downstream.' })
  impact!: ImpactReport;
}
