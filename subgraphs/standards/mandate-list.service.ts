import type { EntityManager } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { dropRows, type LinkTable, putRows, refuseMoreThan } from './link-rows.ts';
import { MandateItemEntity, MandateListEntity, type MandateListRow } from './mandate-list.entity.ts';
import { mandateListDeclared } from './mandate-list.facts.ts';
import {
  type AddMandateItemsInput,
  type CreateMandateListInput,
  MANDATE_LISTS,
  type MandateListFilter,
  type MandateListOrderField,
  MOST_ITEMS,
  type RemoveMandateItemsInput,
  type UpdateMandateListInput,
} from './mandate-list.inputs.ts';

/** Most mandate lists that name one dataset: `Dataset.mandateLists` is a plain list. */
const MOST_LISTS = 100;

const MANDATE_ITEMS: LinkTable = {
  table: 'mandate_item',
  key: ['list_code', 'dataset_code'],
  values: ['mark', 'source'],
};

/** The verbs of mandate lists: who may do what, and what must hold. */
export class MandateListService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none. */
  get(code: string): Promise<MandateListRow> {
    return this.#find(this.#scope.em, code);
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
      emit(mandateListDeclared(list, []));
      return list;
    });
  }

  update(input: UpdateMandateListInput): Promise<MandateListRow> {
    requireAdministrator(this.#scope.viewer, 'change a mandate list');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await this.#find(em, input.code);
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
      if (await flushChanges(em)) emit(await this.#declared(em, list));
      return list;
    });
  }

  addItems(input: AddMandateItemsInput): Promise<MandateListRow> {
    requireAdministrator(this.#scope.viewer, 'change a mandate list');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await this.#find(em, input.mandateList);
      const rows = input.datasets.map((dataset) => ({ list_code: list.code, dataset_code: dataset, ...markOf(input) }));
      const written = await putRows(em, MANDATE_ITEMS, rows);
      if (written.length > 0) {
        await refuseMoreThan(em, MANDATE_ITEMS, 'list_code', [list.code], MOST_ITEMS, 'datasets');
        await refuseMoreThan(em, MANDATE_ITEMS, 'dataset_code', input.datasets, MOST_LISTS, 'mandate lists');
        emit(await this.#declared(em, list));
      }
      return list;
    });
  }

  removeItems(input: RemoveMandateItemsInput): Promise<MandateListRow> {
    requireAdministrator(this.#scope.viewer, 'change a mandate list');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await this.#find(em, input.mandateList);
      const rows = input.datasets.map((dataset) => ({ list_code: list.code, dataset_code: dataset }));
      if ((await dropRows(em, MANDATE_ITEMS, rows)).length > 0) emit(await this.#declared(em, list));
      return list;
    });
  }

  async #find(em: EntityManager, code: string): Promise<MandateListRow> {
    const list = await em.findOne(MandateListEntity, { code });
    if (list === null) throw await unknownCode(em, MandateListEntity, 'mandate list', code);
    return list;
  }

  async #declared(em: EntityManager, list: MandateListRow): Promise<NewFact> {
    const items = await em.find(MandateItemEntity, { listCode: list.code }, { orderBy: { datasetCode: 'asc' } });
    return mandateListDeclared(list, items);
  }
}
