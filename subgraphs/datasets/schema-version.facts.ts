import type { NewFact } from '../../kernel/outbox/fact.ts';
import { type FieldState, fieldState } from './field-state.ts';

/**
 * The fields of a dataset, whole, in order. Told with every new version, and again with the same number when a field
 * was classified anew: the newest one counts.
 */
export const schemaWritten = (dataset: string, version: number, fields: readonly FieldState[]): NewFact => ({
  kind: 'schema.written',
  key: dataset,
  body: {
    dataset,
    version,
    fields: fields.map((field, index) => ({ ...fieldState(field), position: index + 1 })),
  },
});
