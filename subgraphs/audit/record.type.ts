import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { AuditedChange } from '../../kernel/audit/body.ts';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RecordRow } from './record.entity.ts';
import { AuditKind, AuditOutcome } from './record.inputs.ts';
import { Agency } from './stubs.ts';

const json = (values: AuditedChange['before']): string | null => (values === null ? null : JSON.stringify(values));

@ObjectType({ description: 'What a write did to one thing, net of everything that its transaction did to it.' })
export class AuditChange {
  @Field(() => String, { description: 'What it is: the name of its table, such as dataset, field or flow.' })
  entity!: string;

  @Field(() => String, { description: 'Its key; several parts with / between them.' })
  key!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'JSON object of the columns that changed, as they were; of something that is gone, all; null for something new.',
  })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'JSON object of the same columns as they are then; of something new, all; null for what is gone.',
  })
  after!: string | null;

  static from({ entity, key, before, after }: AuditedChange): AuditChange {
    return Object.assign(new AuditChange(), { entity, key, before: json(before), after: json(after) });
  }
}

@ObjectType({ description: 'Something that somebody did, was refused, or was shown. Records are never changed.' })
export class AuditRecord {
  @Field(() => ID, { description: 'The subgraph, a dash and the number in its trail.' })
  id!: string;

  @Field(() => AuditKind, { description: 'Whether something was changed or shown.' })
  kind!: AuditKind;

  @Field(() => AuditOutcome, { description: 'How it ended.' })
  outcome!: AuditOutcome;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => String, { description: 'Who, as the token says it; key:<id> for a service key.' })
  subject!: string;

  @Field(() => String, {
    description: 'In which role; system for the process itself, database for SQL that came from elsewhere.',
  })
  role!: string;

  @Field(() => [Agency], {
    nullable: 'items',
    description: 'Agencies that a steward acted for; empty for other roles.',
  })
  agencies!: readonly Agency[];

  @Field(() => String, {
    nullable: true,
    description: 'What was shown as proof: LOCAL, OIDC or SERVICE_KEY; null inside the process.',
  })
  credential!: string | null;

  @Field(() => String, { description: 'What: the mutation; of a read, the name of the operation, query without one.' })
  action!: string;

  @Field(() => String, {
    nullable: true,
    description: "SHA-256 of the client's document, without variables; null where there was none.",
  })
  operation!: string | null;

  @Field(() => ID, { nullable: true, description: 'Names the request, in other records, in errors and in the log.' })
  correlationId!: string | null;

  @Field(() => ID, { description: 'Which subgraph recorded it.' })
  subgraph!: string;

  @Field(() => [ID], {
    description:
      'Codes of what it is about, at most 1,000: of a write also what the changed things belong and refer to; of a read the restricted datasets.',
  })
  targets!: readonly string[];

  @Field(() => Int, { description: 'How many codes there are, with those beyond the first 1,000.' })
  targetCount!: number;

  @Field(() => Int, { nullable: true, description: 'Of LOST: how many reads. Of lineage events: how many.' })
  count!: number | null;

  @Field(() => Int, { description: 'How many things a write changed.' })
  changeCount!: number;

  @Field(() => String, { description: 'Its place in the chain of its trail: SHA-256, hexadecimal.' })
  hash!: string;

  readonly changed!: readonly AuditedChange[];

  static from(row: RecordRow): AuditRecord {
    const { body, kind, outcome, ...columns } = row;
    const { agencies, credential, operation, targetCount, count = null, changes } = body;
    const { id, at, subject, role, action, correlationId, subgraph, targets, hash } = columns;
    return Object.assign(new AuditRecord(), {
      id,
      kind: AuditKind[kind as keyof typeof AuditKind],
      outcome: AuditOutcome[outcome as keyof typeof AuditOutcome],
      at,
      subject,
      role,
      agencies: agencies.map(Agency.of),
      credential,
      action,
      operation,
      correlationId,
      subgraph,
      targets,
      targetCount,
      count,
      changeCount: changes.length,
      hash,
      changed: changes,
    });
  }
}

/** A page of records. */
export const AuditRecordConnection = connectionOf(AuditRecord, 'AuditRecord', 'audit records');
