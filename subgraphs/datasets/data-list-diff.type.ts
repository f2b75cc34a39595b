import { Field, Int, ObjectType } from 'type-graphql';
import type { ComparedMembers } from '../../kernel/list-versions/compare-members.ts';
import { DataListVersion } from './data-list-version.type.ts';

@ObjectType({ description: 'What differs between two versions of a list, of what you may see.' })
export class DataListDiff {
  addedCodes!: readonly string[];
  removedCodes!: readonly string[];
  isOfPlatforms!: boolean;

  @Field(() => DataListVersion, { nullable: true, description: 'The earlier one; null where there was none.' })
  from!: DataListVersion | null;

  @Field(() => DataListVersion, { description: 'The later one.' })
  to!: DataListVersion;

  @Field(() => Int, { description: 'How many are on both.' })
  unchanged!: number;

  static of(
    from: DataListVersion | null,
    to: DataListVersion,
    { added, removed, unchanged }: ComparedMembers,
    isOfPlatforms: boolean,
  ): DataListDiff {
    const codes = { addedCodes: added, removedCodes: removed };
    return Object.assign(new DataListDiff(), { from, to, unchanged, isOfPlatforms, ...codes });
  }
}
