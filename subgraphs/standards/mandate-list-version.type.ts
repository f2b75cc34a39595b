import { Field, ObjectType } from 'type-graphql';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { ListVersion, listVersionOf } from '../../kernel/list-versions/list-version.type.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { MandateListVersionRow } from './mandate-list.entity.ts';

@ObjectType({ description: 'A dated composition of a mandate list, proposed, and approved or rejected by a document.' })
export class MandateListVersion extends ListVersion {
  documentCode!: string | null;

  @Field(() => RecordMark, { description: 'Whether this record is a fact of a public source or sample data.' })
  mark!: RecordMark;

  @Field(() => String, { nullable: true, description: 'The source that the record was taken from.' })
  source!: string | null;

  static from(row: MandateListVersionRow): MandateListVersion {
    return Object.assign(new MandateListVersion(), {
      ...listVersionOf(row),
      documentCode: row.document,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of versions of mandate lists. */
export const MandateListVersionConnection = connectionOf(
  MandateListVersion,
  'MandateListVersion',
  'versions of mandate lists',
);
