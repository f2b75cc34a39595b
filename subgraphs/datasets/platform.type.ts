import { Arg, Ctx, Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { PlatformRow } from './platform.entity.ts';

/** Whether a platform was evaluated. */
export enum EvaluationState {
  NOT_EVALUATED = 'NOT_EVALUATED',
  EVALUATED = 'EVALUATED',
  NEEDS_UPGRADE = 'NEEDS_UPGRADE',
}
registerEnumType(EvaluationState, {
  name: 'EvaluationState',
  description: 'Whether a platform was evaluated.',
  valuesConfig: {
    NOT_EVALUATED: { description: 'Not evaluated yet.' },
    EVALUATED: { description: 'Evaluated.' },
    NEEDS_UPGRADE: { description: 'Evaluated, and found to need an upgrade.' },
  },
});

/** How far the upgrade of a platform has come. */
export enum UpgradeState {
  NONE = 'NONE',
  PROPOSED = 'PROPOSED',
  APPROVED = 'APPROVED',
  DONE = 'DONE',
}
registerEnumType(UpgradeState, {
  name: 'UpgradeState',
  description: 'How far the upgrade of a platform has come.',
  valuesConfig: {
    NONE: { description: 'No upgrade is planned.' },
    PROPOSED: { description: 'Proposed.' },
    APPROVED: { description: 'Approved.' },
    DONE: { description: 'Done.' },
  },
});

@ObjectType({ description: 'A shared digital platform: what data moves through or is had from.' })
@Directive('@key(fields: "code")')
export class Platform extends MarkedRecord {
  nameVi!: string;
  nameEn!: string;
  ownerCode!: string;

  @Field(() => ID, { description: 'Code of the platform, such as LGSP.' })
  code!: string;

  @Field(() => String, { description: 'Name of the platform.' })
  name(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the name.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.nameVi, en: this.nameEn }, lang, preferred);
  }

  @Field(() => EvaluationState, { description: 'Whether it was evaluated.' })
  evaluationState!: EvaluationState;

  @Field(() => UpgradeState, { description: 'How far its upgrade has come.' })
  upgradeState!: UpgradeState;

  @Field(() => Int, { description: 'System security level, 1 to 5 (Decree 85/2016/NĐ-CP, TCVN 11930:2017).' })
  securityLevel!: number;

  static from(row: PlatformRow): Platform {
    return Object.assign(new Platform(), {
      code: row.code,
      nameVi: row.nameVi,
      nameEn: row.nameEn,
      ownerCode: row.ownerCode,
      evaluationState: row.evaluationState as EvaluationState,
      upgradeState: row.upgradeState as UpgradeState,
      securityLevel: row.securityLevel,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of platforms. */
export const PlatformConnection = connectionOf(Platform, 'Platform', 'platforms');
