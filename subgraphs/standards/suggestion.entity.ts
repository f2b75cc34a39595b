import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** What a steward decided on a suggested binding; it stays until it is undone. */
export const BindingDecisionEntity = defineEntity({
  name: 'BindingDecision',
  tableName: 'binding_decision',
  properties: {
    datasetCode: p.text().primary(),
    fieldName: p.text().primary(),
    elementCode: p.text().primary(),
    accepted: p.boolean(),
    reason: p.text().strictNullable(),
    decidedAt: p.datetime(),
    /** Subject of whoever decided. */
    decidedBy: p.text(),
  },
});
export type BindingDecisionRow = InferEntity<typeof BindingDecisionEntity>;
