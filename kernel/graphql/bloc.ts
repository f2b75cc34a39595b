import { registerEnumType } from 'type-graphql';

/** The four blocs of the political system that the campaign addresses. */
export enum Bloc {
  PARTY = 'PARTY',
  GOVERNMENT = 'GOVERNMENT',
  FATHERLAND_FRONT = 'FATHERLAND_FRONT',
  SOCIO_POLITICAL = 'SOCIO_POLITICAL',
}
registerEnumType(Bloc, {
  name: 'Bloc',
  description: 'Bloc of the political system.',
  valuesConfig: {
    PARTY: { description: 'Party organisations.' },
    GOVERNMENT: { description: 'Government agencies.' },
    FATHERLAND_FRONT: { description: 'Viet Nam Fatherland Front.' },
    SOCIO_POLITICAL: { description: 'Socio-political organisations.' },
  },
});
