import { Arg, Ctx, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { DataListRow, DataListVersionRow } from './data-list.entity.ts';
import { PolicyDocument } from './stubs.ts';

/** What a list decides on. */
export enum DataListKind {
  SHARED = 'SHARED',
  OPEN = 'OPEN',
}
registerEnumType(DataListKind, {
  name: 'DataListKind',
  description: 'What a list decides on. Who sees a dataset is decided by its sharing class, not by a list.',
  valuesConfig: {
    SHARED: { description: 'Which datasets are approved for sharing.' },
    OPEN: { description: 'Which datasets are approved for opening.' },
  },
});

/** Whether a version of a list was approved. */
export enum DataListState {
  PROPOSED = 'PROPOSED',
  APPROVED = 'APPROVED',
}
registerEnumType(DataListState, {
  name: 'DataListState',
  description: 'Whether a version of a list was approved.',
  valuesConfig: {
    PROPOSED: { description: 'Proposed; it has no effect.' },
    APPROVED: { description: 'Approved by a document, in force from its date on until a later version is.' },
  },
});

@ObjectType({ description: 'A dated composition of a list, proposed or approved by a document.' })
export class DataListVersion {
  id!: string;
  listCode!: string;
  supersededOn!: Date | null;

  @Field(() => Int, { description: 'Number, from 1.' })
  version!: number;

  @Field(() => DataListState, { description: 'Whether it was approved.' })
  state!: DataListState;

  @Field(() => PolicyDocument, { nullable: true, description: 'The approving document; null while proposed.' })
  document!: PolicyDocument | null;

  @Field(() => DateTime, { nullable: true, description: 'In force from this instant on; null while proposed.' })
  approvedOn!: Date | null;

  @Field(() => Boolean, { description: 'Whether it is the version in force; at most one of a list is at any time.' })
  inForce(
    @Ctx() { clock }: RequestScope,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant, now unless given.' })
    asOf?: Date | null,
  ): boolean {
    const at = asOf ?? clock.now();
    return this.approvedOn !== null && this.approvedOn <= at && (this.supersededOn === null || at < this.supersededOn);
  }

  static from(row: DataListVersionRow): DataListVersion {
    return Object.assign(new DataListVersion(), {
      id: row.id,
      listCode: row.listCode,
      version: row.version,
      state: row.state as DataListState,
      document: row.document === null ? null : PolicyDocument.of(row.document),
      approvedOn: row.approvedOn,
      supersededOn: row.supersededOn,
    });
  }
}

@ObjectType({ description: 'A list that the city decides on: which datasets are shared, which are opened.' })
export class DataList extends MarkedRecord {
  titleVi!: string;
  titleEn!: string;

  @Field(() => ID, { description: 'Code of the list.' })
  code!: string;

  @Field(() => DataListKind, { description: 'What it decides on.' })
  kind!: DataListKind;

  @Field(() => String, { description: 'Title of the list.' })
  title(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.titleVi, en: this.titleEn }, lang, preferred);
  }

  static from(row: DataListRow): DataList {
    return Object.assign(new DataList(), {
      code: row.code,
      kind: row.kind as DataListKind,
      titleVi: row.titleVi,
      titleEn: row.titleEn,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

@ObjectType({ description: 'That a version of a list names a dataset.' })
export class ListMembership {
  row!: DataListVersionRow;

  @Field(() => Int, { description: 'Number of the version.' })
  version!: number;

  @Field(() => DataListState, { description: 'Whether the version was approved.' })
  state!: DataListState;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The version is in force from this instant on; null while proposed.',
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

/** A page of lists. */
export const DataListConnection = connectionOf(DataList, 'DataList', 'lists');
