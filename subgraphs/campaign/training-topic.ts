import { registerEnumType } from 'type-graphql';

/** What people are trained in: the topics of the city's plan, and the two of training for the public. */
export enum TrainingTopic {
  DIGITAL_SKILLS = 'DIGITAL_SKILLS',
  INFORMATION_SECURITY = 'INFORMATION_SECURITY',
  DIGITAL_ARCHITECTURE = 'DIGITAL_ARCHITECTURE',
  DATA_ANALYSIS = 'DATA_ANALYSIS',
  ARTIFICIAL_INTELLIGENCE = 'ARTIFICIAL_INTELLIGENCE',
  PUBLIC_VNEID = 'PUBLIC_VNEID',
  PUBLIC_DIGITAL_CITIZEN = 'PUBLIC_DIGITAL_CITIZEN',
}
registerEnumType(TrainingTopic, {
  name: 'TrainingTopic',
  description: 'What people are trained in. Only their number is kept, never who they are.',
  valuesConfig: {
    DIGITAL_SKILLS: { description: 'Digital skills of officials.' },
    INFORMATION_SECURITY: { description: 'Information security.' },
    DIGITAL_ARCHITECTURE: { description: 'Digital government architecture.' },
    DATA_ANALYSIS: { description: 'Data analysis.' },
    ARTIFICIAL_INTELLIGENCE: { description: 'Artificial intelligence.' },
    PUBLIC_VNEID: { description: 'For the public: VNeID.' },
    PUBLIC_DIGITAL_CITIZEN: { description: 'For the public: the Digital Citizen application (Công dân số).' },
  },
});
