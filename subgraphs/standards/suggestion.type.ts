import { Arg, Ctx, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { DatasetField } from './stubs.ts';
import type { BindingDecisionRow } from './suggestion.entity.ts';
import type { RankedElement, SuggestionReason } from './suggestion-ranking.ts';

/** Why an element is suggested. */
export enum SuggestionReasonKindType {
  SAME_NAME = 'SAME_NAME',
  SIMILAR_NAME = 'SIMILAR_NAME',
  BOUND_ELSEWHERE = 'BOUND_ELSEWHERE',
  TYPE_AGREES = 'TYPE_AGREES',
  TYPE_DIFFERS = 'TYPE_DIFFERS',
}
registerEnumType(SuggestionReasonKindType, {
  name: 'SuggestionReasonKind',
  description: 'Why an element is suggested for a field, or not more strongly.',
  valuesConfig: {
    SAME_NAME: { description: 'The field has the code of the element as its name.' },
    SIMILAR_NAME: { description: 'The names share parts, or differ by a few letters.' },
    BOUND_ELSEWHERE: { description: 'Fields of this name that you may see are bound to the element.' },
    TYPE_AGREES: { description: 'The types are the same.' },
    TYPE_DIFFERS: { description: 'The types differ.' },
  },
});

const TEXTS: Readonly<Record<SuggestionReason['kind'], { readonly vi: string; readonly en: string }>> = {
  SAME_NAME: { vi: 'Tên cột trùng mã phần tử', en: 'The column is named as the element' },
  SIMILAR_NAME: { vi: 'Tên cột gần giống mã phần tử', en: 'The names are alike' },
  BOUND_ELSEWHERE: { vi: 'Cột cùng tên đã gắn phần tử này', en: 'Columns of this name are bound to it' },
  TYPE_AGREES: { vi: 'Cùng kiểu dữ liệu', en: 'The types are the same' },
  TYPE_DIFFERS: { vi: 'Khác kiểu dữ liệu', en: 'The types differ' },
};

@ObjectType({ description: 'A reason for a suggestion, with its part in the score.' })
export class BindingSuggestionReason {
  @Field(() => SuggestionReasonKindType, { description: 'Which reason.' })
  kind!: SuggestionReasonKindType;

  @Field(() => Float, { description: 'What it adds to the score; below 0 what it takes away.' })
  weight!: number;

  @Field(() => Int, { nullable: true, description: 'How many fields, when they are bound elsewhere.' })
  fields!: number | null;

  @Field(() => String, { description: 'The reason in words.' })
  text(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the words.' }) lang?: Lang | null,
  ): string {
    return inLanguage(TEXTS[this.kind], lang, preferred);
  }

  static of({ kind, weight, columns }: SuggestionReason): BindingSuggestionReason {
    return Object.assign(new BindingSuggestionReason(), {
      kind: SuggestionReasonKindType[kind],
      weight,
      fields: columns ?? null,
    });
  }
}

@ObjectType({ description: 'An element that a field which is bound to none could be bound to; a steward decides.' })
export class BindingSuggestion {
  elementCode!: string;

  @Field(() => DatasetField, { description: 'The field.' })
  field!: DatasetField;

  @Field(() => Float, { description: 'How likely it is, 0 to 1: the sum of the reasons.' })
  score!: number;

  @Field(() => [BindingSuggestionReason], { description: 'Why, in the order in which they were looked at.' })
  reasons!: BindingSuggestionReason[];

  static of(ref: string, { elementCode, score, reasons }: RankedElement): BindingSuggestion {
    return Object.assign(new BindingSuggestion(), {
      elementCode,
      field: DatasetField.of(ref),
      score,
      reasons: reasons.map(BindingSuggestionReason.of),
    });
  }
}

@ObjectType({ description: 'What a steward decided on a suggested binding.' })
export class BindingDecision {
  elementCode!: string;

  @Field(() => DatasetField, { description: 'The field.' })
  field!: DatasetField;

  @Field(() => Boolean, { description: 'True: it was bound. False: it is not suggested again.' })
  accepted!: boolean;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason!: string | null;

  @Field(() => DateTime, { description: 'When it was decided.' })
  decidedAt!: Date;

  static from({
    datasetCode,
    fieldName,
    elementCode,
    accepted,
    reason,
    decidedAt,
  }: BindingDecisionRow): BindingDecision {
    return Object.assign(new BindingDecision(), {
      elementCode,
      field: DatasetField.of(`${datasetCode}.${fieldName}`),
      accepted,
      reason,
      decidedAt,
    });
  }
}
