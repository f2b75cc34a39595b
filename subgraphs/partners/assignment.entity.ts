import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/**
 * One period in which a partner works for an agency, with one leadership, scope and origin throughout. Its identity is
 * agency, partner and validFrom; `id` orders rows inside this schema and never leaves it.
 */
export const AssignmentEntity = defineEntity({
  name: 'PartnerAssignment',
  tableName: 'partner_assignment',
  properties: {
    id: p.integer().primary().autoincrement(),
    agencyCode: p.text(),
    partnerCode: p.text(),
    validFrom: p.datetime(),
    validTo: p.datetime().strictNullable(),
    isLead: p.boolean(),
    scopeVi: p.text().strictNullable(),
    scopeEn: p.text().strictNullable(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type AssignmentRow = InferEntity<typeof AssignmentEntity>;
