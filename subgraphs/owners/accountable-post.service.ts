import { LockMode } from '@mikro-orm/postgresql';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { ConflictError } from '../../kernel/errors/errors.ts';
import { requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { checkValidity } from '../../kernel/validity.ts';
import { AccountablePostEntity, type AccountablePostRow } from './accountable-post.entity.ts';
import { accountablePostsSet } from './accountable-post.facts.ts';
import type { AppointAccountablePostInput } from './accountable-post.inputs.ts';
import { AccountableDuty } from './accountable-post.type.ts';
import { AgencyEntity, type AgencyRow } from './agency.entity.ts';

/** Most appointments of one agency: its history is a plain list. */
const MOST_APPOINTMENTS = 500;

/** An appointment as it is stored. */
type Appointment = Pick<AccountablePostRow, 'agencyCode' | 'duty' | 'postVi' | 'postEn' | 'validFrom' | 'validTo'>;

/** The verb of accountable posts. */
export class AccountablePostService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /**
   * The post answers for the duties from an instant on. Whoever did so without an end until then ends there; the same
   * appointment again changes nothing. Of two at once for the same instant, one is refused.
   */
  appoint(input: AppointAccountablePostInput): Promise<AgencyRow> {
    const { agency: code, postVi, postEn, validFrom, validTo = null } = input;
    requireStewardOf(this.#scope.viewer, code, 'appoint an accountable post');
    checkValidity({ validFrom, validTo });
    const duties = [...new Set(input.duties ?? Object.values(AccountableDuty))];
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const agency = await em.findOne(AgencyEntity, { code }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (agency === null) throw await unknownCode(em, AgencyEntity, 'agency', code);
      const history = await em.find(AccountablePostEntity, { agencyCode: code });
      const added: Appointment[] = [];
      for (const duty of duties) {
        const own = history.filter((appointment) => appointment.duty === duty);
        if (own.some((there) => isSame(there, { postVi, postEn, validFrom, validTo }))) continue;
        const before = own.find((there) => there.validTo === null && there.validFrom < validFrom);
        if (before !== undefined) before.validTo = validFrom;
        added.push({ agencyCode: code, duty, postVi, postEn, validFrom, validTo });
      }
      if (added.length === 0) return agency;
      if (history.length + added.length > MOST_APPOINTMENTS) {
        throw new ConflictError(`${code} has ${MOST_APPOINTMENTS} appointments already, the most that one may have.`);
      }
      // The end of what was before is written first: at no moment do two posts answer for one duty.
      await em.flush();
      for (const appointment of added) em.create(AccountablePostEntity, appointment, { persist: true });
      await em.flush();
      emit(accountablePostsSet(code, [...history, ...added]));
      return agency;
    });
  }
}

const isSame = (
  there: AccountablePostRow,
  given: Pick<AccountablePostRow, 'postVi' | 'postEn' | 'validFrom' | 'validTo'>,
): boolean =>
  there.postVi === given.postVi &&
  there.postEn === given.postEn &&
  +there.validFrom === +given.validFrom &&
  there.validTo?.getTime() === given.validTo?.getTime();
