import { Arg, Ctx, Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { IndicatorRow } from './indicator.entity.ts';
import { standingOf } from './indicator-standing.ts';

/** How a figure is compared with what is to be reached. */
export enum IndicatorOperator {
  GE = 'GE',
  GT = 'GT',
  EQ = 'EQ',
  LE = 'LE',
  RANK_TOP = 'RANK_TOP',
  RANGE = 'RANGE',
  APPROX = 'APPROX',
}
registerEnumType(IndicatorOperator, {
  name: 'IndicatorOperator',
  description: 'How a figure is compared with what is to be reached.',
  valuesConfig: {
    GE: { description: 'At least the value.' },
    GT: { description: 'More than the value.' },
    EQ: { description: 'The value.' },
    LE: { description: 'At most the value.' },
    RANK_TOP: { description: 'Among the first so many; the value is a rank.' },
    RANGE: { description: 'From value to valueTo, both included.' },
    APPROX: { description: 'About the value.' },
  },
});

/** Where the latest figure stands. */
export enum IndicatorStanding {
  REACHED = 'REACHED',
  NOT_REACHED = 'NOT_REACHED',
  NOT_MEASURED = 'NOT_MEASURED',
}
registerEnumType(IndicatorStanding, {
  name: 'IndicatorStanding',
  description: 'Where the latest figure of an indicator stands.',
  valuesConfig: {
    REACHED: { description: 'What is to be reached is reached.' },
    NOT_REACHED: { description: 'It is not reached.' },
    NOT_MEASURED: { description: 'The figure was never measured, which is not 0.' },
  },
});

@ObjectType({ description: 'A figure that a campaign is to reach by a year, and where it stands.' })
@Directive('@key(fields: "code")')
export class Indicator extends MarkedRecord {
  campaignCode!: string;
  nameVi!: string;
  nameEn!: string;
  unitVi!: string;
  unitEn!: string;

  @Field(() => ID, { description: 'Code of the indicator, such as cashless-2030.' })
  code!: string;

  @Field(() => String, { description: 'Name of the indicator.' })
  name(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the name.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.nameVi, en: this.nameEn }, lang, preferred);
  }

  @Field(() => IndicatorOperator, { description: 'How the figure compares with the value.' })
  operator!: IndicatorOperator;

  @Field(() => Float, { description: 'What is to be reached; the lower end of a range.' })
  value!: number;

  @Field(() => Float, { nullable: true, description: 'The upper end of a range; null for every other operator.' })
  valueTo!: number | null;

  @Field(() => String, { description: 'Unit of the value.' })
  unit(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the unit.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.unitVi, en: this.unitEn }, lang, preferred);
  }

  @Field(() => Int, { description: 'Year by which it is to be reached.' })
  year!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The figure as last measured; null when it never was, which is not 0.',
  })
  latestValue!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last measured.' })
  latestOn!: Date | null;

  @Field(() => String, { nullable: true, description: 'Where the latest figure is from, where that was said.' })
  latestSource!: string | null;

  @Field(() => IndicatorStanding, {
    description:
      'The latest figure against what is to be reached. EQ is reached at the value or past it, APPROX from 95 % of it on.',
  })
  standing(): IndicatorStanding {
    return standingOf(this, this.latestValue) as IndicatorStanding;
  }

  @Field(() => Float, {
    nullable: true,
    description: 'The latest figure less the value (of a range, its lower end); null when it was never measured.',
  })
  difference(): number | null {
    return this.latestValue === null ? null : this.latestValue - this.value;
  }

  static from(row: IndicatorRow): Indicator {
    return Object.assign(new Indicator(), {
      code: row.code,
      campaignCode: row.campaignCode,
      nameVi: row.nameVi,
      nameEn: row.nameEn,
      operator: row.operator as IndicatorOperator,
      value: row.value,
      valueTo: row.valueTo,
      unitVi: row.unitVi,
      unitEn: row.unitEn,
      year: row.year,
      latestValue: row.latestValue,
      latestOn: row.latestOn,
      latestSource: row.latestSource,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of indicators. */
export const IndicatorConnection = connectionOf(Indicator, 'Indicator', 'indicators');
