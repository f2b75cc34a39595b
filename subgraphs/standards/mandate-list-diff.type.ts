import { Field, Int, ObjectType } from 'type-graphql';
import type { ComparedMembers } from '../../kernel/list-versions/compare-members.ts';
import { MandateListVersion } from './mandate-list-version.type.ts';
import { Dataset } from './stubs.ts';

@ObjectType({ description: 'What differs between two versions of a mandate list, of what you may see.' })
export class MandateListDiff {
  @Field(() => MandateListVersion, { nullable: true, description: 'The earlier one; null where there was none.' })
  from!: MandateListVersion | null;

  @Field(() => MandateListVersion, { description: 'The later one.' })
  to!: MandateListVersion;

  @Field(() => [Dataset], { description: 'Datasets on the later one only, by code, at most 1,000.' })
  added!: Dataset[];

  @Field(() => [Dataset], { description: 'Datasets on the earlier one only, by code, at most 1,000.' })
  removed!: Dataset[];

  @Field(() => Int, { description: 'How many are on both.' })
  unchanged!: number;

  static of(
    from: MandateListVersion | null,
    to: MandateListVersion,
    { added, removed, unchanged }: ComparedMembers,
  ): MandateListDiff {
    return Object.assign(new MandateListDiff(), {
      from,
      to,
      added: added.map(Dataset.of),
      removed: removed.map(Dataset.of),
      unchanged,
    });
  }
}
