import { registerEnumType } from 'type-graphql';
import type { Role } from '../../kernel/identity/viewer.ts';

/** The roles as they are published. */
export enum ViewerRole {
  ANONYMOUS = 'anonymous',
  DEVELOPER = 'developer',
  SERVICE = 'service',
  STEWARD = 'steward',
  ARCHITECT = 'architect',
  ADMINISTRATOR = 'administrator',
}
registerEnumType(ViewerRole, {
  name: 'ViewerRole',
  description: 'What somebody may do.',
  valuesConfig: {
    ANONYMOUS: { description: 'Sees open datasets and what is public about the rest.' },
    DEVELOPER: { description: 'Also sees shared, national and ministry datasets that are neither important nor core.' },
    SERVICE: { description: 'Sends lineage events, and reads as a developer does.' },
    STEWARD: { description: 'Also sees all of the agencies in the token, and writes for them.' },
    ARCHITECT: { description: 'Reads all metadata, writes none.' },
    ADMINISTRATOR: { description: 'Reads and writes all.' },
  },
});

/** A role as it is published. */
export const publishedRole = (role: Role): ViewerRole => role as ViewerRole;
