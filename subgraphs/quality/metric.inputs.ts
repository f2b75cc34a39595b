import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { MarkedInput } from '../../kernel/graphql/marked-record.ts';
import { QualityCriterion } from '../../kernel/graphql/quality-criterion.ts';
import { IsCode, IsDescription, IsName } from '../../kernel/text/plain-text.ts';
import { ISO_CHARACTERISTICS } from './metric-registry.ts';

/** Characteristics of data quality (ISO/IEC 25012:2008). */
export enum IsoCharacteristic {
  ACCURACY = 'ACCURACY',
  COMPLETENESS = 'COMPLETENESS',
  CONSISTENCY = 'CONSISTENCY',
  CREDIBILITY = 'CREDIBILITY',
  CURRENTNESS = 'CURRENTNESS',
  ACCESSIBILITY = 'ACCESSIBILITY',
  COMPLIANCE = 'COMPLIANCE',
  CONFIDENTIALITY = 'CONFIDENTIALITY',
  EFFICIENCY = 'EFFICIENCY',
  PRECISION = 'PRECISION',
  TRACEABILITY = 'TRACEABILITY',
  UNDERSTANDABILITY = 'UNDERSTANDABILITY',
  AVAILABILITY = 'AVAILABILITY',
  PORTABILITY = 'PORTABILITY',
  RECOVERABILITY = 'RECOVERABILITY',
}
registerEnumType(IsoCharacteristic, {
  name: 'IsoCharacteristic',
  description: 'Characteristics of data quality (ISO/IEC 25012:2008).',
  valuesConfig: Object.fromEntries(
    ISO_CHARACTERISTICS.map((name) => [
      name,
      { description: `${name.charAt(0)}${name.slice(1).toLowerCase()}, as ISO/IEC 25012 defines it.` },
    ]),
  ),
});

@InputType({ description: 'What a metric measures; defined again, it takes over what is said.' })
export class DefineQualityMetricInput extends MarkedInput {
  @Field(() => ID, { description: 'Code of the metric, as measurements name it.' })
  @IsCode()
  code!: string;

  @Field(() => QualityCriterion, { description: 'The criterion that it belongs to.' })
  criterion!: QualityCriterion;

  @Field(() => String, { description: 'Vietnamese name.' })
  @IsName()
  nameVi!: string;

  @Field(() => String, { description: 'English name.' })
  @IsName()
  nameEn!: string;

  @Field(() => String, { description: 'How the value comes about, 0 to 1, in Vietnamese.' })
  @IsDescription()
  definitionVi!: string;

  @Field(() => String, { description: 'How the value comes about, 0 to 1, in English.' })
  @IsDescription()
  definitionEn!: string;

  @Field(() => [IsoCharacteristic], { description: 'Characteristics of ISO/IEC 25012 that it tells of, 1 to 15.' })
  @ArrayMinSize(1, { message: '$property takes 1 to 15 characteristics' })
  @ArrayMaxSize(15, { message: '$property takes 1 to 15 characteristics' })
  characteristics!: IsoCharacteristic[];
}
