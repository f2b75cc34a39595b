import { LockMode } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type Condition, type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { CampaignEntity, type CampaignRow } from './campaign.entity.ts';
import { campaignDeclared } from './campaign.facts.ts';
import {
  CAMPAIGNS,
  type CampaignFilter,
  type CampaignOrderField,
  type CreateCampaignInput,
  type UpdateCampaignInput,
} from './campaign.inputs.ts';

/** The verbs of campaigns: who may do what, and what must hold. */
export class CampaignService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none. */
  async get(code: string): Promise<CampaignRow> {
    const campaign = await this.#scope.em.findOne(CampaignEntity, { code });
    if (campaign === null) throw await unknownCode(this.#scope.em, CampaignEntity, 'campaign', code);
    return campaign;
  }

  list(
    filter: CampaignFilter | null,
    request: Omit<PageRequest<CampaignOrderField>, 'filter'>,
  ): Promise<Page<CampaignRow>> {
    const launchedOn = definedOnly({
      $gte: filter?.launchedFrom ?? undefined,
      $lt: filter?.launchedBefore ?? undefined,
    });
    const where: Condition = Object.keys(launchedOn).length === 0 ? {} : { launchedOn };
    return pageOf(this.#scope.em, CampaignEntity, CAMPAIGNS, where, { ...request, filter: where });
  }

  create(input: CreateCampaignInput): Promise<CampaignRow> {
    requireAdministrator(this.#scope.viewer, 'create a campaign');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const { code, titleVi, titleEn, launchedOn, documents } = input;
      const campaign = em.create(CampaignEntity, {
        code,
        titleVi,
        titleEn,
        launchedOn,
        documentCodes: [...new Set(documents ?? [])],
        ...markOf(input),
      });
      await em.persist(campaign).flush();
      emit(campaignDeclared(campaign));
      return campaign;
    });
  }

  update({ code, titleVi, titleEn, launchedOn, documents }: UpdateCampaignInput): Promise<CampaignRow> {
    requireAdministrator(this.#scope.viewer, 'change a campaign');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      // Locked, so that what is told is what was stored, in the order in which it was stored.
      const campaign = await em.findOne(CampaignEntity, { code }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (campaign === null) throw await unknownCode(em, CampaignEntity, 'campaign', code);
      em.assign(
        campaign,
        definedOnly({
          titleVi: titleVi ?? undefined,
          titleEn: titleEn ?? undefined,
          launchedOn: launchedOn ?? undefined,
          documentCodes: documents === null || documents === undefined ? undefined : [...new Set(documents)],
        }),
      );
      if (await flushChanges(em)) emit(campaignDeclared(campaign));
      return campaign;
    });
  }
}
