import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { TextArray } from '../../kernel/database/text-array.ts';

/** A key that a service shows to send lineage events; the key itself is not kept. */
export const ServiceKeyEntity = defineEntity({
  name: 'ServiceKey',
  tableName: 'service_key',
  properties: {
    id: p.text().primary(),
    digest: p.text(),
    name: p.text(),
    namespaces: p.type(TextArray),
    agencies: p.type(TextArray),
    events: p.type(TextArray),
    createdAt: p.datetime(),
    createdBy: p.text(),
    validTo: p.datetime().strictNullable(),
    lastUsedAt: p.datetime().strictNullable(),
    revokedAt: p.datetime().strictNullable(),
    revokedBy: p.text().strictNullable(),
  },
});
export type ServiceKeyRow = InferEntity<typeof ServiceKeyEntity>;
