import { flushChanges } from '../../kernel/database/flush-changes.ts';
import { lockRow } from '../../kernel/database/lock-row.ts';
import { readRows } from '../../kernel/database/read-rows.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { BadInputError, ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { ProfileEntity, type ProfileRow } from './profile.entity.ts';
import { profileSet } from './profile.facts.ts';
import type { SetQualityProfileInput } from './profile.inputs.ts';
import { DEFAULT_LIST } from './profiles.ts';
import { TOLERANCE } from './score.ts';

/** Most profiles: they are a plain list. */
const MOST_PROFILES = 100;

/** The verbs of weights and pass marks: administrators set them. */
export class ProfileService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** Those that were set, by code of the list. */
  list(): Promise<ProfileRow[]> {
    return readRows(this.#scope.em, ProfileEntity, {}, { orderBy: { listCode: 'asc' }, limit: MOST_PROFILES });
  }

  /** @throws BadInputError when the weights do not add up to 1, saying what they add up to. */
  async set(input: SetQualityProfileInput): Promise<ProfileRow> {
    requireAdministrator(this.#scope.viewer, 'set weights and pass marks');
    const { weights, passMarks } = input;
    const sum =
      weights.accurate + weights.complete + weights.clean + weights.live + weights.unified + weights.sharedUse;
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw new BadInputError(
        `The six weights add up to ${Number(sum.toFixed(6))}; they must add up to 1. Change some of them.`,
        { argument: 'weights', given: sum, expected: 1 },
      );
    }
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const listCode = input.list ?? DEFAULT_LIST;
      const said = {
        weightAccurate: weights.accurate,
        weightComplete: weights.complete,
        weightClean: weights.clean,
        weightLive: weights.live,
        weightUnified: weights.unified,
        weightSharedUse: weights.sharedUse,
        markAccurate: passMarks?.accurate ?? null,
        markComplete: passMarks?.complete ?? null,
        markClean: passMarks?.clean ?? null,
        markLive: passMarks?.live ?? null,
        markUnified: passMarks?.unified ?? null,
        markSharedUse: passMarks?.sharedUse ?? null,
        passMark: input.passMark ?? null,
        documentCode: input.document ?? null,
        ...markOf(input),
      };
      // Locked: half of one decision and half of another may add up to 1 as well.
      await lockRow(em, 'quality.profile', { list_code: listCode });
      const before = await em.findOne(ProfileEntity, { listCode });
      if (before === null && (await em.count(ProfileEntity)) >= MOST_PROFILES) {
        throw new ConflictError(`There are ${MOST_PROFILES} profiles already, the most that there may be.`);
      }
      const profile = before ?? em.create(ProfileEntity, { listCode, ...said });
      em.assign(profile, said);
      em.persist(profile);
      if (await flushChanges(em)) emit(profileSet(profile));
      return profile;
    });
  }
}
