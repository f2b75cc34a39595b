import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { DataListEntity, type DataListRow } from './data-list.entity.ts';
import { dataListDeclared } from './data-list.facts.ts';
import {
  type CreateDataListInput,
  DATA_LISTS,
  type DataListFilter,
  type DataListOrderField,
  type UpdateDataListInput,
} from './data-list.inputs.ts';

/** Most lists: `Dataset.lists` is a plain list. */
const MOST_LISTS = 50;

/** The verbs of lists. The lists are the city's: administrators write them, everybody reads them. */
export class DataListService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none. */
  get(code: string): Promise<DataListRow> {
    return knownList(this.#scope.em, code);
  }

  list(
    filter: DataListFilter | null,
    request: Omit<PageRequest<DataListOrderField>, 'filter'>,
  ): Promise<Page<DataListRow>> {
    const asked = definedOnly({ kind: filter?.kind ?? undefined });
    return pageOf(this.#scope.em, DataListEntity, DATA_LISTS, asked, { ...request, filter: asked });
  }

  async create(input: CreateDataListInput): Promise<DataListRow> {
    requireAdministrator(this.#scope.viewer, 'create a list');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      if ((await em.count(DataListEntity)) >= MOST_LISTS) {
        throw new ConflictError(
          `There are ${MOST_LISTS} lists already, the most that there may be. Propose a version of one of them.`,
        );
      }
      const { code, kind, titleVi, titleEn, reviewInterval } = input;
      const list = em.create(DataListEntity, { code, kind, titleVi, titleEn, reviewInterval, ...markOf(input) });
      await em.persist(list).flush();
      emit(dataListDeclared(list));
      return list;
    });
  }

  async update(input: UpdateDataListInput): Promise<DataListRow> {
    requireAdministrator(this.#scope.viewer, 'change a list');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await lockedList(em, input.code);
      em.assign(
        list,
        definedOnly({
          titleVi: input.titleVi ?? undefined,
          titleEn: input.titleEn ?? undefined,
          reviewInterval: input.reviewInterval ?? undefined,
        }),
      );
      if (await flushChanges(em)) emit(dataListDeclared(list));
      return list;
    });
  }
}

/** The list of a code. @throws NotFoundError with near codes, when there is none. */
export async function knownList(em: EntityManager, code: string): Promise<DataListRow> {
  const list = await em.findOne(DataListEntity, { code });
  if (list === null) throw await unknownCode(em, DataListEntity, 'list', code);
  return list;
}

/** The list, locked until the transaction ends: its versions are numbered and decided on one after another. */
export async function lockedList(em: EntityManager, code: string): Promise<DataListRow> {
  await knownList(em, code);
  return em.findOneOrFail(DataListEntity, { code }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}
