import type { EntityManager } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import { lockRow } from '../../kernel/database/lock-row.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { BadInputError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type Condition, type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { CodeListEntity, type CodeListRow, ListedCodeEntity } from './code-list.entity.ts';
import { codeListDeclared } from './code-list.facts.ts';
import {
  type AddCodesInput,
  CODE_LISTS,
  type CodeListFilter,
  type CodeListOrderField,
  type CreateCodeListInput,
  type ListedCodeInput,
  type RemoveCodesInput,
  type UpdateCodeListInput,
} from './code-list.inputs.ts';
import { dropRows, type LinkTable, putRows, refuseMoreThan } from './link-rows.ts';

/** Most values of one code list: `CodeList.codes` is a plain list. */
const MOST_CODES = 10_000;

const LISTED_CODES: LinkTable = {
  table: 'listed_code',
  key: ['list_code', 'code'],
  values: ['label_vi', 'label_en'],
  once: ['position'],
};

/** The verbs of code lists: who may do what, and what must hold. */
export class CodeListService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none. */
  get(code: string): Promise<CodeListRow> {
    return this.#find(this.#scope.em, code);
  }

  list(
    filter: CodeListFilter | null,
    request: Omit<PageRequest<CodeListOrderField>, 'filter'>,
  ): Promise<Page<CodeListRow>> {
    const { em } = this.#scope;
    const asked = definedOnly({ mark: filter?.mark ?? undefined });
    const permits = filter?.permits ?? undefined;
    const where: Condition =
      permits === undefined
        ? asked
        : {
            ...asked,
            code: {
              $in: em.createQueryBuilder(ListedCodeEntity, 'listed').select('listCode').where({ code: permits }),
            },
          };
    return pageOf(em, CodeListEntity, CODE_LISTS, where, { ...request, filter: { ...asked, permits } });
  }

  create(input: CreateCodeListInput): Promise<CodeListRow> {
    requireAdministrator(this.#scope.viewer, 'create a code list');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = em.create(CodeListEntity, {
        code: input.code,
        titleVi: input.titleVi,
        titleEn: input.titleEn,
        ...markOf(input),
      });
      await em.persist(list).flush();
      await this.#put(em, list.code, input.codes);
      emit(await this.#declared(em, list));
      return list;
    });
  }

  update(input: UpdateCodeListInput): Promise<CodeListRow> {
    requireAdministrator(this.#scope.viewer, 'change a code list');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await this.#locked(em, input.code);
      em.assign(list, definedOnly({ titleVi: input.titleVi ?? undefined, titleEn: input.titleEn ?? undefined }));
      if (await flushChanges(em)) emit(await this.#declared(em, list));
      return list;
    });
  }

  addCodes(input: AddCodesInput): Promise<CodeListRow> {
    requireAdministrator(this.#scope.viewer, 'change a code list');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await this.#locked(em, input.codeList);
      if (await this.#put(em, list.code, input.codes)) emit(await this.#declared(em, list));
      return list;
    });
  }

  removeCodes(input: RemoveCodesInput): Promise<CodeListRow> {
    requireAdministrator(this.#scope.viewer, 'change a code list');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await this.#locked(em, input.codeList);
      const rows = input.codes.map((code) => ({ list_code: list.code, code }));
      if ((await dropRows(em, LISTED_CODES, rows)).length > 0) emit(await this.#declared(em, list));
      return list;
    });
  }

  /** True when a value is new or has other labels than before. */
  async #put(em: EntityManager, list: string, codes: readonly ListedCodeInput[]): Promise<boolean> {
    refuseTwice(codes);
    const [end] = await em.execute<{ next: number }[]>(
      'select coalesce(max(position) + 1, 0) as next from standards.listed_code where list_code = ?',
      [list],
    );
    const rows = codes.map(({ code, labelVi, labelEn }, index) => ({
      list_code: list,
      code,
      label_vi: labelVi,
      label_en: labelEn,
      position: (end?.next ?? 0) + index,
    }));
    const written = await putRows(em, LISTED_CODES, rows);
    await refuseMoreThan(em, LISTED_CODES, 'list_code', [list], MOST_CODES, 'codes');
    return written.length > 0;
  }

  /** For a change: locked, so that what is told is what was stored, in the order in which it was stored. */
  async #locked(em: EntityManager, code: string): Promise<CodeListRow> {
    await lockRow(em, 'standards.code_list', { code });
    return this.#find(em, code);
  }

  async #find(em: EntityManager, code: string): Promise<CodeListRow> {
    const list = await em.findOne(CodeListEntity, { code });
    if (list === null) throw await unknownCode(em, CodeListEntity, 'code list', code);
    return list;
  }

  async #declared(em: EntityManager, list: CodeListRow): Promise<NewFact> {
    const codes = await em.find(
      ListedCodeEntity,
      { listCode: list.code },
      { orderBy: { position: 'asc', code: 'asc' } },
    );
    return codeListDeclared(list, codes);
  }
}

/** @throws BadInputError when one value is given twice: which labels are meant could not be told. */
function refuseTwice(codes: readonly ListedCodeInput[]): void {
  const met = new Set<string>();
  for (const { code } of codes) {
    if (met.has(code))
      throw new BadInputError(`codes names ${code} twice. Give each code once.`, { argument: 'codes' });
    met.add(code);
  }
}
