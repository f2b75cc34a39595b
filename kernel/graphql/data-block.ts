import { registerEnumType } from 'type-graphql';

/** Block of the National Data Architecture Framework (2439/QĐ-TTg). */
export enum DataBlock {
  CITIZENS_FIRMS = 'CITIZENS_FIRMS',
  SPECIALISED_MANAGEMENT = 'SPECIALISED_MANAGEMENT',
  STEERING_POLICY = 'STEERING_POLICY',
  INTERNAL_RESOURCES = 'INTERNAL_RESOURCES',
  DEFENCE_SECURITY = 'DEFENCE_SECURITY',
  INSTITUTIONS = 'INSTITUTIONS',
}
registerEnumType(DataBlock, {
  name: 'DataBlock',
  description: 'Block of the National Data Architecture Framework (2439/QĐ-TTg).',
  valuesConfig: {
    CITIZENS_FIRMS: { description: 'Citizens and firms.' },
    SPECIALISED_MANAGEMENT: { description: 'Specialised state management.' },
    STEERING_POLICY: { description: 'Direction, administration and policy making.' },
    INTERNAL_RESOURCES: { description: 'Internal resources of the administration.' },
    DEFENCE_SECURITY: { description: 'Defence and security.' },
    INSTITUTIONS: { description: 'Institutions: legal and regulatory data.' },
  },
});
