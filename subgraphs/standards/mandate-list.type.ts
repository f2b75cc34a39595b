import { Arg, Ctx, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { MandateItemRow, MandateListRow } from './mandate-list.entity.ts';
import { Dataset } from './stubs.ts';

@ObjectType({
  description:
    'A dataset on a mandate list, with the origin of its naming: a source may give the number and not the names.',
})
export class MandateItem extends MarkedRecord {
  @Field(() => Dataset, { description: 'The dataset.' })
  dataset!: Dataset;

  static from({ datasetCode, mark, source }: MandateItemRow): MandateItem {
    return Object.assign(new MandateItem(), { dataset: Dataset.of(datasetCode), mark: mark as RecordMark, source });
  }
}

@ObjectType({ description: 'The databases that the centre or the city orders to be completed, as of a day.' })
@Directive('@key(fields: "code")')
export class MandateList extends MarkedRecord {
  titleVi!: string;
  titleEn!: string;
  documentCode!: string | null;

  @Field(() => ID, { description: 'Code of the list, such as ML-2026-12.' })
  code!: string;

  @Field(() => String, { description: 'Title of the list.' })
  title(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.titleVi, en: this.titleEn }, lang, preferred);
  }

  @Field(() => DateTime, { description: 'The day that the list is of.' })
  date!: Date;

  @Field(() => Int, {
    nullable: true,
    description: 'How many databases the document states, whatever the items; null when it states none.',
  })
  statedCount!: number | null;

  static from(row: MandateListRow): MandateList {
    return Object.assign(new MandateList(), {
      code: row.code,
      titleVi: row.titleVi,
      titleEn: row.titleEn,
      documentCode: row.documentCode,
      date: row.date,
      statedCount: row.statedCount,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of mandate lists. */
export const MandateListConnection = connectionOf(MandateList, 'MandateList', 'mandate lists');
