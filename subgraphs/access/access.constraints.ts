import type { ConstraintMessages } from '../../kernel/database/constraint-errors.ts';

/** What the constraints of this schema mean to the caller. */
export const ACCESS_CONSTRAINTS: ConstraintMessages = {
  service_key_is_for_somebody: 'Say what the key is for: give namespaces, agencies or both.',
  service_key_sends_something: 'Say which events the key sends: give at least one kind.',
  service_key_validity: 'validTo must be in the future.',
  service_key_is_never_rewritten: 'A key cannot be changed. Revoke it and make another one.',
};
