import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import type { AuditBody } from '../../kernel/audit/body.ts';
import { TextArray } from '../../kernel/database/text-array.ts';

/** One record of the trail of a subgraph. What is asked by is in columns, the rest in the body as it was chained. */
export const RecordEntity = defineEntity({
  name: 'AuditRecord',
  tableName: 'record',
  properties: {
    /** `<subgraph>-<seq>`, the number with leading zeros: records of one instant are ordered by it. */
    id: p.text().primary(),
    subgraph: p.text(),
    seq: p.bigint('number'),
    /** Of the chain of its trail, SHA-256 in hexadecimal. */
    hash: p.text(),
    at: p.datetime(),
    kind: p.text(),
    outcome: p.text(),
    subject: p.text(),
    role: p.text(),
    action: p.text(),
    targets: p.type(TextArray),
    correlationId: p.text().strictNullable(),
    body: p.json().$type<AuditBody>(),
  },
});
export type RecordRow = InferEntity<typeof RecordEntity>;
