import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { RequiredElementRow, StandardRow } from './standard.entity.ts';

/** The whole state of a standard with what it requires, told whenever it changes. */
export const standardDeclared = (standard: StandardRow, required: readonly RequiredElementRow[]): NewFact => ({
  kind: 'standard.declared',
  key: standard.code,
  body: {
    code: standard.code,
    titleVi: standard.titleVi,
    titleEn: standard.titleEn,
    issuer: standard.issuer,
    status: standard.status,
    edition: standard.edition,
    inForceFrom: standard.inForceFrom?.toISOString() ?? null,
    replacedBy: standard.replacedByCode,
    requiredElements: required.map(({ name, type, codeListCode }) => ({ name, type, codeList: codeListCode })),
  },
});
