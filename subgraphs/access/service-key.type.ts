import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import { ServiceKeyScope } from './scope.type.ts';
import type { ServiceKeyRow } from './service-key.entity.ts';
import { scopeOf } from './service-key.rules.ts';

@ObjectType({ description: 'A key that a service shows to send lineage events. The key itself is kept nowhere.' })
export class ServiceKey {
  @Field(() => ID, { description: 'Names the key; the key itself begins nguon_key_<id>_.' })
  id!: string;

  @Field(() => String, { description: 'What it is for, in words.' })
  name!: string;

  @Field(() => ServiceKeyScope, { description: 'What it may send.' })
  scope!: ServiceKeyScope;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => String, { description: 'Who made it.' })
  createdBy!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'It is in force until before this instant; null: until it is revoked.',
  })
  validTo!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last used, to the minute; null: never.' })
  lastUsedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null while it is not.' })
  revokedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who revoked it.' })
  revokedBy!: string | null;

  static from(row: ServiceKeyRow): ServiceKey {
    const { id, name, createdAt, createdBy, validTo, lastUsedAt, revokedAt, revokedBy } = row;
    return Object.assign(new ServiceKey(), {
      id,
      name,
      scope: ServiceKeyScope.from(scopeOf(row)),
      createdAt,
      createdBy,
      validTo,
      lastUsedAt,
      revokedAt,
      revokedBy,
    });
  }
}

/** A page of service keys. */
export const ServiceKeyConnection = connectionOf(ServiceKey, 'ServiceKey', 'service keys');

@ObjectType({ description: 'A service key that was just made.' })
export class NewServiceKey {
  @Field(() => String, {
    description: 'The key. It is shown this once and kept nowhere: store it where the service reads it.',
  })
  key!: string;

  @Field(() => ServiceKey, { description: 'What is known of it.' })
  serviceKey!: ServiceKey;

  static from({ text, row }: { readonly text: string; readonly row: ServiceKeyRow }): NewServiceKey {
    return Object.assign(new NewServiceKey(), { key: text, serviceKey: ServiceKey.from(row) });
  }
}
