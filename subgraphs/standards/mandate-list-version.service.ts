import type { EntityManager } from '@mikro-orm/postgresql';
import type { Transact, Transaction } from '../../kernel/database/transact.ts';
import { BadInputError, ConflictError, NotFoundError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import { DataListState } from '../../kernel/list-versions/list-version-state.ts';
import { proposedChange, refuseIdle } from '../../kernel/list-versions/proposed-change.ts';
import { refuseDecided } from '../../kernel/list-versions/refuse-decided.ts';
import { refuseStale } from '../../kernel/list-versions/refuse-stale.ts';
import { UNDECIDED } from '../../kernel/list-versions/undecided.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { type LinkTable, putRows } from './link-rows.ts';
import {
  MandateItemEntity,
  type MandateListRow,
  MandateListVersionEntity,
  type MandateListVersionRow,
  mandateListVersionId,
} from './mandate-list.entity.ts';
import { mandateListVersionTold } from './mandate-list.facts.ts';
import { knownMandateList, lockedMandateList } from './mandate-list.service.ts';
import {
  type ApproveMandateListVersionInput,
  MOST_ITEMS,
  type ProposeMandateListChangesInput,
  type ProposeMandateListVersionInput,
  type RejectMandateListVersionInput,
} from './mandate-list-version.inputs.ts';

/** Most versions of one mandate list: `MandateList.versions` is a plain list. */
const MOST_VERSIONS = 200;

/** Most mandate lists that name one dataset: `Dataset.mandateLists` is a plain list. */
const MOST_LISTS = 100;

const MANDATE_ITEMS: LinkTable = {
  table: 'mandate_item',
  key: ['list_code', 'version', 'dataset_code'],
  values: ['mark', 'source'],
};

/** A dataset that is to be named, and by whom it is. */
interface Named {
  readonly dataset: string;
  readonly mark: string;
  readonly source: string | null;
}

/**
 * The verbs of versions of mandate lists, for administrators: the centre and the city order, nobody else proposes. A
 * version is decided on once, under the lock of its list: of two decisions at once the second is refused.
 */
export class MandateListVersionService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError for a list or a version that there is not. */
  async get(list: string, version: number): Promise<MandateListVersionRow> {
    const { em } = this.#scope;
    return this.#known(em, await knownMandateList(em, list), version);
  }

  /** Proposes all that is to be on a list; the same under the same number again changes nothing. */
  async propose(input: ProposeMandateListVersionInput): Promise<MandateListVersionRow> {
    requireAdministrator(this.#scope.viewer, 'propose a version of a mandate list');
    const members = [...new Set(input.datasets)].sort();
    return this.#transact(this.#scope, async (transaction) => {
      const { em } = transaction;
      const list = await lockedMandateList(em, input.mandateList);
      const next = (await em.count(MandateListVersionEntity, { listCode: list.code })) + 1;
      const number = input.version ?? next;
      if (number < next) return this.#same(em, list, number, members);
      if (number > next) {
        throw new ConflictError(
          `The next version of ${list.code} is ${next}; given: ${number}. Leave version out, or give ${next}.`,
          { argument: 'version' },
        );
      }
      const named = members.map((dataset) => ({ dataset, ...markOf(input) }));
      return this.#add(transaction, list, next, null, named, markOf(input));
    });
  }

  /**
   * Proposes a change of the newest approved version. It is refused at its approval when another version was approved
   * since: that one's changes would be undone without a word. What stays keeps the origin of its naming.
   * @throws ConflictError when what is added stands there already or what is removed does not.
   */
  async proposeChanges(input: ProposeMandateListChangesInput): Promise<MandateListVersionRow> {
    requireAdministrator(this.#scope.viewer, 'propose a change of a mandate list');
    const change = proposedChange(input.add, input.remove);
    return this.#transact(this.#scope, async (transaction) => {
      const { em } = transaction;
      const list = await lockedMandateList(em, input.mandateList);
      const base = await this.#newestApproved(em, list.code);
      const there = base === null ? [] : await this.#named(em, base.id);
      refuseIdle(list.code, base, new Set(there.map(({ dataset }) => dataset)), change);
      const named = [
        ...there.filter(({ dataset }) => !change.remove.has(dataset)),
        ...[...change.add].map((dataset) => ({ dataset, ...markOf(input) })),
      ];
      if (named.length > MOST_ITEMS) {
        throw new BadInputError(
          `A version of a mandate list takes at most ${MOST_ITEMS} datasets; it would have ${named.length}.`,
          { argument: 'add', most: MOST_ITEMS },
        );
      }
      const next = (await em.count(MandateListVersionEntity, { listCode: list.code })) + 1;
      return this.#add(transaction, list, next, base?.version ?? 0, named, markOf(input));
    });
  }

  /** Puts a proposed version into force from a date on; the version in force until then is superseded. */
  async approve(input: ApproveMandateListVersionInput): Promise<MandateListVersionRow> {
    requireAdministrator(this.#scope.viewer, 'approve a version of a mandate list');
    const { document, approvedOn } = input;
    const article = input.article ?? null;
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await lockedMandateList(em, input.mandateList);
      const version = await this.#known(em, list, input.version);
      const isSame = version.document === document && version.article === article;
      if (version.state === DataListState.APPROVED && isSame && version.approvedOn?.getTime() === approvedOn.getTime())
        return version;
      refuseDecided(version);
      const newest = await this.#newestApproved(em, list.code);
      refuseStale(version, newest, approvedOn, 'proposeMandateListChanges');
      if (newest !== null) {
        newest.supersededOn = approvedOn;
        // Before the new one: the exclusion constraint looks at every row as it is written.
        await em.flush();
      }
      em.assign(version, { state: DataListState.APPROVED, document, article, approvedOn });
      await em.flush();
      const members = await this.#members(em, version.id);
      await refuseTooMany(em, members);
      emit(mandateListVersionTold(version, members));
      return version;
    });
  }

  /** Rejects a proposed version by a document, for a reason. */
  async reject(input: RejectMandateListVersionInput): Promise<MandateListVersionRow> {
    requireAdministrator(this.#scope.viewer, 'reject a version of a mandate list');
    const { document, reasonVi, reasonEn } = input;
    const article = input.article ?? null;
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const list = await lockedMandateList(em, input.mandateList);
      const version = await this.#known(em, list, input.version);
      refuseDecided(version);
      const rejectedOn = this.#scope.clock.now();
      em.assign(version, { state: DataListState.REJECTED, document, article, rejectedOn, reasonVi, reasonEn });
      await em.flush();
      emit(mandateListVersionTold(version, await this.#members(em, version.id)));
      return version;
    });
  }

  async #add(
    { em, emit }: Transaction,
    list: MandateListRow,
    version: number,
    basedOn: number | null,
    named: readonly Named[],
    mark: { readonly mark: string; readonly source: string | null },
  ): Promise<MandateListVersionRow> {
    if (version > MOST_VERSIONS) {
      throw new ConflictError(
        `${list.code} has ${MOST_VERSIONS} versions already, the most that a mandate list may have. Create another list.`,
      );
    }
    const id = mandateListVersionId(list.code, version);
    const added = em.create(MandateListVersionEntity, {
      id,
      listCode: list.code,
      version,
      basedOn,
      ...UNDECIDED,
      ...mark,
    });
    await em.persist(added).flush();
    await putRows(
      em,
      MANDATE_ITEMS,
      named.map(({ dataset, ...origin }) => ({ list_code: list.code, version, dataset_code: dataset, ...origin })),
    );
    emit(mandateListVersionTold(added, named.map(({ dataset }) => dataset).sort()));
    return added;
  }

  #newestApproved(em: EntityManager, listCode: string): Promise<MandateListVersionRow | null> {
    return em.findOne(MandateListVersionEntity, { listCode, state: DataListState.APPROVED, supersededOn: null });
  }

  async #known(em: EntityManager, { code }: MandateListRow, version: number): Promise<MandateListVersionRow> {
    const found = await em.findOne(MandateListVersionEntity, { listCode: code, version });
    if (found === null) throw new NotFoundError(`version of the mandate list ${code}`, String(version));
    return found;
  }

  /** All that a version names, whoever may see it: administrators write, and see all. */
  async #named(em: EntityManager, versionId: string): Promise<Named[]> {
    const items = await em.find(MandateItemEntity, { versionId }, { orderBy: { datasetCode: 'asc' } });
    return items.map(({ datasetCode, mark, source }) => ({ dataset: datasetCode, mark, source }));
  }

  async #members(em: EntityManager, versionId: string): Promise<string[]> {
    return (await this.#named(em, versionId)).map(({ dataset }) => dataset);
  }

  async #same(
    em: EntityManager,
    list: MandateListRow,
    number: number,
    members: readonly string[],
  ): Promise<MandateListVersionRow> {
    const version = await this.#known(em, list, number);
    const there = new Set(await this.#members(em, version.id));
    if (there.size === members.length && members.every((code) => there.has(code))) return version;
    throw new ConflictError(
      `Version ${number} of ${list.code} exists already with other datasets on it. Leave version out to propose the next one.`,
      { argument: 'version' },
    );
  }
}

/** @throws ConflictError naming the first of these datasets that more than 100 lists would name from now on. */
async function refuseTooMany(em: EntityManager, datasets: readonly string[]): Promise<void> {
  const [over] = await em.execute<{ dataset: string }[]>(
    `select item.dataset_code as dataset from standards.mandate_item as item
     join standards.mandate_list_version as version on version.id = item.version_id
     where item.dataset_code in (select jsonb_array_elements_text(?::jsonb))
       and version.state = 'APPROVED' and version.superseded_on is null
     group by item.dataset_code having count(*) > ? order by 1 limit 1`,
    [JSON.stringify(datasets), MOST_LISTS],
  );
  if (over !== undefined) {
    throw new ConflictError(
      `${over.dataset} would have more than ${MOST_LISTS} mandate lists, the most that one may have. Take some back first.`,
      { owner: over.dataset, most: MOST_LISTS },
    );
  }
}
