import { Field, ObjectType } from 'type-graphql';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { ConformanceRow } from './conformance.entity.ts';
import { Dataset } from './stubs.ts';

@ObjectType({ description: 'The declaration that a dataset conforms to a standard (dct:conformsTo), with its origin.' })
export class Conformance extends MarkedRecord {
  standardCode!: string;

  @Field(() => Dataset, { description: 'The dataset that conforms.' })
  dataset!: Dataset;

  static from({ datasetCode, standardCode, mark, source }: ConformanceRow): Conformance {
    return Object.assign(new Conformance(), {
      standardCode,
      dataset: Dataset.of(datasetCode),
      mark: mark as RecordMark,
      source,
    });
  }
}
