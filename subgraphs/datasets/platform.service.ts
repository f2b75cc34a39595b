import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import { PlatformEntity, type PlatformRow } from './platform.entity.ts';
import { platformDeclared } from './platform.facts.ts';
import {
  type CreatePlatformInput,
  PLATFORMS,
  type PlatformFilter,
  type PlatformOrderField,
  type UpdatePlatformInput,
} from './platform.inputs.ts';

/** Most codes that are looked at for "did you mean". */
const MOST_CANDIDATES = 5_000;

/** The verbs of platforms. The registry is a published list, so everybody sees it. */
export class PlatformService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError with near codes, when there is none. */
  get(code: string): Promise<PlatformRow> {
    return this.#find(this.#scope.em, code);
  }

  list(
    filter: PlatformFilter | null,
    request: Omit<PageRequest<PlatformOrderField>, 'filter'>,
  ): Promise<Page<PlatformRow>> {
    const asked = definedOnly({
      ownerCode: filter?.owner ?? undefined,
      kind: filter?.kind ?? undefined,
      architectureTier: filter?.architectureTier ?? undefined,
      evaluationState: filter?.evaluationState ?? undefined,
      upgradeState: filter?.upgradeState ?? undefined,
    });
    return pageOf(this.#scope.em, PlatformEntity, PLATFORMS, asked, { ...request, filter: asked });
  }

  async create(input: CreatePlatformInput): Promise<PlatformRow> {
    requireStewardOf(this.#scope.viewer, input.owner, 'create a platform');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const platform = em.create(PlatformEntity, {
        code: input.code,
        nameVi: input.nameVi,
        nameEn: input.nameEn,
        ownerCode: input.owner,
        kind: input.kind,
        channel: input.channel ?? null,
        architectureTier: input.architectureTier ?? null,
        evaluationState: input.evaluationState,
        upgradeState: input.upgradeState,
        securityLevel: input.securityLevel,
        ...markOf(input),
      });
      await em.persist(platform).flush();
      emit(platformDeclared(platform));
      return platform;
    });
  }

  update(input: UpdatePlatformInput): Promise<PlatformRow> {
    const { viewer } = this.#scope;
    return this.#transact(this.#scope, async ({ em, emit }) => {
      requireStewardOf(viewer, (await this.#find(em, input.code)).ownerCode, 'change a platform');
      const platform = await em.findOneOrFail(
        PlatformEntity,
        { code: input.code },
        { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
      );
      requireStewardOf(viewer, platform.ownerCode, 'change a platform');
      if (input.owner !== undefined && input.owner !== null)
        requireStewardOf(viewer, input.owner, 'take over a platform');
      em.assign(
        platform,
        definedOnly({
          nameVi: input.nameVi ?? undefined,
          nameEn: input.nameEn ?? undefined,
          ownerCode: input.owner ?? undefined,
          kind: input.kind ?? undefined,
          channel: input.channel,
          architectureTier: input.architectureTier,
          evaluationState: input.evaluationState ?? undefined,
          upgradeState: input.upgradeState ?? undefined,
          securityLevel: input.securityLevel ?? undefined,
        }),
      );
      if (await flushChanges(em)) emit(platformDeclared(platform));
      return platform;
    });
  }

  async #find(em: EntityManager, code: string): Promise<PlatformRow> {
    const platform = await em.findOne(PlatformEntity, { code });
    if (platform !== null) return platform;
    const candidates = await em.find(
      PlatformEntity,
      {},
      { fields: ['code'], limit: MOST_CANDIDATES, orderBy: { code: 'asc' }, disableIdentityMap: true },
    );
    throw new NotFoundError(
      'platform',
      code,
      didYouMean(
        code,
        candidates.map((row) => row.code),
      ),
    );
  }
}
