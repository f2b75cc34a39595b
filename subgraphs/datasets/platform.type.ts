import { Arg, Ctx, Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { PlatformRow } from './platform.entity.ts';

/** What a platform is for. */
export enum PlatformKind {
  SHARING = 'SHARING',
  MARKETPLACE = 'MARKETPLACE',
  PORTAL = 'PORTAL',
  IDENTITY = 'IDENTITY',
  SERVICE = 'SERVICE',
  SYSTEM = 'SYSTEM',
}
registerEnumType(PlatformKind, {
  name: 'PlatformKind',
  description: 'What a platform is for.',
  valuesConfig: {
    SHARING: { description: 'Agencies share data over it (Nền tảng chia sẻ, điều phối dữ liệu; LGSP).' },
    MARKETPLACE: { description: 'A licensed market place for data (Sàn dữ liệu, Law on Data 60/2024/QH15).' },
    PORTAL: { description: 'Open data is published on it.' },
    IDENTITY: { description: 'It identifies persons or bodies.' },
    SERVICE: { description: 'It serves citizens, firms or agencies.' },
    SYSTEM: { description: 'An information system of an agency, in which its databases are kept.' },
  },
});

/** Over which platform data is moved, as flows say it. */
export enum PlatformChannel {
  NDOP = 'NDOP',
  NDXP = 'NDXP',
  LGSP = 'LGSP',
}
registerEnumType(PlatformChannel, {
  name: 'PlatformChannel',
  description: 'The channel of a platform for sharing, as flows name it.',
  valuesConfig: {
    NDOP: { description: 'Data Sharing and Coordination Platform.' },
    NDXP: { description: 'National Data Exchange Platform.' },
    LGSP: { description: 'Local Government Service Platform.' },
  },
});

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

@ObjectType({ description: 'A digital platform or system: what data is kept in, moves through or is had from.' })
@Directive('@key(fields: "code")')
export class Platform extends MarkedRecord {
  nameVi!: string;
  nameEn!: string;
  ownerCode!: string;
  channelCode!: string | null;

  @Field(() => ID, { description: 'Code of the platform, such as LGSP.' })
  code!: string;

  @Field(() => String, { description: 'Name of the platform.' })
  name(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the name.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.nameVi, en: this.nameEn }, lang, preferred);
  }

  @Field(() => PlatformKind, { description: 'What it is for.' })
  kind!: PlatformKind;

  @Field(() => Int, {
    nullable: true,
    description:
      'Tier in the overall national digital architecture (3090/QĐ-BKHCN), 1 to 4; null where it is not placed.',
  })
  architectureTier!: number | null;

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
      kind: row.kind as PlatformKind,
      channelCode: row.channel,
      architectureTier: row.architectureTier,
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
