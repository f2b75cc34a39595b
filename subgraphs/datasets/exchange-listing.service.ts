import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { isConflict } from '../../kernel/database/constraint-errors.ts';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import { readRows } from '../../kernel/database/read-rows.ts';
import type { Transact, Transaction } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { BadInputError, ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { codeNotFree } from '../../kernel/identity/code-not-free.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { exchangeVerdicts, isEligible, whyNotEligible } from './exchange-eligibility.ts';
import { exchangeFactsOf, onRecordOf } from './exchange-facts.ts';
import { ExchangeListingEntity, type ExchangeListingRow, ExchangeTransitionEntity } from './exchange-listing.entity.ts';
import { exchangeListingDeclared } from './exchange-listing.facts.ts';
import {
  type DataSubjectConsentInput,
  type DeidentificationInput,
  type DraftExchangeListingInput,
  EXCHANGE_LISTINGS,
  type ExchangeListingFilter,
  type ExchangeListingOrderField,
  MOST_ACTIVE,
  type UpdateExchangeListingInput,
  type WithdrawExchangeListingInput,
} from './exchange-listing.inputs.ts';
import { checkExchangeStep, type ExchangeStateName } from './exchange-states.ts';
import { PlatformEntity } from './platform.entity.ts';
import { PlatformKind } from './platform.type.ts';
import { ownDataset } from './visible-dataset.ts';

/** Most steps of one listing: its history is a plain list. */
const MOST_STEPS = 100;

const NO_REASON = { reasonVi: null, reasonEn: null };

/**
 * The verbs of listings. Stewards of the publisher prepare and withdraw; administrators offer. Dataset and listing are
 * locked before it is judged, so that of two steps at once one is refused and none rests on what held before.
 */
export class ExchangeListingService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none of a dataset that the viewer sees. */
  get(code: string): Promise<ExchangeListingRow> {
    return this.#visible(this.#scope.em, code);
  }

  /** Those of datasets that the viewer sees. */
  list(
    filter: ExchangeListingFilter | null,
    request: Omit<PageRequest<ExchangeListingOrderField>, 'filter'>,
  ): Promise<Page<ExchangeListingRow>> {
    const asked = definedOnly({
      dataset: filter?.dataset ?? undefined,
      platformCode: filter?.platform ?? undefined,
      state: filter?.state ?? undefined,
    });
    const where = { $and: [asked, { dataset: datasetCondition(this.#scope.viewer) }] };
    return pageOf(this.#scope.em, ExchangeListingEntity, EXCHANGE_LISTINGS, where, { ...request, filter: asked });
  }

  /** @throws ConflictError when the dataset has a listing that is not withdrawn. */
  draft(input: DraftExchangeListingInput): Promise<ExchangeListingRow> {
    const { viewer, em: reading } = this.#scope;
    const drafted = this.#transact(this.#scope, async (transaction) => {
      const { em } = transaction;
      await ownDataset(em, viewer, input.dataset, 'offer a dataset on the market place');
      await this.#requireMarketPlace(em, input.platform);
      if ((await em.count(ExchangeListingEntity, { state: { $ne: 'WITHDRAWN' } })) >= MOST_ACTIVE) {
        throw new ConflictError(
          `There are ${MOST_ACTIVE} listings that are not withdrawn, the most that there may be. Withdraw one first.`,
        );
      }
      const listing = em.create(ExchangeListingEntity, {
        code: input.code,
        dataset: input.dataset,
        platformCode: input.platform,
        state: 'DRAFT',
        ...deidentificationOf(input.deidentification ?? null),
        ...consentOf(input.consent ?? null),
        ...markOf(input),
      });
      await em.persist(listing).flush();
      return this.#step(transaction, listing, null, NO_REASON);
    });
    return drafted.catch(async (error: unknown) => {
      const seen = { $and: [{ code: input.code }, { dataset: datasetCondition(viewer) }] };
      const isHidden =
        isConflict(error, 'exchange_listing_pkey') &&
        (await readRows(reading, ExchangeListingEntity, seen)).length === 0;
      throw isHidden ? codeNotFree('listing', input.code) : error;
    });
  }

  /** Changes what a draft rests on. */
  update({ code, deidentification, consent }: UpdateExchangeListingInput): Promise<ExchangeListingRow> {
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const listing = await this.#own(em, code, 'change a listing');
      if (listing.state !== 'DRAFT') {
        throw new ConflictError(
          `The listing ${code} is ${listing.state}: what it rests on is changed while it is a draft. Withdraw it, and draft a new one.`,
          { listing: code, state: listing.state },
        );
      }
      if (deidentification !== undefined) em.assign(listing, deidentificationOf(deidentification));
      if (consent !== undefined) em.assign(listing, consentOf(consent));
      if (await flushChanges(em)) emit(exchangeListingDeclared(listing));
      return listing;
    });
  }

  /** @throws ConflictError that says why, when the dataset is not eligible. */
  confirm(code: string): Promise<ExchangeListingRow> {
    return this.#transact(this.#scope, async (transaction) => {
      const listing = await this.#own(transaction.em, code, 'confirm the eligibility of a listing');
      checkExchangeStep(code, listing.state as ExchangeStateName, 'ELIGIBLE');
      await this.#requireEligible(transaction.em, listing);
      return this.#step(transaction, listing, 'ELIGIBLE', NO_REASON);
    });
  }

  /** @throws ConflictError that says why, when the dataset is not eligible. */
  offer(code: string): Promise<ExchangeListingRow> {
    requireAdministrator(this.#scope.viewer, 'offer a dataset on the market place');
    return this.#transact(this.#scope, async (transaction) => {
      const listing = await this.#own(transaction.em, code, 'offer a dataset on the market place');
      checkExchangeStep(code, listing.state as ExchangeStateName, 'LISTED');
      await this.#requireEligible(transaction.em, listing);
      return this.#step(transaction, listing, 'LISTED', NO_REASON);
    });
  }

  withdraw({ code, ...reason }: WithdrawExchangeListingInput): Promise<ExchangeListingRow> {
    return this.#transact(this.#scope, async (transaction) => {
      const listing = await this.#own(transaction.em, code, 'withdraw a listing');
      checkExchangeStep(code, listing.state as ExchangeStateName, 'WITHDRAWN');
      return this.#step(transaction, listing, 'WITHDRAWN', reason);
    });
  }

  async #step(
    { em, emit }: Transaction,
    listing: ExchangeListingRow,
    to: ExchangeStateName | null,
    reason: { readonly reasonVi: string | null; readonly reasonEn: string | null },
  ): Promise<ExchangeListingRow> {
    const { viewer, clock } = this.#scope;
    const { code: listingCode, dataset, state } = listing;
    if (to !== null) {
      const steps = await em.count(ExchangeTransitionEntity, { listingCode });
      if (steps >= MOST_STEPS && to !== 'WITHDRAWN') {
        throw new ConflictError(
          `The listing ${listingCode} has taken ${MOST_STEPS} steps, the most that it may. Withdraw it, and draft a new one.`,
        );
      }
      em.assign(listing, { state: to });
    }
    em.create(
      ExchangeTransitionEntity,
      {
        listingCode,
        dataset,
        fromState: to === null ? null : state,
        toState: to ?? 'DRAFT',
        at: clock.now(),
        actor: viewer.subject,
        ...reason,
      },
      { persist: true },
    );
    await em.flush();
    emit(exchangeListingDeclared(listing));
    return listing;
  }

  async #requireEligible(em: EntityManager, listing: ExchangeListingRow): Promise<void> {
    const facts = (await exchangeFactsOf(em, [listing.dataset], this.#scope.clock.now())).get(listing.dataset);
    if (facts === undefined) throw new Error(`No facts of ${listing.dataset}`);
    const verdicts = exchangeVerdicts({ ...facts, ...onRecordOf(listing) });
    if (isEligible(verdicts)) return;
    const against = verdicts.filter(({ holds }) => !holds);
    throw new ConflictError(
      `${listing.dataset} may not be offered on the market place: ${whyNotEligible(verdicts).reasonEn} Ask dataset.exchangeEligibility for what stands against it.`,
      { listing: listing.code, criteria: against.map(({ criterion }) => criterion) },
    );
  }

  async #requireMarketPlace(em: EntityManager, code: string): Promise<void> {
    const platform = await em.findOne(PlatformEntity, { code });
    if (platform === null) throw await unknownCode(em, PlatformEntity, 'platform', code);
    if (platform.kind === PlatformKind.MARKETPLACE) return;
    throw new BadInputError(
      `${code} is no market place for data but of kind ${platform.kind}. Give a platform of kind MARKETPLACE; sharing between agencies needs no listing.`,
      { argument: 'platform', given: code },
    );
  }

  async #visible(em: EntityManager, code: string): Promise<ExchangeListingRow> {
    const seen = { dataset: datasetCondition(this.#scope.viewer) };
    const [listing] = await readRows(em, ExchangeListingEntity, { $and: [{ code }, seen] });
    if (listing === undefined) throw await unknownCode(em, ExchangeListingEntity, 'listing', code, seen);
    return listing;
  }

  /** The listing for a change, its dataset and itself locked, in this order everywhere. */
  async #own(em: EntityManager, code: string, what: string): Promise<ExchangeListingRow> {
    const seen = await this.#visible(em, code);
    await ownDataset(em, this.#scope.viewer, seen.dataset, what);
    return em.findOneOrFail(ExchangeListingEntity, { code }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  }
}

const deidentificationOf = (given: DeidentificationInput | null) => ({
  deidentificationMethod: given?.method ?? null,
  deidentificationDocument: given?.document ?? null,
  deidentificationArticle: given?.article ?? null,
  deidentifiedOn: given?.approvedOn ?? null,
});

const consentOf = (given: DataSubjectConsentInput | null) => ({
  consentDocument: given?.document ?? null,
  consentArticle: given?.article ?? null,
  consentedOn: given?.obtainedOn ?? null,
});
