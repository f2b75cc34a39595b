import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { FieldType } from '../../kernel/graphql/field-type.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { FieldState } from './field-state.ts';
import { PiiClass } from './pii-class.ts';
import type { SchemaChanges as Changes } from './schema-changes.ts';
import type { SchemaVersionRow } from './schema-version.entity.ts';

@ObjectType({ description: 'A field as a schema version holds it; it may be no more.' })
export class SchemaVersionField {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => Int, { description: 'Place in that version, from 1.' })
  position!: number;

  @Field(() => FieldType, { description: 'Type of its values.' })
  type!: FieldType;

  @Field(() => Boolean, { description: 'Whether a value may be missing.' })
  nullable!: boolean;

  @Field(() => Boolean, { description: 'Whether it belongs to the key.' })
  isKey!: boolean;

  @Field(() => PiiClass, { description: 'Class of personal data; in the version in force the class of today.' })
  piiClass!: PiiClass;

  @Field(() => Boolean, { description: 'Whether it identifies a person by itself.' })
  directIdentifier!: boolean;

  static from(state: FieldState, index: number): SchemaVersionField {
    return Object.assign(new SchemaVersionField(), { ...state, position: index + 1 });
  }
}

@ObjectType({
  description:
    'What a schema version changed against the one before; names of fields. A rename is a removal and an addition.',
})
export class SchemaChanges {
  @Field(() => [String], { description: 'Added.' })
  added!: string[];

  @Field(() => [String], { description: 'Removed.' })
  removed!: string[];

  @Field(() => [String], { description: 'With another type.' })
  type!: string[];

  @Field(() => [String], { description: 'Where a value may be missing now, or no longer.' })
  nullability!: string[];

  @Field(() => [String], { description: 'That entered or left the key.' })
  key!: string[];

  @Field(() => [String], {
    description: 'With another class of personal data, or identifying directly now or no longer.',
  })
  class!: string[];

  @Field(() => Boolean, { description: 'Whether fields that both versions have stand in another order.' })
  order!: boolean;

  static from(changes: Changes): SchemaChanges {
    return Object.assign(new SchemaChanges(), changes);
  }
}

@ObjectType({ description: 'The field list of a dataset at one time.' })
export class SchemaVersion {
  id!: string;
  datasetCode!: string;

  @Field(() => Int, { description: 'Number, from 1.' })
  version!: number;

  @Field(() => DateTime, { description: 'When it was written.' })
  recordedAt!: Date;

  @Field(() => Int, { description: 'How many fields it has.' })
  fieldCount!: number;

  static from(row: SchemaVersionRow): SchemaVersion {
    return Object.assign(new SchemaVersion(), {
      id: row.id,
      datasetCode: row.dataset,
      version: row.version,
      recordedAt: row.recordedAt,
      fieldCount: row.fieldCount,
    });
  }
}

/** A page of schema versions. */
export const SchemaVersionConnection = connectionOf(SchemaVersion, 'SchemaVersion', 'schema versions');
