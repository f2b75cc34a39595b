import { registerEnumType } from 'type-graphql';

/** Whether a standard or policy document still applies. */
export enum DocumentStatus {
  IN_FORCE = 'IN_FORCE',
  PARTLY_REPLACED = 'PARTLY_REPLACED',
  REPLACED = 'REPLACED',
}

registerEnumType(DocumentStatus, {
  name: 'DocumentStatus',
  description: 'Whether a standard or policy document still applies.',
  valuesConfig: {
    IN_FORCE: { description: 'Applies as a whole.' },
    PARTLY_REPLACED: { description: 'Applies but for the parts that its successor replaced.' },
    REPLACED: { description: 'No longer applies; kept for reference.' },
  },
});
