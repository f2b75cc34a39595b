import { Field, Int, ObjectType } from 'type-graphql';
import type { ReasonCode } from '../domain/change-analysis/rules.ts';
import { SENTENCES } from '../domain/change-analysis/sentences.ts';
import type { Load } from '../projection/queries/load.ts';
import { PathStep } from './answer.type.ts';
import { Severity, SeverityReasonCode } from './enums.ts';
import { AgencyStub, PartnerStub } from './stubs.ts';
import type { Step } from './veil.ts';

@ObjectType({ description: 'Why something breaks, is at risk or goes on as before.' })
export class SeverityReason {
  @Field(() => SeverityReasonCode, { description: 'The reason, for programs.' })
  code!: ReasonCode;

  @Field(() => String, { description: 'The reason, for people, in English.' })
  message!: string;

  @Field(() => String, { description: 'The reason, for people, in Vietnamese.' })
  messageVi!: string;

  @Field(() => PathStep, {
    nullable: true,
    description: 'The column or dataset that it has the harm from, one hop upstream; null when no harm comes.',
  })
  source!: PathStep | null;

  static of(code: ReasonCode, source: Step | null): SeverityReason {
    const { en, vi } = SENTENCES[code];
    const from = source === null ? null : PathStep.from(source);
    return Object.assign(new SeverityReason(), { code, message: en, messageVi: vi, source: from });
  }
}

@ObjectType({ description: 'How many datasets and columns of the catalog fare so.' })
export class SeverityTotals {
  @Field(() => Severity, { description: 'How they fare.' })
  severity!: Severity;

  @Field(() => Int, { description: 'Datasets; each fares as the worst of its columns.' })
  datasets!: number;

  @Field(() => Int, { description: 'Columns.' })
  fields!: number;
}

/** What one agency or partner has to look at. */
@ObjectType()
abstract class ImpactLoad {
  @Field(() => Int, { description: 'Affected datasets.' })
  datasets!: number;

  @Field(() => Int, { description: 'Affected columns.' })
  fields!: number;

  @Field(() => Int, { nullable: true, description: 'Datasets that break; null when no change was given.' })
  breaks!: number | null;

  @Field(() => Int, { nullable: true, description: 'Datasets that are at risk; null when no change was given.' })
  atRisk!: number | null;
}

@ObjectType({ description: 'What an agency has to look at.' })
export class AgencyLoad extends ImpactLoad {
  @Field(() => AgencyStub, { description: 'The publisher.' })
  agency!: AgencyStub;

  static from({ code, ...load }: Load): AgencyLoad {
    return Object.assign(new AgencyLoad(), load, { agency: AgencyStub.of(code) });
  }
}

@ObjectType({ description: 'What a partner has to look at, as the lead partner of publishers.' })
export class PartnerLoad extends ImpactLoad {
  @Field(() => PartnerStub, { description: 'The lead partner.' })
  partner!: PartnerStub;

  static from({ code, ...load }: Load): PartnerLoad {
    return Object.assign(new PartnerLoad(), load, { partner: PartnerStub.of(code) });
  }
}
