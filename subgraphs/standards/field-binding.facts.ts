import type { NewFact } from '../../kernel/outbox/fact.ts';

/** A field is bound to an element of the dictionary; null when to none any more. */
export const fieldBound = (field: string, element: string | null): NewFact => ({
  kind: 'field.bound',
  key: field,
  body: { field, element },
});

/** A field has a code list of its own; null when none any more. */
export const fieldCodeListBound = (field: string, codeList: string | null): NewFact => ({
  kind: 'field.code-list-bound',
  key: field,
  body: { field, codeList },
});
