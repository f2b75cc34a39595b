import { Arg, Ctx, Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { inForceAt } from '../../kernel/list-versions/in-force.ts';
import { DataListState } from '../../kernel/list-versions/list-version-state.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { DataListVersionRow } from './data-list.entity.ts';
import { PolicyDocument } from './stubs.ts';

@ObjectType({ description: 'A dated composition of a list, proposed, and approved or rejected by a document.' })
export class DataListVersion {
  id!: string;
  listCode!: string;
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

  @Field(() => PolicyDocument, {
    nullable: true,
    description: 'The document that approves or rejects it; null while proposed.',
  })
  document!: PolicyDocument | null;

  @Field(() => String, { nullable: true, description: 'Article of the document, where one is named.' })
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

  static from(row: DataListVersionRow): DataListVersion {
    return Object.assign(new DataListVersion(), {
      id: row.id,
      listCode: row.listCode,
      version: row.version,
      state: row.state as DataListState,
      basedOn: row.basedOn,
      document: row.document === null ? null : PolicyDocument.of(row.document),
      article: row.article,
      approvedOn: row.approvedOn,
      supersededOn: row.supersededOn,
      rejectedOn: row.rejectedOn,
      reasonVi: row.reasonVi,
      reasonEn: row.reasonEn,
    });
  }
}

@ObjectType({ description: 'That a version of a list names a dataset or a platform.' })
export class ListMembership {
  row!: DataListVersionRow;

  @Field(() => Int, { description: 'Number of the version.' })
  version!: number;

  @Field(() => DataListState, { description: 'What was decided on the version.' })
  state!: DataListState;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The version is in force from this instant on; null unless approved.',
  })
  approvedOn!: Date | null;

  @Field(() => Boolean, { description: 'Whether the version is the one in force.' })
  inForce(
    @Ctx() scope: RequestScope,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant, now unless given.' })
    asOf?: Date | null,
  ): boolean {
    return DataListVersion.from(this.row).inForce(scope, asOf);
  }

  static from(row: DataListVersionRow): ListMembership {
    return Object.assign(new ListMembership(), {
      row,
      version: row.version,
      state: row.state as DataListState,
      approvedOn: row.approvedOn,
    });
  }
}
