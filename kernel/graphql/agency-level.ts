import { registerEnumType } from 'type-graphql';

/** Level of administration; two tiers in the city since 1 July 2025, no district level. */
export enum AgencyLevel {
  CENTRAL = 'CENTRAL',
  CITY = 'CITY',
  WARD = 'WARD',
  COMMUNE = 'COMMUNE',
  SPECIAL_ZONE = 'SPECIAL_ZONE',
}
registerEnumType(AgencyLevel, {
  name: 'AgencyLevel',
  description: 'Level of administration.',
  valuesConfig: {
    CENTRAL: { description: 'Ministries and other central bodies.' },
    CITY: { description: 'City level.' },
    WARD: { description: 'Ward (phường).' },
    COMMUNE: { description: 'Commune (xã).' },
    SPECIAL_ZONE: { description: 'Special administrative zone (đặc khu).' },
  },
});
