import { Arg, Ctx, Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { ListVersion, listVersionOf } from '../../kernel/list-versions/list-version.type.ts';
import { DataListState } from '../../kernel/list-versions/list-version-state.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { DataListVersionRow } from './data-list.entity.ts';
import { PolicyDocument } from './stubs.ts';

@ObjectType({ description: 'A dated composition of a list, proposed, and approved or rejected by a document.' })
export class DataListVersion extends ListVersion {
  @Field(() => PolicyDocument, {
    nullable: true,
    description: 'The document that approves or rejects it; null while proposed.',
  })
  document!: PolicyDocument | null;

  static from(row: DataListVersionRow): DataListVersion {
    return Object.assign(new DataListVersion(), {
      ...listVersionOf(row),
      document: row.document === null ? null : PolicyDocument.of(row.document),
    });
  }
}

@ObjectType({ description: 'That a version of a list names a dataset or a platform.' })
export class ListMembership {
  row!: DataListVersionRow;

  @Field(() => Int, { description: 'Number of the version.' })
  version!: number;

  @Field(() => DataListState, { description: 'What was decided on the version.' })
  state!: DataListState;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The version is in force from this instant on; null unless approved.',
  })
  approvedOn!: Date | null;

  @Field(() => Boolean, { description: 'Whether the version is the one in force.' })
  inForce(
    @Ctx() scope: RequestScope,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant, now unless given.' })
    asOf?: Date | null,
  ): boolean {
    return DataListVersion.from(this.row).inForce(scope, asOf);
  }

  static from(row: DataListVersionRow): ListMembership {
    return Object.assign(new ListMembership(), {
      row,
      version: row.version,
      state: row.state as DataListState,
      approvedOn: row.approvedOn,
    });
  }
}
