import { Arg, Ctx, Field, ObjectType } from 'type-graphql';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { ProcessingRow } from './processing.entity.ts';
import { PolicyDocument } from './stubs.ts';

@ObjectType({
  description:
    'Why the data of a dataset is processed, on which legal ground, and how long it is kept (Law on Personal Data Protection 91/2025/QH15).',
})
export class Processing extends MarkedRecord {
  datasetCode!: string;
  purposeVi!: string;
  purposeEn!: string;

  @Field(() => String, { description: 'What it is processed for.' })
  purpose(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the purpose.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.purposeVi, en: this.purposeEn }, lang, preferred);
  }

  @Field(() => PolicyDocument, { description: 'The document that it rests on.' })
  document!: PolicyDocument;

  @Field(() => String, { nullable: true, description: 'Article of the document, where one is named.' })
  article!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'How long a record is kept after it was made, an ISO 8601 duration such as P10Y; null where it is kept without end.',
  })
  retention!: string | null;

  static from(row: ProcessingRow): Processing {
    return Object.assign(new Processing(), {
      datasetCode: row.dataset,
      purposeVi: row.purposeVi,
      purposeEn: row.purposeEn,
      document: PolicyDocument.of(row.document),
      article: row.article,
      retention: row.retention,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of what is said of why data is processed. */
export const ProcessingConnection = connectionOf(Processing, 'Processing', 'records of why data is processed');
