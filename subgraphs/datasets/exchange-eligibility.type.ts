import { Arg, Ctx, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { type ExchangeVerdict, isEligible } from './exchange-eligibility.ts';
import { PolicyDocument } from './stubs.ts';

/** What is looked at. */
export enum ExchangeCriterion {
  SHARING_CLASS = 'SHARING_CLASS',
  IMPORTANCE_CLASS = 'IMPORTANCE_CLASS',
  DEFENCE_SECURITY = 'DEFENCE_SECURITY',
  LIST_MEMBERSHIP = 'LIST_MEMBERSHIP',
  PERSONAL_DATA = 'PERSONAL_DATA',
}
registerEnumType(ExchangeCriterion, {
  name: 'ExchangeCriterion',
  description: 'What decides whether a dataset may be offered on the market place for data.',
  valuesConfig: {
    SHARING_CLASS: { description: 'It is shared or open data of the city.' },
    IMPORTANCE_CLASS: { description: 'It is neither core nor important data.' },
    DEFENCE_SECURITY: { description: 'It is not of the block of defence and security.' },
    LIST_MEMBERSHIP: { description: 'A version in force of the list of its sharing class names it.' },
    PERSONAL_DATA: {
      description:
        'It has no personal data, or the consent of the data subjects, or a documented de-identification that leaves no column that identifies directly.',
    },
  },
});

@ObjectType({ description: 'What was found of one criterion.' })
export class ExchangeFinding {
  reasonVi!: string;
  reasonEn!: string;

  @Field(() => ExchangeCriterion, { description: 'What was looked at.' })
  criterion!: ExchangeCriterion;

  @Field(() => Boolean, { description: 'Whether it lets the dataset be offered.' })
  holds!: boolean;

  @Field(() => [ID], { description: 'References of the columns that stand against it.' })
  fields!: readonly string[];

  @Field(() => PolicyDocument, { description: 'The document that asks for it.' })
  document!: PolicyDocument;

  @Field(() => String, { nullable: true, description: 'Article of the document, where one is named.' })
  article!: string | null;

  @Field(() => String, { description: 'Why.' })
  reason(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the reason.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.reasonVi, en: this.reasonEn }, lang, preferred);
  }

  static from({ document, ...verdict }: ExchangeVerdict): ExchangeFinding {
    return Object.assign(new ExchangeFinding(), { ...verdict, document: PolicyDocument.of(document) });
  }
}

@ObjectType({
  description: 'Whether a dataset may be offered on the market place for data, computed when it is asked.',
})
export class ExchangeEligibility {
  @Field(() => Boolean, { description: 'Whether nothing stands against it.' })
  eligible!: boolean;

  @Field(() => [ExchangeFinding], { description: 'Every criterion with what was found; five.' })
  findings!: readonly ExchangeFinding[];

  static of(verdicts: readonly ExchangeVerdict[]): ExchangeEligibility {
    return Object.assign(new ExchangeEligibility(), {
      eligible: isEligible(verdicts),
      findings: verdicts.map(ExchangeFinding.from),
    });
  }
}
