import { defineEntity, type InferEntity, p } from '@mikro-orm/postgresql';

/** A list of permitted values (ISO/IEC 11179 enumerated value domain, skos:ConceptScheme). */
export const CodeListEntity = defineEntity({
  name: 'CodeList',
  tableName: 'code_list',
  properties: {
    code: p.text().primary(),
    titleVi: p.text(),
    titleEn: p.text(),
    mark: p.text(),
    source: p.text().strictNullable(),
  },
});
export type CodeListRow = InferEntity<typeof CodeListEntity>;

/** One permitted value of a code list with its labels (skos:Concept). */
export const ListedCodeEntity = defineEntity({
  name: 'ListedCode',
  tableName: 'listed_code',
  properties: {
    listCode: p.text().primary(),
    code: p.text().primary(),
    labelVi: p.text(),
    labelEn: p.text(),
    position: p.integer(),
  },
});
export type ListedCodeRow = InferEntity<typeof ListedCodeEntity>;
