import { LockMode } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { AgencyEntity, type AgencyRow } from './agency.entity.ts';
import { ElectronicCodeEntity } from './electronic-code.entity.ts';
import { electronicCodeSet } from './electronic-code.facts.ts';
import type { SetElectronicCodeInput } from './electronic-code.inputs.ts';

/** The verb of electronic identification codes. */
export class ElectronicCodeService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /**
   * The agency has this code from now on; the same again changes nothing.
   * @throws ForbiddenError unless an administrator, NotFoundError, ConflictError when another agency has it.
   */
  set(input: SetElectronicCodeInput): Promise<AgencyRow> {
    requireAdministrator(this.#scope.viewer, 'set the electronic identification code of an agency');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const agency = await em.findOne(AgencyEntity, { code: input.agency }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (agency === null) throw await unknownCode(em, AgencyEntity, 'agency', input.agency);
      const given = { code: input.code, ...markOf(input) };
      const there = await em.findOne(ElectronicCodeEntity, { agencyCode: agency.code });
      const held = there ?? em.create(ElectronicCodeEntity, { agencyCode: agency.code, ...given }, { persist: true });
      em.assign(held, given);
      if (await flushChanges(em)) emit(electronicCodeSet(held));
      return agency;
    });
  }
}
