import { Arg, Ctx, Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { AccountablePostRow } from './accountable-post.entity.ts';

/** What the head of an agency answers for in the campaign, unless another post is appointed for it. */
export enum AccountableDuty {
  PROGRESS = 'PROGRESS',
  QUALITY = 'QUALITY',
  COMPLIANCE = 'COMPLIANCE',
}
registerEnumType(AccountableDuty, {
  name: 'AccountableDuty',
  description: 'What a post answers for in the data work of its agency.',
  valuesConfig: {
    PROGRESS: { description: 'Progress of the tasks and targets that are assigned.' },
    QUALITY: { description: 'Quality of the data.' },
    COMPLIANCE: { description: 'Compliance with the rules and with what was assigned.' },
  },
});

@ObjectType({ description: 'A post that answers for a duty of its agency for a time (W3C ORG Post); never a person.' })
export class AccountablePost {
  postVi!: string;
  postEn!: string;

  @Field(() => AccountableDuty, { description: 'What it answers for.' })
  duty!: AccountableDuty;

  @Field(() => String, { description: 'Title of the post.' })
  post(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.postVi, en: this.postEn }, lang, preferred);
  }

  @Field(() => DateTime, { description: 'From this instant on.' })
  validFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until before this instant; null while in force.' })
  validTo!: Date | null;

  static from({ duty, postVi, postEn, validFrom, validTo }: AccountablePostRow): AccountablePost {
    return Object.assign(new AccountablePost(), {
      duty: duty as AccountableDuty,
      postVi,
      postEn,
      validFrom,
      validTo,
    });
  }
}
