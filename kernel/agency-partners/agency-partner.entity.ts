import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** Which partner works for which agency from when to when, and whether it leads; fed by the outbox of partners. */
export const AgencyPartnerEntity = defineEntity({
  name: 'AgencyPartner',
  tableName: 'agency_partner',
  properties: {
    agencyCode: p.text().primary(),
    partnerCode: p.text().primary(),
    validFrom: p.datetime().primary(),
    validTo: p.datetime().strictNullable(),
    isLead: p.boolean(),
  },
});
export type AgencyPartnerRow = InferEntity<typeof AgencyPartnerEntity>;

/** Its table, for a migration of a subgraph that follows assignments. */
export const agencyPartnerDdl = (schema: string): string[] => [
  `create table "${schema}".agency_partner (
     agency_code text collate "C" not null,
     partner_code text collate "C" not null,
     valid_from timestamptz not null,
     valid_to timestamptz,
     is_lead boolean not null,
     primary key (agency_code, partner_code, valid_from)
   )`,
  `create index on "${schema}".agency_partner (partner_code, agency_code)`,
];
