import { Arg, Ctx, Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DataBlock } from '../../kernel/graphql/data-block.ts';
import { DataLayer } from '../../kernel/graphql/data-layer.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { DatasetRow } from './dataset.entity.ts';
import { PiiClass } from './pii-class.ts';

/** Which kind of database a dataset is. */
export enum DatasetTier {
  NATIONAL = 'NATIONAL',
  MINISTRY = 'MINISTRY',
  SPECIALIZED = 'SPECIALIZED',
  OPEN = 'OPEN',
}
registerEnumType(DatasetTier, {
  name: 'DatasetTier',
  description: 'Which kind of database it is.',
  valuesConfig: {
    NATIONAL: { description: 'National database.' },
    MINISTRY: { description: 'Database of a ministry or another central body.' },
    SPECIALIZED: { description: 'Specialised database of the city.' },
    OPEN: { description: 'Published open dataset.' },
  },
});

/** Sharing class (Law on Data 60/2024/QH15). */
export enum SharingClass {
  SHARED = 'SHARED',
  PRIVATE = 'PRIVATE',
  OPEN = 'OPEN',
}
registerEnumType(SharingClass, {
  name: 'SharingClass',
  description: 'Sharing class (Law on Data 60/2024/QH15). It decides who sees the dataset.',
  valuesConfig: {
    SHARED: { description: 'Shared between agencies (dùng chung).' },
    PRIVATE: { description: 'For the agency itself (dùng riêng).' },
    OPEN: { description: 'Open to everybody (mở).' },
  },
});

/** Importance class (Law on Data 60/2024/QH15, Decision 20/2025/QĐ-TTg). */
export enum ImportanceClass {
  CORE = 'CORE',
  IMPORTANT = 'IMPORTANT',
  OTHER = 'OTHER',
}
registerEnumType(ImportanceClass, {
  name: 'ImportanceClass',
  description: 'Importance class (Law on Data 60/2024/QH15, Decision 20/2025/QĐ-TTg).',
  valuesConfig: {
    CORE: { description: 'Core data (cốt lõi).' },
    IMPORTANT: { description: 'Important data (quan trọng).' },
    OTHER: { description: 'Neither core nor important.' },
  },
});

/** How far the inventory survey of a dataset has come. */
export enum SurveyState {
  NOT_REVIEWED = 'NOT_REVIEWED',
  REVIEWED = 'REVIEWED',
  STANDARDISED = 'STANDARDISED',
  CONNECTED = 'CONNECTED',
}
registerEnumType(SurveyState, {
  name: 'SurveyState',
  description: 'How far the inventory survey has come: review, standardise, connect.',
  valuesConfig: {
    NOT_REVIEWED: { description: 'Not reviewed yet.' },
    REVIEWED: { description: 'Reviewed.' },
    STANDARDISED: { description: 'Standardised.' },
    CONNECTED: { description: 'Connected to the sharing platform.' },
  },
});

@ObjectType({
  description: 'A dataset: a national, ministry or specialised database, or an open dataset (DCAT 3 Dataset).',
})
@Directive('@key(fields: "code")')
export class Dataset extends MarkedRecord {
  titleVi!: string;
  titleEn!: string;
  descriptionVi!: string;
  descriptionEn!: string;
  publisherCode!: string;
  systemCode!: string | null;
  contactPostVi!: string | null;
  contactPostEn!: string | null;

  @Field(() => ID, { description: 'Code of the dataset, such as N01; it holds no dot.' })
  code!: string;

  @Field(() => String, { description: 'Title of the dataset.' })
  title(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.titleVi, en: this.titleEn }, lang, preferred);
  }

  @Field(() => String, { description: 'What it holds and what it is for.' })
  description(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the description.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.descriptionVi, en: this.descriptionEn }, lang, preferred);
  }

  @Field(() => DatasetTier, { description: 'Which kind of database it is.' })
  tier!: DatasetTier;

  @Field(() => SharingClass, {
    nullable: true,
    description: "Sharing class; null for national and ministry databases, which stand outside the city's lists.",
  })
  sharingClass!: SharingClass | null;

  @Field(() => ImportanceClass, { description: 'Importance class.' })
  importanceClass!: ImportanceClass;

  @Field(() => PiiClass, { description: 'Strongest class of personal data among its fields.' })
  piiClass!: PiiClass;

  @Field(() => Boolean, { description: 'Whether it is a high-value dataset.' })
  highValue!: boolean;

  @Field(() => String, { nullable: true, description: 'How often it is updated, an ISO 8601 duration such as P1D.' })
  updateInterval!: string | null;

  @Field(() => DataLayer, { nullable: true, description: 'Layer of the National Data Architecture Framework.' })
  dataLayer!: DataLayer | null;

  @Field(() => DataBlock, { nullable: true, description: 'Block of the National Data Architecture Framework.' })
  dataBlock!: DataBlock | null;

  @Field(() => SurveyState, { description: 'How far its inventory survey has come.' })
  surveyState!: SurveyState;

  @Field(() => String, { nullable: true, description: 'Post to turn to; never a person.' })
  contactPost(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the post.' }) lang?: Lang | null,
  ): string | null {
    if (this.contactPostVi === null || this.contactPostEn === null) return null;
    return inLanguage({ vi: this.contactPostVi, en: this.contactPostEn }, lang, preferred);
  }

  @Field(() => Int, { description: 'Number of the schema version in force.' })
  schemaVersion!: number;

  static from(row: DatasetRow): Dataset {
    return Object.assign(new Dataset(), {
      code: row.code,
      titleVi: row.titleVi,
      titleEn: row.titleEn,
      descriptionVi: row.descriptionVi,
      descriptionEn: row.descriptionEn,
      publisherCode: row.publisherCode,
      systemCode: row.systemCode,
      tier: row.tier as DatasetTier,
      sharingClass: row.sharingClass as SharingClass | null,
      importanceClass: row.importanceClass as ImportanceClass,
      piiClass: row.piiClass as PiiClass,
      highValue: row.highValue,
      updateInterval: row.updateInterval,
      dataLayer: row.dataLayer as DataLayer | null,
      dataBlock: row.dataBlock as DataBlock | null,
      surveyState: row.surveyState as SurveyState,
      contactPostVi: row.contactPostVi,
      contactPostEn: row.contactPostEn,
      schemaVersion: row.schemaVersion,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of datasets. */
export const DatasetConnection = connectionOf(Dataset, 'Dataset', 'datasets');
