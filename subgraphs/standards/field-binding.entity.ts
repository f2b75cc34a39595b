import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A field has the meaning of an element of the dictionary: at most one element a field. */
export const ElementBindingEntity = defineEntity({
  name: 'ElementBinding',
  tableName: 'element_binding',
  properties: {
    datasetCode: p.text().primary(),
    fieldName: p.text().primary(),
    elementCode: p.text(),
    mark: p.text(),
    source: p.text().strictNullable(),
    /** The field as one text, kept by PostgreSQL. */
    ref: p.text().generated('stored'),
  },
});
export type ElementBindingRow = InferEntity<typeof ElementBindingEntity>;

/** A field takes its values from a code list of its own, whatever its element says. */
export const CodeListBindingEntity = defineEntity({
  name: 'CodeListBinding',
  tableName: 'code_list_binding',
  properties: {
    datasetCode: p.text().primary(),
    fieldName: p.text().primary(),
    codeListCode: p.text(),
    mark: p.text(),
    source: p.text().strictNullable(),
    ref: p.text().generated('stored'),
  },
});
export type CodeListBindingRow = InferEntity<typeof CodeListBindingEntity>;

/** View: the code list of a field, its own, else that of its element. Read only. */
export const FieldCodeListEntity = defineEntity({
  name: 'FieldCodeList',
  tableName: 'field_code_list',
  properties: {
    ref: p.text().primary(),
    datasetCode: p.text(),
    codeListCode: p.text(),
  },
});
export type FieldCodeListRow = InferEntity<typeof FieldCodeListEntity>;
