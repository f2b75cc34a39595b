import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { AgencyRow } from './agency.entity.ts';

/** The whole state of an agency, told whenever it changes. */
export const agencyDeclared = (agency: AgencyRow): NewFact => ({
  kind: 'agency.declared',
  key: agency.code,
  body: {
    code: agency.code,
    nameVi: agency.nameVi,
    nameEn: agency.nameEn,
    bloc: agency.bloc,
    level: agency.level,
    line: agency.line,
    parent: agency.parentCode,
    validFrom: agency.validFrom.toISOString(),
    validTo: agency.validTo?.toISOString() ?? null,
  },
});
