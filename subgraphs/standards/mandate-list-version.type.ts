import { Arg, Ctx, Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { inForceAt } from '../../kernel/list-versions/in-force.ts';
import { DataListState } from '../../kernel/list-versions/list-version-state.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { MandateListVersionRow } from './mandate-list.entity.ts';

@ObjectType({ description: 'A dated composition of a mandate list, proposed, and approved or rejected by a document.' })
export class MandateListVersion extends MarkedRecord {
  id!: string;
  listCode!: string;
  documentCode!: string | null;
  supersededOn!: Date | null;
  reasonVi!: string | null;
  reasonEn!: string | null;

  @Field(() => Int, { description: 'Number, from 1.' })
  version!: number;

  @Field(() => DataListState, { description: 'What was decided on it.' })
  state!: DataListState;

  @Field(() => Int, {
    nullable: true,
    description:
      'Number of the approved version that the proposal changes, 0 when there was none; null when it states the whole list.',
  })
  basedOn!: number | null;

  @Field(() => String, { nullable: true, description: 'Article of the deciding document, where one is named.' })
  article!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'In force from this instant on; null unless approved.' })
  approvedOn!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was rejected; null unless it was.' })
  rejectedOn!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was rejected; null unless it was.' })
  reason(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the reason.' }) lang?: Lang | null,
  ): string | null {
    if (this.reasonVi === null || this.reasonEn === null) return null;
    return inLanguage({ vi: this.reasonVi, en: this.reasonEn }, lang, preferred);
  }

  @Field(() => Boolean, { description: 'Whether it is the version in force; at most one of a list is at any time.' })
  inForce(
    @Ctx() { clock }: RequestScope,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant, now unless given.' })
    asOf?: Date | null,
  ): boolean {
    return inForceAt(this, asOf ?? clock.now());
  }

  static from(row: MandateListVersionRow): MandateListVersion {
    return Object.assign(new MandateListVersion(), {
      id: row.id,
      listCode: row.listCode,
      version: row.version,
      state: row.state as DataListState,
      basedOn: row.basedOn,
      documentCode: row.document,
      article: row.article,
      approvedOn: row.approvedOn,
      supersededOn: row.supersededOn,
      rejectedOn: row.rejectedOn,
      reasonVi: row.reasonVi,
      reasonEn: row.reasonEn,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of versions of mandate lists. */
export const MandateListVersionConnection = connectionOf(
  MandateListVersion,
  'MandateListVersion',
  'versions of mandate lists',
);
