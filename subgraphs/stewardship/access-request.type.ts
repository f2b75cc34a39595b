import { Arg, Ctx, Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { AccessRequestRow, AccessTransitionRow } from './access-request.entity.ts';
import { PolicyDocument } from './stubs.ts';

/** Where an access request stands; the steps between the states are in `access-states.ts`. */
export enum AccessState {
  OPEN = 'OPEN',
  APPROVED = 'APPROVED',
  REFUSED = 'REFUSED',
  GRANTED = 'GRANTED',
  REVOKED = 'REVOKED',
}
registerEnumType(AccessState, {
  name: 'AccessState',
  description: 'Where an access request stands.',
  valuesConfig: {
    OPEN: { description: 'Made, not decided.' },
    APPROVED: { description: 'Decided: it may be granted.' },
    REFUSED: { description: 'Decided: no, on a written legal ground. Final.' },
    GRANTED: { description: 'The requester has access.' },
    REVOKED: { description: 'Access was taken away again. Final.' },
  },
});

@ObjectType({ description: 'The document and article that a decision on access rests on.' })
export class AccessGround {
  @Field(() => PolicyDocument, { nullable: true, description: 'The document; null when the catalog does not have it.' })
  document!: PolicyDocument;

  @Field(() => String, { description: 'The article of the document.' })
  article!: string;

  /** The ground of a row; null when it names none. */
  static of({ documentCode, article }: { documentCode: string | null; article: string | null }): AccessGround | null {
    if (documentCode === null || article === null) return null;
    return Object.assign(new AccessGround(), { document: PolicyDocument.of(documentCode), article });
  }
}

@ObjectType({ description: 'One step of an access request from state to state.' })
export class AccessTransition {
  reasonVi!: string | null;
  reasonEn!: string | null;

  @Field(() => AccessState, { nullable: true, description: 'State before; null for the request itself.' })
  from!: AccessState | null;

  @Field(() => AccessState, { description: 'State after.' })
  to!: AccessState;

  @Field(() => DateTime, { description: 'When it happened.' })
  at!: Date;

  @Field(() => DateTime, { description: 'When it was recorded here; later than at when it was entered afterwards.' })
  recordedAt!: Date;

  @Field(() => String, { description: 'Who did it: the subject of the token.' })
  by!: string;

  @Field(() => AccessGround, { nullable: true, description: 'What it rests on, where that was given.' })
  legalGround!: AccessGround | null;

  @Field(() => String, { nullable: true, description: 'Why, where a reason was given.' })
  reason(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the text.' }) lang?: Lang | null,
  ): string | null {
    if (this.reasonVi === null || this.reasonEn === null) return null;
    return inLanguage({ vi: this.reasonVi, en: this.reasonEn }, lang, preferred);
  }

  static from(row: AccessTransitionRow): AccessTransition {
    return Object.assign(new AccessTransition(), {
      from: row.fromState as AccessState | null,
      to: row.toState as AccessState,
      at: row.at,
      recordedAt: row.recordedAt,
      by: row.actor,
      legalGround: AccessGround.of(row),
      reasonVi: row.reasonVi,
      reasonEn: row.reasonEn,
    });
  }
}

@ObjectType({
  description:
    'A request of an agency for access to a dataset. Seen by stewards of the requester, by stewards of the publisher of the dataset, by architects and administrators.',
})
@Directive('@key(fields: "code")')
export class AccessRequest extends MarkedRecord {
  datasetCode!: string;
  requesterCode!: string;
  purposeVi!: string;
  purposeEn!: string;
  reasonVi!: string | null;
  reasonEn!: string | null;

  @Field(() => ID, { description: 'Code of the request, such as AR-2026-0001.' })
  code!: string;

  @Field(() => AccessState, { description: 'Where it stands.' })
  state!: AccessState;

  @Field(() => String, { description: 'What the data is wanted for.' })
  purpose(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the text.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.purposeVi, en: this.purposeEn }, lang, preferred);
  }

  @Field(() => DateTime, { description: 'When it was made.' })
  requestedAt!: Date;

  @Field(() => String, { description: 'Who made it: the subject of the token.' })
  requestedBy!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was approved or refused; null while it is open.' })
  decidedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who approved or refused it: the subject of the token.' })
  decidedBy!: string | null;

  @Field(() => AccessGround, { nullable: true, description: 'What the decision rests on; a refusal always says it.' })
  legalGround!: AccessGround | null;

  @Field(() => String, { nullable: true, description: 'Why it was decided so; a refusal always says it.' })
  reason(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the text.' }) lang?: Lang | null,
  ): string | null {
    if (this.reasonVi === null || this.reasonEn === null) return null;
    return inLanguage({ vi: this.reasonVi, en: this.reasonEn }, lang, preferred);
  }

  static from(row: AccessRequestRow): AccessRequest {
    return Object.assign(new AccessRequest(), {
      code: row.code,
      datasetCode: row.datasetCode,
      requesterCode: row.requesterCode,
      purposeVi: row.purposeVi,
      purposeEn: row.purposeEn,
      state: row.state as AccessState,
      requestedAt: row.requestedAt,
      requestedBy: row.requestedBy,
      decidedAt: row.decidedAt,
      decidedBy: row.decidedBy,
      legalGround: AccessGround.of(row),
      reasonVi: row.reasonVi,
      reasonEn: row.reasonEn,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of access requests. */
export const AccessRequestConnection = connectionOf(AccessRequest, 'AccessRequest', 'access requests');
