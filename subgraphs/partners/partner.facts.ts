import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { PartnerRow } from './partner.entity.ts';

/** The whole state of a partner, told whenever it changes. */
export const partnerDeclared = (partner: PartnerRow): NewFact => ({
  kind: 'partner.declared',
  key: partner.code,
  body: { code: partner.code, nameVi: partner.nameVi, nameEn: partner.nameEn, shortName: partner.shortName },
});
