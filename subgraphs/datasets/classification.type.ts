import { Arg, Ctx, Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { ClassificationRow } from './classification.entity.ts';
import { PolicyDocument } from './stubs.ts';

/** Which class is decided on. */
export enum ClassificationKind {
  SHARING = 'SHARING',
  IMPORTANCE = 'IMPORTANCE',
}
registerEnumType(ClassificationKind, {
  name: 'ClassificationKind',
  description: 'Which class of a dataset is decided on.',
  valuesConfig: {
    SHARING: { description: 'Its sharing class (Law on Data 60/2024/QH15).' },
    IMPORTANCE: { description: 'Its importance class (Decision 20/2025/QĐ-TTg).' },
  },
});

@ObjectType({ description: 'The decision by which a dataset has a class (Decree 165/2025/NĐ-CP).' })
export class Classification extends MarkedRecord {
  datasetCode!: string;
  reviewerPostVi!: string;
  reviewerPostEn!: string;

  @Field(() => ClassificationKind, { description: 'Which class.' })
  kind!: ClassificationKind;

  @Field(() => String, { description: 'The class that the dataset had when it was decided, such as IMPORTANT.' })
  class!: string;

  @Field(() => PolicyDocument, { description: 'The document that it rests on.' })
  document!: PolicyDocument;

  @Field(() => String, { nullable: true, description: 'Article of the document, where one is named.' })
  article!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Item of the list of important and core data (20/2025/QĐ-TTg) that the dataset matches; null where none is named.',
  })
  listItem!: string | null;

  @Field(() => DateTime, { description: 'When it was decided.' })
  decidedOn!: Date;

  @Field(() => String, { description: 'Post that reviewed it; never a person.' })
  reviewerPost(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the post.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.reviewerPostVi, en: this.reviewerPostEn }, lang, preferred);
  }

  static from(row: ClassificationRow): Classification {
    return Object.assign(new Classification(), {
      datasetCode: row.dataset,
      kind: row.kind as ClassificationKind,
      class: row.class,
      document: PolicyDocument.of(row.document),
      article: row.article,
      listItem: row.listItem,
      decidedOn: row.decidedOn,
      reviewerPostVi: row.reviewerPostVi,
      reviewerPostEn: row.reviewerPostEn,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of decisions. */
export const ClassificationConnection = connectionOf(Classification, 'Classification', 'decisions on classes');
