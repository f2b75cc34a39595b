import type { NewFact } from '../../kernel/outbox/fact.ts';

/** A suggested binding was accepted or rejected; null when that was undone. */
export const suggestionDecided = (field: string, element: string, accepted: boolean | null): NewFact => ({
  kind: 'suggestion.decided',
  key: field,
  body: { field, element, accepted },
});
