import { defineEntity, p } from '@mikro-orm/postgresql';

/** Which partner works for the publisher of which dataset, from when to when: a view of what is followed. */
export const DatasetPartnerEntity = defineEntity({
  name: 'DatasetPartner',
  tableName: 'dataset_partner',
  properties: {
    datasetCode: p.text().primary(),
    partnerCode: p.text().primary(),
    validFrom: p.datetime().primary(),
    validTo: p.datetime().strictNullable(),
  },
});
