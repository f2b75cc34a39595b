import { LockMode } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { BadInputError, ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { IndicatorEntity, type IndicatorRow } from './indicator.entity.ts';
import { indicatorDeclared } from './indicator.facts.ts';
import {
  type CreateIndicatorInput,
  INDICATORS,
  type IndicatorFilter,
  type IndicatorOrderField,
  type UpdateIndicatorInput,
} from './indicator.inputs.ts';
import { checkTarget } from './indicator-target.ts';

/** Most indicators of one campaign: `Campaign.indicators` is a plain list. */
const MOST_INDICATORS = 1_000;

/** The verbs of indicators: who may do what, and what must hold. */
export class IndicatorService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none. */
  async get(code: string): Promise<IndicatorRow> {
    const indicator = await this.#scope.em.findOne(IndicatorEntity, { code });
    if (indicator === null) throw await unknownCode(this.#scope.em, IndicatorEntity, 'indicator', code);
    return indicator;
  }

  list(
    filter: IndicatorFilter | null,
    request: Omit<PageRequest<IndicatorOrderField>, 'filter'>,
  ): Promise<Page<IndicatorRow>> {
    const where = definedOnly({
      campaignCode: filter?.campaign ?? undefined,
      operator: filter?.operator ?? undefined,
      year: filter?.year ?? undefined,
    });
    return pageOf(this.#scope.em, IndicatorEntity, INDICATORS, where, { ...request, filter: where });
  }

  create(input: CreateIndicatorInput): Promise<IndicatorRow> {
    requireAdministrator(this.#scope.viewer, 'create an indicator');
    const target = { operator: input.operator, value: input.value, valueTo: input.valueTo ?? null };
    const latest = {
      latestValue: input.latestValue ?? null,
      latestOn: input.latestOn ?? null,
      latestSource: input.latestSource ?? null,
    };
    checkTarget(target);
    checkLatest(latest);
    return this.#transact(this.#scope, async ({ em, emit }) => {
      if ((await em.count(IndicatorEntity, { campaignCode: input.campaign })) >= MOST_INDICATORS) {
        throw new ConflictError(
          `Campaign ${input.campaign} has ${MOST_INDICATORS} indicators already, the most that one may have.`,
        );
      }
      const { code, campaign, nameVi, nameEn, unitVi, unitEn, year } = input;
      const indicator = em.create(IndicatorEntity, {
        code,
        campaignCode: campaign,
        nameVi,
        nameEn,
        unitVi,
        unitEn,
        year,
        ...target,
        ...latest,
        ...markOf(input),
      });
      await em.persist(indicator).flush();
      emit(indicatorDeclared(indicator));
      return indicator;
    });
  }

  update({
    code,
    valueTo,
    latestValue,
    latestOn,
    latestSource,
    ...input
  }: UpdateIndicatorInput): Promise<IndicatorRow> {
    requireAdministrator(this.#scope.viewer, 'change an indicator');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      // Locked, so that what is told is what was stored, in the order in which it was stored.
      const indicator = await em.findOne(IndicatorEntity, { code }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (indicator === null) throw await unknownCode(em, IndicatorEntity, 'indicator', code);
      em.assign(
        indicator,
        definedOnly({
          nameVi: input.nameVi ?? undefined,
          nameEn: input.nameEn ?? undefined,
          operator: input.operator ?? undefined,
          value: input.value ?? undefined,
          unitVi: input.unitVi ?? undefined,
          unitEn: input.unitEn ?? undefined,
          year: input.year ?? undefined,
          valueTo,
          latestValue,
          latestOn,
          latestSource,
        }),
      );
      checkTarget(indicator);
      checkLatest(indicator);
      if (await flushChanges(em)) emit(indicatorDeclared(indicator));
      return indicator;
    });
  }
}

/** @throws BadInputError when a measured figure has no date, or a date or a source no figure. */
function checkLatest({
  latestValue,
  latestOn,
  latestSource,
}: Pick<IndicatorRow, 'latestValue' | 'latestOn' | 'latestSource'>): void {
  const missing = (argument: string): never => {
    throw new BadInputError(`latestValue and latestOn go together: ${argument} is missing. Give both, or neither.`, {
      argument,
    });
  };
  if (latestValue === null && (latestOn !== null || latestSource !== null)) missing('latestValue');
  if (latestValue !== null && latestOn === null) missing('latestOn');
}
