import { Field, Float, ID, ObjectType } from 'type-graphql';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import { QUALITY_CRITERIA, QualityCriterion } from '../../kernel/graphql/quality-criterion.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { ProfileRow } from './profile.entity.ts';
import { DEFAULT_LIST, profileOf } from './profiles.ts';
import { PolicyDocument } from './stubs.ts';

@ObjectType({ description: 'How much one criterion counts, and from which score on it passes.' })
export class CriterionWeight {
  @Field(() => QualityCriterion, { description: 'The criterion.' })
  criterion!: QualityCriterion;

  @Field(() => Float, { description: 'How much it counts; the six add up to 1.' })
  weight!: number;

  @Field(() => Float, { nullable: true, description: 'From which score on it passes; null for no mark of its own.' })
  passMark!: number | null;
}

@ObjectType({ description: 'Weights and pass marks by which the data of a list are judged.' })
export class QualityProfile extends MarkedRecord {
  @Field(() => ID, { nullable: true, description: 'Code of the list; null for what has no profile of its own.' })
  list!: string | null;

  @Field(() => [CriterionWeight], { description: 'The six criteria.' })
  criteria!: CriterionWeight[];

  @Field(() => Float, { nullable: true, description: 'From which score on data pass as a whole; null for no mark.' })
  passMark!: number | null;

  @Field(() => PolicyDocument, { nullable: true, description: 'The document that sets them.' })
  document!: PolicyDocument | null;

  static from(row: ProfileRow): QualityProfile {
    const { weights, marks, passMark } = profileOf(row);
    return Object.assign(new QualityProfile(), {
      list: row.listCode === DEFAULT_LIST ? null : row.listCode,
      criteria: QUALITY_CRITERIA.map((criterion) =>
        Object.assign(new CriterionWeight(), {
          criterion,
          weight: weights[criterion],
          passMark: marks[criterion],
        }),
      ),
      passMark,
      document: row.documentCode === null ? null : PolicyDocument.of(row.documentCode),
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}
