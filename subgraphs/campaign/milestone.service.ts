import { LockMode } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { BadInputError, ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { MilestoneEntity, type MilestoneRow } from './milestone.entity.ts';
import { milestoneDeclared } from './milestone.facts.ts';
import type { CreateMilestoneInput, UpdateMilestoneInput } from './milestone.inputs.ts';

/** Most milestones of one campaign: `Campaign.milestones` is a plain list. */
const MOST_MILESTONES = 200;

/** The verbs of milestones: administrators say what is to be reached, and when it was. */
export class MilestoneService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  create(input: CreateMilestoneInput): Promise<MilestoneRow> {
    requireAdministrator(this.#scope.viewer, 'create a milestone');
    const reached = { reachedOn: input.reachedOn ?? null, evidence: input.evidence ?? null };
    this.#checkReached(reached);
    return this.#transact(this.#scope, async ({ em, emit }) => {
      if ((await em.count(MilestoneEntity, { campaignCode: input.campaign })) >= MOST_MILESTONES) {
        throw new ConflictError(
          `Campaign ${input.campaign} has ${MOST_MILESTONES} milestones already, the most that one may have.`,
        );
      }
      const { code, campaign, titleVi, titleEn, dueOn, document = null } = input;
      const milestone = em.create(MilestoneEntity, {
        code,
        campaignCode: campaign,
        titleVi,
        titleEn,
        dueOn,
        documentCode: document,
        ...reached,
        ...markOf(input),
      });
      await em.persist(milestone).flush();
      emit(milestoneDeclared(milestone));
      return milestone;
    });
  }

  update({ code, document, reachedOn, evidence, ...input }: UpdateMilestoneInput): Promise<MilestoneRow> {
    requireAdministrator(this.#scope.viewer, 'change a milestone');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      // Locked, so that what is told is what was stored, in the order in which it was stored.
      const milestone = await em.findOne(MilestoneEntity, { code }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (milestone === null) throw await unknownCode(em, MilestoneEntity, 'milestone', code);
      em.assign(
        milestone,
        definedOnly({
          titleVi: input.titleVi ?? undefined,
          titleEn: input.titleEn ?? undefined,
          dueOn: input.dueOn ?? undefined,
          documentCode: document,
          reachedOn,
          evidence,
        }),
      );
      this.#checkReached(milestone);
      if (await flushChanges(em)) emit(milestoneDeclared(milestone));
      return milestone;
    });
  }

  /** @throws BadInputError when it was reached in the future, or nothing says by what that is known. */
  #checkReached({ reachedOn, evidence }: Pick<MilestoneRow, 'reachedOn' | 'evidence'>): void {
    if ((reachedOn === null) !== (evidence === null)) {
      const argument = reachedOn === null ? 'reachedOn' : 'evidence';
      throw new BadInputError(`reachedOn and evidence go together: ${argument} is missing. Give both, or neither.`, {
        argument,
      });
    }
    if (reachedOn !== null && reachedOn > this.#scope.clock.now()) {
      throw new BadInputError(`reachedOn must not lie in the future; given: ${reachedOn.toISOString()}.`, {
        argument: 'reachedOn',
      });
    }
  }
}
