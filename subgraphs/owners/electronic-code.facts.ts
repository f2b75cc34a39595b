import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { ElectronicCodeRow } from './electronic-code.entity.ts';

/** Which electronic identification code an agency has, told whenever that changes. */
export const electronicCodeSet = ({ agencyCode, code }: ElectronicCodeRow): NewFact => ({
  kind: 'electronic-code.set',
  key: agencyCode,
  body: { agency: agencyCode, code },
});
