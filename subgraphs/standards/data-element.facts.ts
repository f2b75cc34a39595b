import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { DataElementRow } from './data-element.entity.ts';

/** The whole state of an element of the dictionary, told whenever it changes. */
export const elementDeclared = (element: DataElementRow): NewFact => ({
  kind: 'element.declared',
  key: element.code,
  body: {
    code: element.code,
    nameVi: element.nameVi,
    nameEn: element.nameEn,
    definitionVi: element.definitionVi,
    definitionEn: element.definitionEn,
    type: element.type,
    codeList: element.codeListCode,
  },
});
