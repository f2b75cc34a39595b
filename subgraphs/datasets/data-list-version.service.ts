import type { EntityManager } from '@mikro-orm/postgresql';
import type { Transact, Transaction } from '../../kernel/database/transact.ts';
import { BadInputError, ConflictError, NotFoundError } from '../../kernel/errors/errors.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import { DataListState } from '../../kernel/list-versions/list-version-state.ts';
import { proposedChange, refuseIdle } from '../../kernel/list-versions/proposed-change.ts';
import { refuseDecided } from '../../kernel/list-versions/refuse-decided.ts';
import { refuseStale } from '../../kernel/list-versions/refuse-stale.ts';
import { UNDECIDED } from '../../kernel/list-versions/undecided.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import {
  type DataListRow,
  DataListVersionEntity,
  type DataListVersionRow,
  dataListVersionId,
} from './data-list.entity.ts';
import { dataListVersionTold } from './data-list.facts.ts';
import { knownList, lockedList } from './data-list.service.ts';
import {
  type ApproveDataListVersionInput,
  MOST_MEMBERS,
  type ProposeDataListChangesInput,
  type ProposeDataListVersionInput,
  type RejectDataListVersionInput,
} from './data-list-version.inputs.ts';
import { insertMembers, membersOf, requireMembers, requireOwnMembers } from './list-members.ts';

/** Most versions of one list: `DataList.versions` is a plain list. */
const MOST_VERSIONS = 200;

/**
 * The verbs of versions of lists. Administrators decide; whoever publishes a dataset may propose a change of where it
 * stands. A version is decided on once, under the lock of its list: of two decisions at once the second is refused.
 */
export class DataListVersionService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError for a list or a version that there is not. */
  async get(list: string, version: number): Promise<DataListVersionRow> {
    const { em } = this.#scope;
    return this.#known(em, await knownList(em, list), version);
  }

  /** Proposes all that is to be on a list; the same under the same number again changes nothing. */
  async propose(input: ProposeDataListVersionInput): Promise<DataListVersionRow> {
    requireAdministrator(this.#scope.viewer, 'propose a version of a list');
    const members = [...new Set(input.members)].sort();
    if (members.length > MOST_MEMBERS) throw tooMany('members', members.length);
    return this.#transact(this.#scope, async (transaction) => {
      const { em } = transaction;
      const list = await lockedList(em, input.list);
      const next = (await em.count(DataListVersionEntity, { listCode: list.code })) + 1;
      const number = input.version ?? next;
      if (number < next) return this.#same(em, list, number, members);
      if (number > next) {
        throw new ConflictError(
          `The next version of ${list.code} is ${next}; given: ${number}. Leave version out, or give ${next}.`,
        );
      }
      await requireMembers(em, this.#scope.viewer, list, members);
      return this.#add(transaction, list, next, null, members);
    });
  }

  /**
   * Proposes a change of the newest approved version. It is refused at its approval when another version was approved
   * since: that one's changes would be undone without a word.
   * @throws NotFoundError, ForbiddenError unless the viewer answers for all that is named; ConflictError when what is
   * added stands there already or what is removed does not.
   */
  async proposeChanges({ list: code, ...input }: ProposeDataListChangesInput): Promise<DataListVersionRow> {
    const { viewer, em: reading } = this.#scope;
    const change = proposedChange(input.add, input.remove);
    const { add, remove } = change;
    await requireOwnMembers(reading, viewer, await knownList(reading, code), [...add, ...remove].sort());
    return this.#transact(this.#scope, async (transaction) => {
      const { em } = transaction;
      const list = await lockedList(em, code);
      const base = await this.#newestApproved(em, code);
      const there = new Set(base === null ? [] : await membersOf(em, list, base.id));
      refuseIdle(code, base, there, change);
      const members = [...[...there].filter((named) => !remove.has(named)), ...add].sort();
      if (members.length > MOST_MEMBERS) throw tooMany('A version of a list', members.length);
      const next = (await em.count(DataListVersionEntity, { listCode: code })) + 1;
      return this.#add(transaction, list, next, base?.version ?? 0, members);
    });
  }

  /** Puts a proposed version into force from a date on; the version in force until then is superseded. */
  async approve({
    list: code,
    version: number,
    approvedOn,
    ...decision
  }: ApproveDataListVersionInput): Promise<DataListVersionRow> {
    requireAdministrator(this.#scope.viewer, 'approve a version of a list');
    const [document, article] = [decision.document, decision.article ?? null];
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await lockedList(em, code);
      const version = await this.#known(em, list, number);
      const isSame = version.document === document && version.article === article;
      if (version.state === DataListState.APPROVED && isSame && version.approvedOn?.getTime() === approvedOn.getTime())
        return version;
      refuseDecided(version);
      const newest = await this.#newestApproved(em, code);
      refuseStale(version, newest, approvedOn, 'proposeDataListChanges');
      if (newest !== null) {
        newest.supersededOn = approvedOn;
        // Before the new one: the exclusion constraint looks at every row as it is written.
        await em.flush();
      }
      em.assign(version, { state: DataListState.APPROVED, document, article, approvedOn });
      await em.flush();
      emit(dataListVersionTold(list, version, await membersOf(em, list, version.id)));
      return version;
    });
  }

  /** Rejects a proposed version by a document, for a reason. */
  async reject({ list: code, version: number, ...decision }: RejectDataListVersionInput): Promise<DataListVersionRow> {
    requireAdministrator(this.#scope.viewer, 'reject a version of a list');
    const { document, article = null, reasonVi, reasonEn } = decision;
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await lockedList(em, code);
      const version = await this.#known(em, list, number);
      refuseDecided(version);
      const rejectedOn = this.#scope.clock.now();
      em.assign(version, { state: DataListState.REJECTED, document, article, rejectedOn, reasonVi, reasonEn });
      await em.flush();
      emit(dataListVersionTold(list, version, await membersOf(em, list, version.id)));
      return version;
    });
  }

  async #add(
    { em, emit }: Transaction,
    list: DataListRow,
    version: number,
    basedOn: number | null,
    members: readonly string[],
  ): Promise<DataListVersionRow> {
    if (version > MOST_VERSIONS) {
      throw new ConflictError(
        `${list.code} has ${MOST_VERSIONS} versions already, the most that a list may have. Create another list.`,
      );
    }
    const id = dataListVersionId(list.code, version);
    const added = em.create(DataListVersionEntity, { id, listCode: list.code, version, basedOn, ...UNDECIDED });
    await em.persist(added).flush();
    await insertMembers(em, list, id, members);
    emit(dataListVersionTold(list, added, members));
    return added;
  }

  #newestApproved(em: EntityManager, listCode: string): Promise<DataListVersionRow | null> {
    return em.findOne(DataListVersionEntity, { listCode, state: DataListState.APPROVED, supersededOn: null });
  }

  async #known(em: EntityManager, { code }: DataListRow, version: number): Promise<DataListVersionRow> {
    const found = await em.findOne(DataListVersionEntity, { listCode: code, version });
    if (found === null) throw new NotFoundError(`version of the list ${code}`, String(version));
    return found;
  }

  async #same(
    em: EntityManager,
    list: DataListRow,
    number: number,
    members: readonly string[],
  ): Promise<DataListVersionRow> {
    const version = await this.#known(em, list, number);
    const there = new Set(await membersOf(em, list, version.id));
    if (there.size === members.length && members.every((code) => there.has(code))) return version;
    throw new ConflictError(
      `Version ${number} of ${list.code} exists already with other members on it. Leave version out to propose the next one.`,
      { argument: 'version' },
    );
  }
}

const tooMany = (argument: string, given: number): BadInputError =>
  new BadInputError(`${argument} takes at most ${MOST_MEMBERS} members; given: ${given}.`, {
    argument,
    given,
    most: MOST_MEMBERS,
  });
