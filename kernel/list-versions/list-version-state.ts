import { registerEnumType } from 'type-graphql';

/** What was decided on a version of a list. */
export enum DataListState {
  PROPOSED = 'PROPOSED',
  APPROVED = 'APPROVED',
  REJECTED = 'REJECTED',
}
registerEnumType(DataListState, {
  name: 'DataListState',
  description: 'What was decided on a version of a list.',
  valuesConfig: {
    PROPOSED: { description: 'Proposed; it has no effect.' },
    APPROVED: { description: 'Approved by a document, in force from its date on until a later version is.' },
    REJECTED: { description: 'Rejected by a document, for a reason; it never has an effect.' },
  },
});
