import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { MandateListEntity, type MandateListRow } from './mandate-list.entity.ts';
import { mandateListDeclared } from './mandate-list.facts.ts';
import {
  type CreateMandateListInput,
  MANDATE_LISTS,
  type MandateListFilter,
  type MandateListOrderField,
  type UpdateMandateListInput,
} from './mandate-list.inputs.ts';

/** The verbs of mandate lists: who may do what, and what must hold. What they name is in their versions. */
export class MandateListService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none. */
  get(code: string): Promise<MandateListRow> {
    return knownMandateList(this.#scope.em, code);
  }

  list(
    filter: MandateListFilter | null,
    request: Omit<PageRequest<MandateListOrderField>, 'filter'>,
  ): Promise<Page<MandateListRow>> {
    const asked = definedOnly({ documentCode: filter?.document ?? undefined, mark: filter?.mark ?? undefined });
    return pageOf(this.#scope.em, MandateListEntity, MANDATE_LISTS, asked, { ...request, filter: asked });
  }

  create(input: CreateMandateListInput): Promise<MandateListRow> {
    requireAdministrator(this.#scope.viewer, 'create a mandate list');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = em.create(MandateListEntity, {
        code: input.code,
        titleVi: input.titleVi,
        titleEn: input.titleEn,
        documentCode: input.document ?? null,
        date: input.date,
        statedCount: input.statedCount ?? null,
        ...markOf(input),
      });
      await em.persist(list).flush();
      emit(mandateListDeclared(list));
      return list;
    });
  }

  update(input: UpdateMandateListInput): Promise<MandateListRow> {
    requireAdministrator(this.#scope.viewer, 'change a mandate list');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await lockedMandateList(em, input.code);
      em.assign(
        list,
        definedOnly({
          titleVi: input.titleVi ?? undefined,
          titleEn: input.titleEn ?? undefined,
          documentCode: input.document,
          date: input.date ?? undefined,
          statedCount: input.statedCount,
        }),
      );
      if (await flushChanges(em)) emit(mandateListDeclared(list));
      return list;
    });
  }
}

/** The mandate list of a code. @throws NotFoundError with near codes, when there is none. */
export async function knownMandateList(em: EntityManager, code: string): Promise<MandateListRow> {
  const list = await em.findOne(MandateListEntity, { code });
  if (list === null) throw await unknownCode(em, MandateListEntity, 'mandate list', code);
  return list;
}

/** The mandate list, locked until the transaction ends: its versions are numbered and decided on one after another. */
export async function lockedMandateList(em: EntityManager, code: string): Promise<MandateListRow> {
  await knownMandateList(em, code);
  return em.findOneOrFail(MandateListEntity, { code }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}
