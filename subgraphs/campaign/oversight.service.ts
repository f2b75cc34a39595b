import type { EntityManager } from '@mikro-orm/postgresql';
import { lockRow } from '../../kernel/database/lock-row.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { unknownCode } from '../../kernel/database/unknown-code.ts';
import { ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { checkValidity } from '../../kernel/validity.ts';
import { CampaignEntity } from './campaign.entity.ts';
import { OversightEntity, type OversightRow } from './oversight.entity.ts';
import { oversightSet } from './oversight.facts.ts';
import type { AssignOversightInput, EndOversightInput } from './oversight.inputs.ts';

/** Most rows of one campaign, past ones included: its oversight is a plain list. */
const MOST_OVERSIGHT = 500;

/** The verbs of oversight. Changes of one campaign take turns. */
export class OversightService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** The same again changes nothing. @throws ConflictError when the agency has that role at that time already. */
  assign(input: AssignOversightInput): Promise<OversightRow> {
    requireAdministrator(this.#scope.viewer, 'say who watches over a campaign');
    const { campaign: campaignCode, agency: agencyCode, role, validFrom, validTo = null } = input;
    checkValidity({ validFrom, validTo });
    return this.#transact(this.#scope, async ({ em, emit }) => {
      await this.#lockCampaign(em, campaignCode);
      const there = await em.findOne(OversightEntity, { campaignCode, agencyCode, role, validFrom });
      if (there !== null && there.validTo?.getTime() === validTo?.getTime()) return there;
      if ((await em.count(OversightEntity, { campaignCode })) >= MOST_OVERSIGHT) {
        throw new ConflictError(
          `${campaignCode} has had ${MOST_OVERSIGHT} assignments of oversight, the most that one may have.`,
        );
      }
      const row = { campaignCode, agencyCode, role, validFrom, validTo, ...markOf(input) };
      await em.insert(OversightEntity, row);
      emit(oversightSet(row));
      return row;
    });
  }

  /** @throws ConflictError when the agency does not have that role without an end. */
  end({ campaign: campaignCode, agency: agencyCode, role, validTo }: EndOversightInput): Promise<OversightRow> {
    requireAdministrator(this.#scope.viewer, 'say who watches over a campaign');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      await this.#lockCampaign(em, campaignCode);
      const open = await em.findOne(OversightEntity, { campaignCode, agencyCode, role, validTo: null });
      if (open === null) {
        throw new ConflictError(
          `${agencyCode} is not ${role} of ${campaignCode} without an end. Ask for Campaign.oversight to see who is.`,
        );
      }
      checkValidity({ validFrom: open.validFrom, validTo });
      open.validTo = validTo;
      await em.flush();
      emit(oversightSet(open));
      return open;
    });
  }

  async #lockCampaign(em: EntityManager, code: string): Promise<void> {
    await lockRow(em, 'campaign.campaign', { code });
    if ((await em.count(CampaignEntity, { code })) === 0) throw await unknownCode(em, CampaignEntity, 'campaign', code);
  }
}
