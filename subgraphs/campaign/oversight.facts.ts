import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { OversightRow } from './oversight.entity.ts';

/** That an agency watches over a campaign, told when it begins and when its end is said. */
export const oversightSet = ({ campaignCode, role, agencyCode, validFrom, validTo }: OversightRow): NewFact => ({
  kind: 'oversight.set',
  key: campaignCode,
  body: {
    campaign: campaignCode,
    role,
    agency: agencyCode,
    validFrom: validFrom.toISOString(),
    validTo: validTo?.toISOString() ?? null,
  },
});
