import { Arg, Ctx, Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../graphql/date-time.ts';
import { inLanguage, Lang } from '../graphql/language.ts';
import type { RequestScope } from '../subgraph/request-scope.ts';
import { inForceAt, type ListVersionSpan } from './in-force.ts';
import { DataListState } from './list-version-state.ts';

/** A version of a list as it is stored, whichever subgraph keeps it. */
export interface StoredListVersion extends ListVersionSpan {
  readonly id: string;
  readonly listCode: string;
  readonly version: number;
  readonly state: string;
  readonly basedOn: number | null;
  readonly article: string | null;
  readonly rejectedOn: Date | null;
  readonly reasonVi: string | null;
  readonly reasonEn: string | null;
}

/** What a version of any list says of itself; the document and what it names are its subgraph's. */
@ObjectType()
export abstract class ListVersion {
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
}

/** What every version takes over of its row. */
export const listVersionOf = (row: StoredListVersion) => ({
  id: row.id,
  listCode: row.listCode,
  version: row.version,
  state: row.state as DataListState,
  basedOn: row.basedOn,
  article: row.article,
  approvedOn: row.approvedOn,
  supersededOn: row.supersededOn,
  rejectedOn: row.rejectedOn,
  reasonVi: row.reasonVi,
  reasonEn: row.reasonEn,
});
