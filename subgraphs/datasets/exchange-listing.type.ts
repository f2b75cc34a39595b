import { Arg, Ctx, Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { ExchangeListingRow, ExchangeTransitionRow } from './exchange-listing.entity.ts';
import { PolicyDocument } from './stubs.ts';

/** Where a listing stands. */
export enum ExchangeState {
  DRAFT = 'DRAFT',
  ELIGIBLE = 'ELIGIBLE',
  LISTED = 'LISTED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(ExchangeState, {
  name: 'ExchangeState',
  description: 'Where a listing on the market place for data stands.',
  valuesConfig: {
    DRAFT: { description: 'Being prepared.' },
    ELIGIBLE: { description: 'Found eligible; a draft again when something that decides on it changes for the worse.' },
    LISTED: { description: 'Offered; withdrawn by itself when it is no longer eligible.' },
    WITHDRAWN: { description: 'No longer offered; final.' },
  },
});

@ObjectType({ description: 'A documented de-identification (Law 91/2025/QH15, art. 14).' })
export class Deidentification {
  @Field(() => String, { description: 'How it was done.' })
  method!: string;

  @Field(() => PolicyDocument, { description: 'The document that approved it.' })
  document!: PolicyDocument;

  @Field(() => String, { nullable: true, description: 'Article of the document, where one is named.' })
  article!: string | null;

  @Field(() => DateTime, { description: 'When it was approved.' })
  approvedOn!: Date;

  static of(row: ExchangeListingRow): Deidentification | null {
    if (row.deidentificationDocument === null) return null;
    return Object.assign(new Deidentification(), {
      method: row.deidentificationMethod,
      document: PolicyDocument.of(row.deidentificationDocument),
      article: row.deidentificationArticle,
      approvedOn: row.deidentifiedOn,
    });
  }
}

@ObjectType({ description: 'The consent of the data subjects to trade their data.' })
export class DataSubjectConsent {
  @Field(() => PolicyDocument, { description: 'The document that records it.' })
  document!: PolicyDocument;

  @Field(() => String, { nullable: true, description: 'Article of the document, where one is named.' })
  article!: string | null;

  @Field(() => DateTime, { description: 'When it was obtained.' })
  obtainedOn!: Date;

  static of(row: ExchangeListingRow): DataSubjectConsent | null {
    if (row.consentDocument === null) return null;
    return Object.assign(new DataSubjectConsent(), {
      document: PolicyDocument.of(row.consentDocument),
      article: row.consentArticle,
      obtainedOn: row.consentedOn,
    });
  }
}

@ObjectType({ description: 'One step of a listing.' })
export class ExchangeTransition {
  reasonVi!: string | null;
  reasonEn!: string | null;

  @Field(() => ExchangeState, { nullable: true, description: 'State before; null for the draft itself.' })
  from!: ExchangeState | null;

  @Field(() => ExchangeState, { description: 'State after.' })
  to!: ExchangeState;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => Boolean, { description: 'Whether it happened by itself, because the dataset was no longer eligible.' })
  automatic!: boolean;

  @Field(() => String, { nullable: true, description: 'Why; a step back always says it.' })
  reason(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the reason.' }) lang?: Lang | null,
  ): string | null {
    if (this.reasonVi === null || this.reasonEn === null) return null;
    return inLanguage({ vi: this.reasonVi, en: this.reasonEn }, lang, preferred);
  }

  static from(row: ExchangeTransitionRow): ExchangeTransition {
    return Object.assign(new ExchangeTransition(), {
      from: row.fromState as ExchangeState | null,
      to: row.toState as ExchangeState,
      at: row.at,
      automatic: row.actor.startsWith('process:'),
      reasonVi: row.reasonVi,
      reasonEn: row.reasonEn,
    });
  }
}

@ObjectType({
  description:
    'A dataset on the licensed market place for data (Sàn dữ liệu); not to be taken for the platform over which agencies share data. Seen by those who see the dataset.',
})
@Directive('@key(fields: "code")')
export class ExchangeListing extends MarkedRecord {
  row!: ExchangeListingRow;

  @Field(() => ID, { description: 'Code of the listing.' })
  code!: string;

  @Field(() => ExchangeState, { description: 'Where it stands.' })
  state!: ExchangeState;

  @Field(() => Deidentification, { nullable: true, description: 'The de-identification that it rests on.' })
  deidentification!: Deidentification | null;

  @Field(() => DataSubjectConsent, { nullable: true, description: 'The consent that it rests on.' })
  consent!: DataSubjectConsent | null;

  static from(row: ExchangeListingRow): ExchangeListing {
    return Object.assign(new ExchangeListing(), {
      row,
      code: row.code,
      state: row.state as ExchangeState,
      deidentification: Deidentification.of(row),
      consent: DataSubjectConsent.of(row),
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of listings. */
export const ExchangeListingConnection = connectionOf(ExchangeListing, 'ExchangeListing', 'listings');
