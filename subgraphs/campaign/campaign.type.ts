import { Arg, Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { CampaignRow } from './campaign.entity.ts';

@ObjectType({ description: 'A campaign: a drive of the whole city with tasks, and figures that it is to reach.' })
@Directive('@key(fields: "code")')
export class Campaign extends MarkedRecord {
  titleVi!: string;
  titleEn!: string;
  documentCodes!: readonly string[];

  @Field(() => ID, { description: 'Code of the campaign, such as C2026.' })
  code!: string;

  @Field(() => String, { description: 'Title of the campaign.' })
  title(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.titleVi, en: this.titleEn }, lang, preferred);
  }

  @Field(() => DateTime, { description: 'When it was launched.' })
  launchedOn!: Date;

  static from(row: CampaignRow): Campaign {
    return Object.assign(new Campaign(), {
      code: row.code,
      titleVi: row.titleVi,
      titleEn: row.titleEn,
      documentCodes: row.documentCodes,
      launchedOn: row.launchedOn,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of campaigns. */
export const CampaignConnection = connectionOf(Campaign, 'Campaign', 'campaigns');
