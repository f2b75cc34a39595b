import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { PolicyDocumentRow } from './policy-document.entity.ts';

/** The whole state of a policy document, told whenever it changes. */
export const documentDeclared = (document: PolicyDocumentRow): NewFact => ({
  kind: 'document.declared',
  key: document.code,
  body: {
    code: document.code,
    titleVi: document.titleVi,
    titleEn: document.titleEn,
    issuedOn: document.issuedOn?.toISOString() ?? null,
    inForceFrom: document.inForceFrom?.toISOString() ?? null,
    status: document.status,
    replacedBy: document.replacedByCode,
  },
});
