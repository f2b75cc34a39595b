import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { CodeListRow, ListedCodeRow } from './code-list.entity.ts';

/** The whole state of a code list with its values in their order, told whenever it changes. */
export const codeListDeclared = (list: CodeListRow, codes: readonly ListedCodeRow[]): NewFact => ({
  kind: 'code-list.declared',
  key: list.code,
  body: {
    code: list.code,
    titleVi: list.titleVi,
    titleEn: list.titleEn,
    codes: codes.map(({ code, labelVi, labelEn }) => ({ code, labelVi, labelEn })),
  },
});
