import { Arg, Ctx, Field, ObjectType, registerEnumType } from 'type-graphql';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { OpennessVerdict } from './openness.ts';

/** What open data is asked to be. */
export enum OpennessPrinciple {
  COMPLETE = 'COMPLETE',
  LATEST = 'LATEST',
  ONLINE = 'ONLINE',
  MACHINE_PROCESSABLE = 'MACHINE_PROCESSABLE',
  NO_IDENTIFICATION = 'NO_IDENTIFICATION',
  OPEN_FORMAT = 'OPEN_FORMAT',
  FREE = 'FREE',
  DEMAND_LED = 'DEMAND_LED',
}
registerEnumType(OpennessPrinciple, {
  name: 'OpennessPrinciple',
  description:
    'What open data is asked to be: the principles of Decree 47/2020/NĐ-CP. Its articles on open data are repealed (194/2025/NĐ-CP, article 40), so that they are a checklist and no duty.',
  valuesConfig: {
    COMPLETE: { description: 'Complete: every newest measurement of the criterion COMPLETE is 1.' },
    LATEST: { description: 'The latest: its update interval is not longer than the limit.' },
    ONLINE: { description: 'Online: a distribution has an address, or a platform through which it is had.' },
    MACHINE_PROCESSABLE: { description: 'A machine can process it: a distribution has a format for it.' },
    NO_IDENTIFICATION: { description: 'Nobody has to say who they are to have it.' },
    OPEN_FORMAT: { description: 'In an open format: a distribution has one.' },
    FREE: { description: 'Free of charge.' },
    DEMAND_LED: { description: 'Chosen by what people and firms ask for.' },
  },
});

@ObjectType({ description: 'What was found of one principle of open data.' })
export class OpennessCheck {
  reasonVi!: string;
  reasonEn!: string;

  @Field(() => OpennessPrinciple, { description: 'What was looked at.' })
  principle!: OpennessPrinciple;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is met; null where the catalogue does not know.' })
  met!: boolean | null;

  @Field(() => String, { description: 'Why.' })
  reason(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the reason.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.reasonVi, en: this.reasonEn }, lang, preferred);
  }

  static from(verdict: OpennessVerdict): OpennessCheck {
    return Object.assign(new OpennessCheck(), verdict);
  }
}
