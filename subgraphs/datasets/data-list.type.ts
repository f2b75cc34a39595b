import { Arg, Ctx, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { DataListRow } from './data-list.entity.ts';

/** What a list decides on. */
export enum DataListKind {
  SHARED = 'SHARED',
  OPEN = 'OPEN',
  PLATFORM = 'PLATFORM',
}
registerEnumType(DataListKind, {
  name: 'DataListKind',
  description: 'What a list decides on. Who sees a dataset is decided by its sharing class, not by a list.',
  valuesConfig: {
    SHARED: { description: 'Which datasets are approved for sharing.' },
    OPEN: { description: 'Which datasets are approved for opening.' },
    PLATFORM: { description: 'Which digital platforms all agencies share.' },
  },
});

@ObjectType({ description: 'A list that the city decides on: which datasets are shared or opened, which platforms.' })
export class DataList extends MarkedRecord {
  titleVi!: string;
  titleEn!: string;

  @Field(() => ID, { description: 'Code of the list.' })
  code!: string;

  @Field(() => DataListKind, { description: 'What it decides on.' })
  kind!: DataListKind;

  @Field(() => String, {
    description: 'How long after its approval a version is to be reviewed, an ISO 8601 duration such as P6M.',
  })
  reviewInterval!: string;

  @Field(() => String, { description: 'Title of the list.' })
  title(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.titleVi, en: this.titleEn }, lang, preferred);
  }

  static from(row: DataListRow): DataList {
    return Object.assign(new DataList(), {
      code: row.code,
      kind: row.kind as DataListKind,
      titleVi: row.titleVi,
      titleEn: row.titleEn,
      reviewInterval: row.reviewInterval,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of lists. */
export const DataListConnection = connectionOf(DataList, 'DataList', 'lists');
