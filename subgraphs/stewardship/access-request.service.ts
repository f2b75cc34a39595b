import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Transact } from '../../kernel/database/transact.ts';
import { DatasetVisibilityEntity } from '../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { requireVisibleDatasets } from '../../kernel/dataset-visibility/require-visible-datasets.ts';
import { visibleCodes } from '../../kernel/dataset-visibility/visible-codes.ts';
import { BadInputError, ConflictError, NotFoundError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator, requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type Condition, type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import { AccessRequestEntity, type AccessRequestRow, AccessTransitionEntity } from './access-request.entity.ts';
import { accessRequestDeclared } from './access-request.facts.ts';
import {
  ACCESS_REQUESTS,
  type AccessRequestFilter,
  type AccessRequestOrderField,
  type ApproveAccessRequestInput,
  type GrantAccessInput,
  type RefuseAccessRequestInput,
  type RequestAccessInput,
  type RevokeAccessInput,
} from './access-request.inputs.ts';
import { accessRequestCondition } from './access-request.visibility.ts';
import { checkChosenCode, nextAccessRequestCode } from './access-request-code.ts';
import { type AccessStateName, checkStep } from './access-states.ts';

/** Most codes that are looked at for a suggestion. */
const MOST_CANDIDATES = 5_000;

/** What is said with a step. */
interface Statement {
  readonly documentCode: string | null;
  readonly article: string | null;
  readonly reasonVi: string | null;
  readonly reasonEn: string | null;
}

const NOTHING_SAID: Statement = { documentCode: null, article: null, reasonVi: null, reasonEn: null };

/** The condition that a filter asks for, without what the viewer may see. */
export const askedCondition = (filter: AccessRequestFilter | null): Condition =>
  definedOnly({
    datasetCode: filter?.dataset ?? undefined,
    requesterCode: filter?.requester ?? undefined,
    state: filter?.state ?? undefined,
  });

/** The verbs of access requests: who sees and decides which, and the steps from state to state. */
export class AccessRequestService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none that the viewer may see. */
  get(code: string): Promise<AccessRequestRow> {
    return this.#visible(this.#scope.em, code);
  }

  /** A filter by a dataset that the viewer does not see finds nothing, as one by a dataset that does not exist. */
  async list(
    filter: AccessRequestFilter | null,
    request: Omit<PageRequest<AccessRequestOrderField>, 'filter'>,
  ): Promise<Page<AccessRequestRow>> {
    const { em, viewer } = this.#scope;
    const asked = askedCondition(filter);
    const dataset = filter?.dataset ?? null;
    const seen: Condition =
      dataset === null ? {} : { datasetCode: { $in: [...(await visibleCodes(em, viewer, [dataset]))] } };
    const where = { $and: [accessRequestCondition(em, viewer), asked, seen] };
    return pageOf(em, AccessRequestEntity, ACCESS_REQUESTS, where, { ...request, filter: asked });
  }

  /** A request whose code was chosen, made again with the same content, changes nothing. */
  request(input: RequestAccessInput): Promise<AccessRequestRow> {
    const { viewer, clock } = this.#scope;
    requireStewardOf(viewer, input.requester, 'request access');
    const chosen = input.code ?? null;
    if (chosen !== null) {
      requireAdministrator(viewer, 'choose the code of an access request');
      checkChosenCode(chosen);
    }
    const requestedAt = this.#past('requestedAt', input.requestedAt ?? null);
    return this.#transact(this.#scope, async ({ em, emit }) => {
      await requireVisibleDatasets(em, viewer, [input.dataset]);
      if (chosen !== null) {
        const present = await em.findOne(AccessRequestEntity, { code: chosen });
        if (present !== null) return sameRequest(present, input);
      }
      const request = em.create(AccessRequestEntity, {
        code: chosen ?? (await nextAccessRequestCode(em, clock.now())),
        datasetCode: input.dataset,
        requesterCode: input.requester,
        purposeVi: input.purposeVi,
        purposeEn: input.purposeEn,
        state: 'OPEN',
        requestedAt,
        requestedBy: viewer.subject,
        decidedAt: null,
        decidedBy: null,
        ...NOTHING_SAID,
        ...markOf(input),
      });
      await em.persist(request).flush();
      this.#record(em, request.code, null, 'OPEN', requestedAt, NOTHING_SAID);
      emit(accessRequestDeclared(request));
      return request;
    });
  }

  approve({
    code,
    decidedAt,
    document,
    article,
    reasonVi,
    reasonEn,
  }: ApproveAccessRequestInput): Promise<AccessRequestRow> {
    const statement = {
      documentCode: document ?? null,
      article: article ?? null,
      reasonVi: reasonVi ?? null,
      reasonEn: reasonEn ?? null,
    };
    goTogether('document', statement.documentCode, 'article', statement.article);
    goTogether('reasonVi', statement.reasonVi, 'reasonEn', statement.reasonEn);
    return this.#decide(code, 'APPROVED', decidedAt ?? null, statement);
  }

  refuse({
    code,
    decidedAt,
    document,
    article,
    reasonVi,
    reasonEn,
  }: RefuseAccessRequestInput): Promise<AccessRequestRow> {
    return this.#decide(code, 'REFUSED', decidedAt ?? null, { documentCode: document, article, reasonVi, reasonEn });
  }

  grant({ code }: GrantAccessInput): Promise<AccessRequestRow> {
    return this.#step(code, 'GRANTED', this.#scope.clock.now(), NOTHING_SAID);
  }

  revoke({ code, reasonVi, reasonEn }: RevokeAccessInput): Promise<AccessRequestRow> {
    return this.#step(code, 'REVOKED', this.#scope.clock.now(), { ...NOTHING_SAID, reasonVi, reasonEn });
  }

  #decide(code: string, to: AccessStateName, given: Date | null, statement: Statement): Promise<AccessRequestRow> {
    const decidedAt = this.#past('decidedAt', given);
    const decision = { decidedAt, decidedBy: this.#scope.viewer.subject, ...statement };
    return this.#step(code, to, decidedAt, statement, decision);
  }

  #step(
    code: string,
    to: AccessStateName,
    at: Date,
    statement: Statement,
    decision: Partial<AccessRequestRow> = {},
  ): Promise<AccessRequestRow> {
    return this.#transact(this.#scope, async ({ em, emit }) => {
      await this.#mayDecide(em, await this.#visible(em, code));
      // Locked only once the viewer was let through. Of two at once, the second reads the state that the first left.
      const request = await em.findOneOrFail(
        AccessRequestEntity,
        { code },
        { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
      );
      const from = request.state as AccessStateName;
      checkStep(code, from, to);
      em.assign(request, { state: to, ...decision });
      await em.flush();
      this.#record(em, code, from, to, at, statement);
      emit(accessRequestDeclared(request));
      return request;
    });
  }

  #record(
    em: EntityManager,
    requestCode: string,
    fromState: string | null,
    toState: string,
    at: Date,
    statement: Statement,
  ): void {
    const { viewer, clock } = this.#scope;
    em.create(
      AccessTransitionEntity,
      { requestCode, fromState, toState, at, recordedAt: clock.now(), actor: viewer.subject, ...statement },
      { persist: true },
    );
  }

  async #visible(em: EntityManager, code: string): Promise<AccessRequestRow> {
    const seen = accessRequestCondition(em, this.#scope.viewer);
    const request = await em.findOne(AccessRequestEntity, { $and: [{ code }, seen] } as never);
    if (request !== null) return request;
    const near = await em.find(AccessRequestEntity, seen as never, {
      fields: ['code'],
      limit: MOST_CANDIDATES,
      orderBy: { code: 'asc' },
    });
    throw new NotFoundError(
      'access request',
      code,
      didYouMean(
        code,
        near.map((row) => row.code),
      ),
    );
  }

  /** Stewards of the publisher of the dataset. Whoever does not see the dataset is not told who publishes it. */
  async #mayDecide(em: EntityManager, { datasetCode }: AccessRequestRow): Promise<void> {
    const { viewer } = this.#scope;
    const what = 'decide on a request for access';
    const dataset = await em.findOne(DatasetVisibilityEntity, { code: datasetCode });
    const seen = await visibleCodes(em, viewer, [datasetCode]);
    if (dataset === null || !seen.has(datasetCode)) return requireAdministrator(viewer, what);
    requireStewardOf(viewer, dataset.publisherCode, what);
  }

  /** Now, or the time that an administrator gives for what happened before. */
  #past(argument: string, given: Date | null): Date {
    const now = this.#scope.clock.now();
    if (given === null) return now;
    requireAdministrator(this.#scope.viewer, `enter an access request afterwards (${argument})`);
    if (given <= now) return given;
    throw new BadInputError(
      `${argument} must not lie in the future; given: ${given.toISOString()}. Leave it out for now.`,
      {
        argument,
      },
    );
  }
}

/** @throws ConflictError unless the request says the same as the one that has its code. */
function sameRequest(present: AccessRequestRow, input: RequestAccessInput): AccessRequestRow {
  const same =
    present.datasetCode === input.dataset &&
    present.requesterCode === input.requester &&
    present.purposeVi === input.purposeVi &&
    present.purposeEn === input.purposeEn;
  if (same) return present;
  throw new ConflictError(
    `Access request ${present.code} exists already and asks for something else (${present.datasetCode} for ${present.requesterCode}). Choose another code, or leave code out.`,
    { request: present.code },
  );
}

/** @throws BadInputError when one of two is given without the other. */
function goTogether(oneName: string, one: string | null, otherName: string, other: string | null): void {
  if ((one === null) === (other === null)) return;
  const missing = one === null ? oneName : otherName;
  throw new BadInputError(`${oneName} and ${otherName} go together: ${missing} is missing. Give both, or neither.`, {
    argument: missing,
  });
}
