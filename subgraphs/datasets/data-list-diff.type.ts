import { Field, Int, ObjectType } from 'type-graphql';
import { DataListVersion } from './data-list-version.type.ts';

/** What two versions of a list name that a viewer may see, by code. */
export interface ComparedMembers {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** Compares two sets of codes, each in order. */
export function compareMembers(from: readonly string[], to: readonly string[]): ComparedMembers {
  const [before, after] = [new Set(from), new Set(to)];
  const removed = from.filter((code) => !after.has(code));
  return { added: to.filter((code) => !before.has(code)), removed, unchanged: from.length - removed.length };
}

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
