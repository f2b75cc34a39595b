import { Max, Min } from 'class-validator';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { Direction, type ListSpec } from '../../kernel/pagination/ordering.ts';
import { IsCode, IsName, WhenGiven } from '../../kernel/text/plain-text.ts';
import { EvaluationState, PlatformChannel, PlatformKind, UpgradeState } from './platform.type.ts';

const TIERS = 'architectureTier is a tier from 1 to 4';
const LEVELS = 'securityLevel is a level from 1 to 5';

/** What platforms may be ordered by. */
export enum PlatformOrderField {
  CODE = 'CODE',
  NAME = 'NAME',
  SECURITY_LEVEL = 'SECURITY_LEVEL',
}
registerEnumType(PlatformOrderField, {
  name: 'PlatformOrderField',
  description: 'What platforms may be ordered by.',
  valuesConfig: {
    CODE: { description: 'Code.' },
    NAME: { description: 'Vietnamese name, in Vietnamese alphabetical order; the first 256 characters count.' },
    SECURITY_LEVEL: { description: 'System security level.' },
  },
});

/** The list of platforms. */
export const PLATFORMS: ListSpec<PlatformOrderField> = {
  name: 'platforms',
  key: 'code',
  orderings: { CODE: 'code', NAME: 'nameOrder', SECURITY_LEVEL: 'securityLevel' },
  ordering: PlatformOrderField.CODE,
};

@InputType({ description: 'How to order platforms.' })
export class PlatformOrder {
  @Field(() => PlatformOrderField, { description: 'By what.' })
  field!: PlatformOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'In which direction.' })
  direction!: Direction;
}

@InputType({ description: 'Which platforms; what is left out or null does not restrict.' })
export class PlatformFilter {
  @Field(() => ID, { nullable: true, description: 'Owned by the agency with this code.' })
  @WhenGiven()
  @IsCode()
  owner?: string | null;

  @Field(() => PlatformKind, { nullable: true, description: 'Of this kind.' })
  kind?: PlatformKind | null;

  @Field(() => Int, { nullable: true, description: 'In this tier of the national digital architecture, 1 to 4.' })
  @WhenGiven()
  @Min(1, { message: TIERS })
  @Max(4, { message: TIERS })
  architectureTier?: number | null;

  @Field(() => EvaluationState, { nullable: true, description: 'In this state of evaluation.' })
  evaluationState?: EvaluationState | null;

  @Field(() => UpgradeState, { nullable: true, description: 'In this state of upgrade.' })
  upgradeState?: UpgradeState | null;
}

@InputType({ description: 'A new platform.' })
export class CreatePlatformInput extends MarkedInput {
  @Field(() => ID, { description: 'Code, such as LGSP; never reused.' })
  @IsCode()
  code!: string;

  @Field(() => String, { description: 'Vietnamese name.' })
  @IsName()
  nameVi!: string;

  @Field(() => String, { description: 'English name.' })
  @IsName()
  nameEn!: string;

  @Field(() => ID, { description: 'Code of the agency that owns it.' })
  @IsCode()
  owner!: string;

  @Field(() => PlatformKind, { defaultValue: PlatformKind.SERVICE, description: 'What it is for.' })
  kind!: PlatformKind;

  @Field(() => PlatformChannel, {
    nullable: true,
    description: 'The channel that it is, for a platform for sharing; one platform of each.',
  })
  channel?: PlatformChannel | null;

  @Field(() => Int, { nullable: true, description: 'Tier in the national digital architecture, 1 to 4.' })
  @WhenGiven()
  @Min(1, { message: TIERS })
  @Max(4, { message: TIERS })
  architectureTier?: number | null;

  @Field(() => EvaluationState, {
    defaultValue: EvaluationState.NOT_EVALUATED,
    description: 'Whether it was evaluated.',
  })
  evaluationState!: EvaluationState;

  @Field(() => UpgradeState, { defaultValue: UpgradeState.NONE, description: 'How far its upgrade has come.' })
  upgradeState!: UpgradeState;

  @Field(() => Int, { description: 'System security level, 1 to 5.' })
  @Min(1, { message: LEVELS })
  @Max(5, { message: LEVELS })
  securityLevel!: number;
}

@InputType({ description: 'What to change of a platform; what is left out stays, null clears what may be empty.' })
export class UpdatePlatformInput {
  @Field(() => ID, { description: 'Code of the platform.' })
  @IsCode()
  code!: string;

  @Field(() => String, { nullable: true, description: 'Vietnamese name.' })
  @WhenGiven()
  @IsName()
  nameVi?: string | null;

  @Field(() => String, { nullable: true, description: 'English name.' })
  @WhenGiven()
  @IsName()
  nameEn?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Code of the agency that owns it from now on; you must be steward of both, or administrator.',
  })
  @WhenGiven()
  @IsCode()
  owner?: string | null;

  @Field(() => PlatformKind, { nullable: true, description: 'What it is for.' })
  kind?: PlatformKind | null;

  @Field(() => PlatformChannel, { nullable: true, description: 'The channel that it is; null for none.' })
  channel?: PlatformChannel | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Tier in the national digital architecture, 1 to 4; null for none.',
  })
  @WhenGiven()
  @Min(1, { message: TIERS })
  @Max(4, { message: TIERS })
  architectureTier?: number | null;

  @Field(() => EvaluationState, { nullable: true, description: 'Whether it was evaluated.' })
  evaluationState?: EvaluationState | null;

  @Field(() => UpgradeState, { nullable: true, description: 'How far its upgrade has come.' })
  upgradeState?: UpgradeState | null;

  @Field(() => Int, { nullable: true, description: 'System security level, 1 to 5.' })
  @WhenGiven()
  @Min(1, { message: LEVELS })
  @Max(5, { message: LEVELS })
  securityLevel?: number | null;
}
