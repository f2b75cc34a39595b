import { Field, ObjectType } from 'type-graphql';
import type { DataListVersionRow } from './data-list.entity.ts';
import { DataListKind } from './data-list.type.ts';
import { DataListVersion } from './data-list-version.type.ts';

@ObjectType({ description: 'Whether a dataset is approved for what its sharing class says.' })
export class ListApproval {
  @Field(() => DataListKind, {
    description: 'On which kind of list it must stand: SHARED or OPEN, as its sharing class.',
  })
  kind!: DataListKind;

  @Field(() => Boolean, {
    description: 'Whether a version in force of such a list names it. If not, that is finding R5.',
  })
  approved!: boolean;

  @Field(() => DataListVersion, { nullable: true, description: 'The version in force that names it.' })
  version!: DataListVersion | null;

  static of(kind: DataListKind, version: DataListVersionRow | null): ListApproval {
    return Object.assign(new ListApproval(), {
      kind,
      approved: version !== null,
      version: version === null ? null : DataListVersion.from(version),
    });
  }
}
