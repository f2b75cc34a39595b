import { Arg, Ctx, Field, ID, ObjectType } from 'type-graphql';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { DistributionRow } from './distribution.entity.ts';

@ObjectType({ description: 'A form in which a dataset can be had: a file, a service (DCAT 3 Distribution).' })
export class Distribution extends MarkedRecord {
  datasetCode!: string;
  licenceVi!: string | null;
  licenceEn!: string | null;

  @Field(() => ID, { description: 'Code of the distribution, such as O01-CSV.' })
  code!: string;

  @Field(() => String, { description: 'Format, such as CSV or API.' })
  format!: string;

  @Field(() => String, { nullable: true, description: 'Media type, such as text/csv.' })
  mediaType!: string | null;

  @Field(() => String, { nullable: true, description: 'Where it can be had; null while there is no address.' })
  accessUrl!: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the platform through which it is had, such as LGSP.' })
  accessService!: string | null;

  @Field(() => String, { nullable: true, description: 'Licence; null when none is stated.' })
  licence(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the licence.' }) lang?: Lang | null,
  ): string | null {
    if (this.licenceVi === null || this.licenceEn === null) return null;
    return inLanguage({ vi: this.licenceVi, en: this.licenceEn }, lang, preferred);
  }

  static from(row: DistributionRow): Distribution {
    return Object.assign(new Distribution(), {
      code: row.code,
      datasetCode: row.dataset,
      format: row.format,
      mediaType: row.mediaType,
      accessUrl: row.accessUrl,
      accessService: row.accessService,
      licenceVi: row.licenceVi,
      licenceEn: row.licenceEn,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of distributions. */
export const DistributionConnection = connectionOf(Distribution, 'Distribution', 'distributions');
