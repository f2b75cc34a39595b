import { Field, Int, ObjectType } from 'type-graphql';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { ConformanceRow } from './conformance.entity.ts';
import { ConformanceGapReason, ConformanceLevel, ConformanceVerdict, ElementMatch } from './conformance.enums.ts';
import type { ElementCheck, Gap } from './conformance-check.ts';
import type { DescribedFieldRow } from './described-field.entity.ts';
import { Dataset, DatasetField } from './stubs.ts';

@ObjectType({ description: 'One thing of a dataset that is not as a standard requires.' })
export class ConformanceGap {
  @Field(() => String, { description: 'Name of the required element.' })
  element!: string;

  @Field(() => ConformanceGapReason, { description: 'Why it is not met.' })
  reason!: ConformanceGapReason;

  @Field(() => DatasetField, {
    nullable: true,
    description:
      'The field that is not as required, or has the name of the element and another meaning; null for none.',
  })
  field!: DatasetField | null;

  @Field(() => String, { description: 'What is required: the element, the type, or the code list.' })
  expected!: string;

  @Field(() => String, { nullable: true, description: 'What was found instead; null for nothing.' })
  found!: string | null;

  static of(dataset: string, { element, reason, fieldName, expected, found }: Gap): ConformanceGap {
    return Object.assign(new ConformanceGap(), {
      element,
      reason: ConformanceGapReason[reason],
      field: fieldName === null ? null : DatasetField.of(`${dataset}.${fieldName}`),
      expected,
      found,
    });
  }
}

@ObjectType({ description: 'A required element with the field that answers it.' })
export class ConformanceElement {
  @Field(() => String, { description: 'Name of the element.' })
  element!: string;

  @Field(() => DatasetField, { nullable: true, description: 'The field that answers it; null when none does.' })
  field!: DatasetField | null;

  @Field(() => ElementMatch, { nullable: true, description: 'How the field was recognised.' })
  matchedBy!: ElementMatch | null;

  @Field(() => Boolean, { description: 'Whether it is as required.' })
  met!: boolean;

  static of(dataset: string, { element, fieldName, matchedBy, gaps }: ElementCheck): ConformanceElement {
    return Object.assign(new ConformanceElement(), {
      element,
      field: fieldName === null ? null : DatasetField.of(`${dataset}.${fieldName}`),
      matchedBy: matchedBy === null ? null : ElementMatch[matchedBy],
      met: gaps.length === 0,
    });
  }
}

@ObjectType({
  description:
    'What the catalog computes from the fields of a dataset and what a standard requires; nothing in it was declared.',
})
export class ComputedConformance {
  @Field(() => ConformanceVerdict, { description: 'What the comparison comes to.' })
  verdict!: ConformanceVerdict;

  @Field(() => Int, { description: 'How many elements the standard requires.' })
  required!: number;

  @Field(() => Int, { description: 'How many of them are met.' })
  met!: number;

  @Field(() => [ConformanceElement], { description: 'Every required element, by name; at most 1,000.' })
  elements!: ConformanceElement[];

  @Field(() => [ConformanceGap], { description: 'What is missing or not as required, by element; empty when nothing.' })
  gaps!: ConformanceGap[];

  @Field(() => Int, { nullable: true, description: 'Schema version that was compared; null when none is known here.' })
  schemaVersion!: number | null;

  static of(
    dataset: string,
    fields: readonly DescribedFieldRow[],
    checks: readonly ElementCheck[],
  ): ComputedConformance {
    const isKnown = fields.length > 0;
    const gaps = isKnown ? checks.flatMap((check) => check.gaps) : [];
    return Object.assign(new ComputedConformance(), {
      verdict: verdictOf(isKnown, checks.length, gaps.length),
      required: checks.length,
      met: isKnown ? checks.filter((check) => check.gaps.length === 0).length : 0,
      elements: isKnown ? checks.map((check) => ConformanceElement.of(dataset, check)) : [],
      gaps: gaps.map((gap) => ConformanceGap.of(dataset, gap)),
      schemaVersion: fields[0]?.schemaVersion ?? null,
    });
  }
}

function verdictOf(isKnown: boolean, required: number, gaps: number): ConformanceVerdict {
  if (required === 0) return ConformanceVerdict.NOTHING_REQUIRED;
  if (!isKnown) return ConformanceVerdict.FIELDS_UNKNOWN;
  return gaps === 0 ? ConformanceVerdict.CONFORMS : ConformanceVerdict.DOES_NOT_CONFORM;
}

@ObjectType({
  description:
    'The declaration that a dataset conforms to a standard (dct:conformsTo), with its origin, and beside it what the catalog computes.',
})
export class Conformance extends MarkedRecord {
  standardCode!: string;

  @Field(() => Dataset, { description: 'The dataset that is declared to conform.' })
  dataset!: Dataset;

  @Field(() => ConformanceLevel, {
    nullable: true,
    description: 'How far it conforms, as its publisher states; null when nothing was stated. Never computed.',
  })
  declaredLevel!: ConformanceLevel | null;

  @Field(() => String, { nullable: true, description: 'What the publisher leans on.' })
  evidence!: string | null;

  static from({ datasetCode, standardCode, level, evidence, mark, source }: ConformanceRow): Conformance {
    return Object.assign(new Conformance(), {
      standardCode,
      dataset: Dataset.of(datasetCode),
      declaredLevel: level as ConformanceLevel | null,
      evidence,
      mark: mark as RecordMark,
      source,
    });
  }
}

/** A page of the declarations to a standard. */
export const StandardConformanceConnection = connectionOf(
  Conformance,
  'StandardConformance',
  'declarations that datasets conform to the standard',
);
