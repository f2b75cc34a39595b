import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { FieldRow } from './field.entity.ts';
import { fieldRef } from './field-ref.ts';

/** How a field is classified, told when the class changes without a new schema version. */
export const fieldClassified = (field: FieldRow): NewFact => ({
  kind: 'field.classified',
  key: field.ref,
  body: {
    ref: field.ref,
    dataset: field.dataset,
    name: field.name,
    piiClass: field.piiClass,
    directIdentifier: field.directIdentifier,
  },
});

/** By which law a field is published; nulls when by none, or when the field is no more. */
export const basisSet = (
  dataset: string,
  name: string,
  basis: { readonly document: string; readonly article: string } | null,
): NewFact => ({
  kind: 'basis.set',
  key: fieldRef(dataset, name),
  body: { field: fieldRef(dataset, name), document: basis?.document ?? null, article: basis?.article ?? null },
});
