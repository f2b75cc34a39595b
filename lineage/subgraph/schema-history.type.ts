import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { VersionStep } from '../domain/change-analysis/version-step.ts';
import type { ToldChangeKind } from '../domain/schema-history/schema-steps.ts';
import { SchemaVersionStep, ToldChange } from './enums.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import type { NamedSchemaVersion } from './observed.service.ts';
import { dateOf } from './publish.ts';

@Directive('@cost(weight: 0)')
@ObjectType({ description: 'A column of a schema as producers tell it.' })
export class ToldSchemaColumn {
  @Field(() => String, {
    description: 'Its name; of a column of a struct, behind the names of the structs, with dots.',
  })
  name!: string;

  @Field(() => String, { description: 'Its type as it was written; empty where none ever was.' })
  type!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether a value may be missing; null where nobody says.' })
  nullable!: boolean | null;
}

@Directive('@cost(weight: 0)')
@ObjectType({ description: 'What a schema that producers tell changes against the one before.' })
export class ToldSchemaChange {
  @Field(() => ToldChange, { description: 'What is changed.' })
  kind!: ToldChangeKind;

  @Field(() => String, { nullable: true, description: 'The column; null for the order of columns.' })
  column!: string | null;

  @Field(() => SchemaVersionStep, { description: 'Which part of a version number it raises.' })
  step!: VersionStep;

  @Field(() => String, {
    nullable: true,
    description: 'The former type, or nullable or required; null for what was none, and for order and descriptions.',
  })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The type now, or nullable or required; null for what is none, and for order and descriptions.',
  })
  after!: string | null;
}

@ObjectType({ description: 'A schema that a name had for a while, as producers tell it (facet schema).' })
export class ToldSchemaVersion {
  @Field(() => NodeRefScalar, { description: 'The name whose schema it is.' })
  name!: string;

  @Field(() => String, {
    description:
      'Its number (Semantic Versioning), counted from 1.0.0 of the first version of the name that is known. An event that comes late can change the numbers of those after it.',
  })
  version!: string;

  @Field(() => SchemaVersionStep, {
    nullable: true,
    description: 'Which part of the number it raises: the greatest of its changes; null of the first.',
  })
  step!: VersionStep | null;

  @Field(() => DateTime, { description: 'Time of the first event that tells it.' })
  since!: Date;

  @Field(() => DateTime, { description: 'Time of the last event that tells it, before any tells another.' })
  lastTold!: Date;

  @Field(() => Int, { description: 'How many columns it has.' })
  columnCount!: number;

  @Field(() => [ToldSchemaColumn], {
    description: 'Its columns in order, at most 10,000; what a producer leaves out is as it was before.',
  })
  columns!: readonly ToldSchemaColumn[];

  @Field(() => [ToldSchemaChange], { description: 'What it changes against the one before; empty of the first.' })
  changes!: readonly ToldSchemaChange[];

  static from({ name, version, step, since, lastTold, columns, changes }: NamedSchemaVersion): ToldSchemaVersion {
    return Object.assign(new ToldSchemaVersion(), {
      name,
      version: version.join('.'),
      step,
      since: dateOf(since),
      lastTold: dateOf(lastTold),
      columnCount: columns.length,
      columns: columns.map(([column, type, nullable]) =>
        Object.assign(new ToldSchemaColumn(), { name: column, type, nullable }),
      ),
      changes: changes.map((change) => Object.assign(new ToldSchemaChange(), change)),
    });
  }
}

/** A page of schema versions. */
export const ToldSchemaVersionConnection = connectionOf(
  ToldSchemaVersion,
  'ToldSchemaVersion',
  'schemas that producers tell',
);
