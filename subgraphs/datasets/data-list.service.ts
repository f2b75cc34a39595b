import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { BadInputError, ConflictError, NotFoundError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import {
  DataListEntity,
  DataListMemberEntity,
  type DataListRow,
  DataListVersionEntity,
  type DataListVersionRow,
  dataListVersionId,
} from './data-list.entity.ts';
import { dataListDeclared, dataListVersionTold } from './data-list.facts.ts';
import {
  type ApproveDataListVersionInput,
  type CreateDataListInput,
  DATA_LISTS,
  type DataListFilter,
  type DataListOrderField,
  MOST_MEMBERS,
  type ProposeDataListVersionInput,
  type UpdateDataListInput,
} from './data-list.inputs.ts';
import { DataListState } from './data-list.type.ts';
import { noSuchDataset } from './visible-dataset.ts';

/** Most lists, and most versions of one: `Dataset.lists` and `DataList.versions` are plain lists. */
const MOST_LISTS = 50;
const MOST_VERSIONS = 200;

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
    return this.#find(this.#scope.em, code);
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
      const { code, kind, titleVi, titleEn } = input;
      const list = em.create(DataListEntity, { code, kind, titleVi, titleEn, ...markOf(input) });
      await em.persist(list).flush();
      emit(dataListDeclared(list));
      return list;
    });
  }

  async update(input: UpdateDataListInput): Promise<DataListRow> {
    requireAdministrator(this.#scope.viewer, 'change a list');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await this.#locked(em, input.code);
      em.assign(list, definedOnly({ titleVi: input.titleVi ?? undefined, titleEn: input.titleEn ?? undefined }));
      if (await flushChanges(em)) emit(dataListDeclared(list));
      return list;
    });
  }

  /** Proposes what is to be on a list; the same under the same number again changes nothing. */
  async propose(input: ProposeDataListVersionInput): Promise<DataListVersionRow> {
    requireAdministrator(this.#scope.viewer, 'propose a version of a list');
    const members = [...new Set(input.members)].sort();
    if (members.length > MOST_MEMBERS) {
      throw new BadInputError(`members takes at most ${MOST_MEMBERS} datasets; given: ${members.length}.`, {
        argument: 'members',
        given: members.length,
        most: MOST_MEMBERS,
      });
    }
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await this.#locked(em, input.list);
      const next = (await em.count(DataListVersionEntity, { listCode: list.code })) + 1;
      const number = input.version ?? next;
      if (number < next) return this.#same(em, list, number, members);
      if (number > next) {
        throw new ConflictError(
          `The next version of ${list.code} is ${next}; given: ${number}. Leave version out, or give ${next}.`,
        );
      }
      if (next > MOST_VERSIONS) {
        throw new ConflictError(
          `${list.code} has ${MOST_VERSIONS} versions already, the most that a list may have. Create another list.`,
        );
      }
      await this.#refuseUnknown(em, members);
      const version = em.create(DataListVersionEntity, {
        id: dataListVersionId(list.code, number),
        listCode: list.code,
        version: number,
        state: DataListState.PROPOSED,
        document: null,
        approvedOn: null,
        supersededOn: null,
      });
      await em.persist(version).flush();
      await em.execute(
        `insert into datasets.data_list_member (version_id, dataset_code)
         select ?, named.code from jsonb_array_elements_text(?::jsonb) as named(code)`,
        [version.id, JSON.stringify(members)],
      );
      emit(dataListVersionTold(list, version, members));
      return version;
    });
  }

  /** Puts a proposed version into force from a date on; the version in force until then is superseded. */
  async approve({
    list: code,
    version: number,
    document,
    approvedOn,
  }: ApproveDataListVersionInput): Promise<DataListVersionRow> {
    requireAdministrator(this.#scope.viewer, 'approve a version of a list');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await this.#locked(em, code);
      const version = await em.findOne(DataListVersionEntity, { listCode: code, version: number });
      if (version === null) throw new NotFoundError(`version of the list ${code}`, String(number));
      if (version.state === DataListState.APPROVED) {
        if (version.document === document && version.approvedOn?.getTime() === approvedOn.getTime()) return version;
        throw new ConflictError(
          `Version ${number} of ${code} was approved already by ${version.document}, in force from ${version.approvedOn?.toISOString()}. Propose a new version.`,
        );
      }
      const newest = await em.findOne(DataListVersionEntity, {
        listCode: code,
        state: DataListState.APPROVED,
        supersededOn: null,
      });
      if (newest !== null && newest.approvedOn !== null) {
        if (approvedOn <= newest.approvedOn) {
          throw new ConflictError(
            `Version ${newest.version} of ${code} is in force from ${newest.approvedOn.toISOString()}: at most one version is in force at a time. Give an approvedOn after that.`,
            { argument: 'approvedOn' },
          );
        }
        newest.supersededOn = approvedOn;
        // Before the new one: the exclusion constraint looks at every row as it is written.
        await em.flush();
      }
      em.assign(version, { state: DataListState.APPROVED, document, approvedOn });
      await em.flush();
      emit(dataListVersionTold(list, version, await this.#membersOf(em, version.id)));
      return version;
    });
  }

  async #find(em: EntityManager, code: string): Promise<DataListRow> {
    const list = await em.findOne(DataListEntity, { code });
    if (list !== null) return list;
    const candidates = await em.find(DataListEntity, {}, { limit: MOST_LISTS, disableIdentityMap: true });
    throw new NotFoundError(
      'list',
      code,
      didYouMean(
        code,
        candidates.map((row) => row.code),
      ),
    );
  }

  /** The list, locked until the transaction ends: its versions are numbered and approved one after another. */
  async #locked(em: EntityManager, code: string): Promise<DataListRow> {
    await this.#find(em, code);
    return em.findOneOrFail(DataListEntity, { code }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  }

  async #membersOf(em: EntityManager, versionId: string): Promise<string[]> {
    const rows = await em.find(DataListMemberEntity, { versionId }, { orderBy: { dataset: 'asc' } as never });
    return rows.map((row) => row.dataset);
  }

  async #same(
    em: EntityManager,
    list: DataListRow,
    number: number,
    members: readonly string[],
  ): Promise<DataListVersionRow> {
    const version = await em.findOneOrFail(DataListVersionEntity, { listCode: list.code, version: number });
    const there = new Set(await this.#membersOf(em, version.id));
    if (there.size === members.length && members.every((code) => there.has(code))) return version;
    throw new ConflictError(
      `Version ${number} of ${list.code} exists already with other datasets on it. Leave version out to propose the next one.`,
      { argument: 'version' },
    );
  }

  async #refuseUnknown(em: EntityManager, codes: readonly string[]): Promise<void> {
    const [missing] = await em.execute<{ code: string }[]>(
      `select named.code from jsonb_array_elements_text(?::jsonb) as named(code)
       where not exists (select from datasets.dataset d where d.code = named.code) limit 1`,
      [JSON.stringify(codes)],
    );
    if (missing !== undefined) throw await noSuchDataset(em, this.#scope.viewer, missing.code);
  }
}
