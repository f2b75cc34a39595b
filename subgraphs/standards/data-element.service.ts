import type { EntityManager } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import { lockRow } from '../../kernel/database/lock-row.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { DataElementEntity, type DataElementRow } from './data-element.entity.ts';
import { elementDeclared } from './data-element.facts.ts';
import {
  type CreateDataElementInput,
  DATA_ELEMENTS,
  type DataElementFilter,
  type DataElementOrderField,
  type UpdateDataElementInput,
} from './data-element.inputs.ts';

/** The verbs of the data dictionary: who may do what, and what must hold. */
export class DataElementService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none. */
  get(code: string): Promise<DataElementRow> {
    return this.#find(this.#scope.em, code);
  }

  list(
    filter: DataElementFilter | null,
    request: Omit<PageRequest<DataElementOrderField>, 'filter'>,
  ): Promise<Page<DataElementRow>> {
    const asked = definedOnly({
      type: filter?.type ?? undefined,
      codeListCode: filter?.codeList ?? undefined,
      mark: filter?.mark ?? undefined,
    });
    return pageOf(this.#scope.em, DataElementEntity, DATA_ELEMENTS, asked, { ...request, filter: asked });
  }

  create(input: CreateDataElementInput): Promise<DataElementRow> {
    requireAdministrator(this.#scope.viewer, 'create an element of the dictionary');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const element = em.create(DataElementEntity, {
        code: input.code,
        nameVi: input.nameVi,
        nameEn: input.nameEn,
        definitionVi: input.definitionVi,
        definitionEn: input.definitionEn,
        type: input.type,
        codeListCode: input.codeList ?? null,
        ...markOf(input),
      });
      await em.persist(element).flush();
      emit(elementDeclared(element));
      return element;
    });
  }

  update(input: UpdateDataElementInput): Promise<DataElementRow> {
    requireAdministrator(this.#scope.viewer, 'change an element of the dictionary');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const element = await this.#locked(em, input.code);
      em.assign(
        element,
        definedOnly({
          nameVi: input.nameVi ?? undefined,
          nameEn: input.nameEn ?? undefined,
          definitionVi: input.definitionVi ?? undefined,
          definitionEn: input.definitionEn ?? undefined,
          type: input.type ?? undefined,
          codeListCode: input.codeList,
        }),
      );
      if (await flushChanges(em)) emit(elementDeclared(element));
      return element;
    });
  }

  /** For a change: locked, so that what is told is what was stored, in the order in which it was stored. */
  async #locked(em: EntityManager, code: string): Promise<DataElementRow> {
    await lockRow(em, 'standards.data_element', { code });
    return this.#find(em, code);
  }

  async #find(em: EntityManager, code: string): Promise<DataElementRow> {
    const element = await em.findOne(DataElementEntity, { code });
    if (element === null) throw await unknownCode(em, DataElementEntity, 'element', code);
    return element;
  }
}
