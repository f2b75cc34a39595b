import { Arg, Ctx, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { type Bilingual, inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { QualityCriterion } from '../../kernel/graphql/quality-criterion.ts';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { MetricRow } from './metric.entity.ts';
import { IsoCharacteristic } from './metric.inputs.ts';
import type { BuiltInMetric } from './metric-registry.ts';

/** Where the values of a metric come from. */
export enum QualityMetricKind {
  DECLARED = 'DECLARED',
  OBSERVED = 'OBSERVED',
  COMPUTED = 'COMPUTED',
}
registerEnumType(QualityMetricKind, {
  name: 'QualityMetricKind',
  description: 'Where the values of a metric come from.',
  valuesConfig: {
    DECLARED: { description: 'Somebody measured and added them.' },
    OBSERVED: { description: 'Tools of producers report them (OpenLineage facets).' },
    COMPUTED: { description: 'The catalog computes them from what it knows, by the formula in the definition.' },
  },
});

@ObjectType({ description: 'What a metric measures (dqv:Metric), and to which criterion it belongs (dqv:Dimension).' })
export class QualityMetric {
  nameText!: Bilingual;
  definitionText!: Bilingual;

  @Field(() => ID, { description: 'Code of the metric, as measurements name it.' })
  code!: string;

  @Field(() => QualityMetricKind, { description: 'Where its values come from.' })
  kind!: QualityMetricKind;

  @Field(() => QualityCriterion, { description: 'The criterion that it belongs to.' })
  criterion!: QualityCriterion;

  @Field(() => [IsoCharacteristic], { description: 'Characteristics of ISO/IEC 25012 that it tells of.' })
  characteristics!: IsoCharacteristic[];

  @Field(() => String, { description: 'The metric as a dqv:Metric: an IRI of this catalog.' })
  dqvMetric!: string;

  @Field(() => String, { description: 'The criterion as the dqv:Dimension that it is in: an IRI of this catalog.' })
  dqvDimension!: string;

  @Field(() => RecordMark, { nullable: true, description: 'Fact or sample data; null when it comes with the program.' })
  mark!: RecordMark | null;

  @Field(() => String, { nullable: true, description: 'The source that the definition was taken from.' })
  source!: string | null;

  @Field(() => String, { description: 'Name of the metric.' })
  name(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the name.' }) lang?: Lang | null,
  ): string {
    return inLanguage(this.nameText, lang, preferred);
  }

  @Field(() => String, { description: 'How the value comes about, 0 to 1: the formula of what is computed.' })
  definition(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the definition.' }) lang?: Lang | null,
  ): string {
    return inLanguage(this.definitionText, lang, preferred);
  }

  static from(row: MetricRow): QualityMetric {
    return metricOf(row.code, row.criterion, {
      nameText: { vi: row.nameVi, en: row.nameEn },
      definitionText: { vi: row.definitionVi, en: row.definitionEn },
      kind: QualityMetricKind.DECLARED,
      characteristics: row.characteristics as IsoCharacteristic[],
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }

  static builtIn({ code, kind, criterion, name, formula, characteristics }: BuiltInMetric): QualityMetric {
    return metricOf(code, criterion, {
      nameText: name,
      definitionText: formula,
      kind: QualityMetricKind[kind],
      characteristics: characteristics.map((characteristic) => IsoCharacteristic[characteristic]),
      mark: null,
      source: null,
    });
  }
}

function metricOf(
  code: string,
  criterion: string,
  rest: Pick<QualityMetric, 'nameText' | 'definitionText' | 'kind' | 'characteristics' | 'mark' | 'source'>,
): QualityMetric {
  return Object.assign(new QualityMetric(), {
    code,
    criterion: criterion as QualityCriterion,
    dqvMetric: `urn:nguon:quality:metric:${encodeURIComponent(code)}`,
    dqvDimension: `urn:nguon:quality:criterion:${criterion}`,
    ...rest,
  });
}
