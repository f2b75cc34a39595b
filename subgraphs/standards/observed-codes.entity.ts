import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';
import { TextArray } from '../../kernel/database/text-array.ts';

/** View: the codes that were found in a field, compared with its code list. Read only. */
export const ObservedCodesEntity = defineEntity({
  name: 'ObservedCodes',
  tableName: 'observed_codes',
  properties: {
    ref: p.text().primary(),
    datasetCode: p.text(),
    fieldName: p.text(),
    /** Null when the field has no code list any more: then every code counts as wrong. */
    codeListCode: p.text().strictNullable(),
    observedAt: p.datetime(),
    method: p.text().strictNullable(),
    total: p.integer(),
    wrong: p.integer(),
    /** The first 20 wrong ones. */
    examples: p.type(TextArray),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type ObservedCodesRow = InferEntity<typeof ObservedCodesEntity>;
