import { registerEnumType } from 'type-graphql';

/** How far a dataset conforms to a standard, as its publisher states. */
export enum ConformanceLevel {
  FULL = 'FULL',
  PARTIAL = 'PARTIAL',
  PLANNED = 'PLANNED',
}
registerEnumType(ConformanceLevel, {
  name: 'ConformanceLevel',
  description: 'How far a dataset conforms to a standard, as its publisher states.',
  valuesConfig: {
    FULL: { description: 'Wholly.' },
    PARTIAL: { description: 'In part.' },
    PLANNED: { description: 'Not yet; it is meant to.' },
  },
});

/** What the comparison of a dataset with a standard comes to. */
export enum ConformanceVerdict {
  CONFORMS = 'CONFORMS',
  DOES_NOT_CONFORM = 'DOES_NOT_CONFORM',
  NOTHING_REQUIRED = 'NOTHING_REQUIRED',
  FIELDS_UNKNOWN = 'FIELDS_UNKNOWN',
}
registerEnumType(ConformanceVerdict, {
  name: 'ConformanceVerdict',
  description: 'What the comparison of the fields of a dataset with a standard comes to.',
  valuesConfig: {
    CONFORMS: { description: 'Every required element is there, with the required type and code list.' },
    DOES_NOT_CONFORM: { description: 'Something is missing or is not as required; the gaps say what.' },
    NOTHING_REQUIRED: {
      description: 'The catalog knows of no element that the standard requires: nothing to compare.',
    },
    FIELDS_UNKNOWN: { description: 'The fields of the dataset have not arrived here yet: nothing can be said.' },
  },
});

/** Why a required element is not met. */
export enum ConformanceGapReason {
  MISSING_ELEMENT = 'MISSING_ELEMENT',
  WRONG_TYPE = 'WRONG_TYPE',
  CODE_LIST_NOT_BOUND = 'CODE_LIST_NOT_BOUND',
  OTHER_CODE_LIST = 'OTHER_CODE_LIST',
  CODE_NOT_IN_LIST = 'CODE_NOT_IN_LIST',
}
registerEnumType(ConformanceGapReason, {
  name: 'ConformanceGapReason',
  description: 'Why a required element is not met.',
  valuesConfig: {
    MISSING_ELEMENT: {
      description: 'No field is bound to the element, and none that is bound to nothing has its name.',
    },
    WRONG_TYPE: { description: 'The field has another type.' },
    CODE_LIST_NOT_BOUND: { description: 'The field has no code list.' },
    OTHER_CODE_LIST: { description: 'The field has another code list.' },
    CODE_NOT_IN_LIST: { description: 'Codes were found in the field that its code list does not have.' },
  },
});

/** How a field was recognised as a required element. */
export enum ElementMatch {
  BINDING = 'BINDING',
  NAME = 'NAME',
}
registerEnumType(ElementMatch, {
  name: 'ElementMatch',
  description: 'How a field was recognised as a required element.',
  valuesConfig: {
    BINDING: { description: 'It is bound to the element of the dictionary.' },
    NAME: { description: 'It is bound to nothing and has the name of the element; nobody has confirmed the meaning.' },
  },
});
