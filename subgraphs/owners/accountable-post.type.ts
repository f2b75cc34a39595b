import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { PostRecord } from '../../kernel/graphql/post-record.ts';
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
export class AccountablePost extends PostRecord {
  @Field(() => AccountableDuty, { description: 'What it answers for.' })
  duty!: AccountableDuty;

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
